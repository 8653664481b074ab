internal import Canvas

/// One part at a time under a row of their names, with what is known of the row under the cursor.
///
///     ┌ filter      Alerts Silences … ┐      ┌ filter ───────┬──────┐
///     │ rows                          │      │ rows          │about │
///     ├ about the row ────────────────┤      │               │      │
///     └───────────────────────────────┘      └───────────────┴──────┘
struct AlertsLayout {
  let prompt: Rect
  let list: Rect
  let about: Rect

  init(_ area: Rect) {
    let (top, rest) = area.split(top: 1)
    prompt = top
    if area.width >= 150 {
      (list, about) = rest.split(right: rest.width * 48 / 100)
    } else {
      (list, about) = rest.split(bottom: max(11, rest.height * 55 / 100))
    }
  }

  /// Rows in sight below the list's heading.
  var rows: Int { max(1, list.height - 1) }
}
