internal import Canvas

/// The list above, what is known of the probe under the cursor below it, or at its side where there is
/// room for both.
///
///     ┌ filter ──────────────┐      ┌ filter ─────────┬──────────┐
///     │ list                 │      │ list            │ detail   │
///     ├──────────────────────┤      │                 │          │
///     │ detail               │      │                 │          │
///     └──────────────────────┘      └─────────────────┴──────────┘
struct ProbesLayout {
  let prompt: Rect
  let list: Rect
  let detail: Rect

  init(_ area: Rect) {
    let (top, rest) = area.split(top: 1)
    prompt = top
    if area.width >= 170 {
      (list, detail) = rest.split(right: rest.width * 42 / 100)
    } else {
      (list, detail) = rest.split(bottom: max(10, rest.height / 2))
    }
  }

  /// Rows of the list in sight, below its heading.
  var rows: Int { max(1, list.height - 1) }
}
