internal import Canvas

/// The checks, and beneath them the one under the cursor in full.
///
///     ┌ 21 checks, 2 fail ────────────┐
///     │ rows                          │
///     ├ about the row ────────────────┤
///     └───────────────────────────────┘
struct DoctorLayout {
  let summary: Rect
  let list: Rect
  let about: Rect

  init(_ area: Rect) {
    let (top, rest) = area.split(top: 1)
    summary = top
    (list, about) = rest.split(bottom: min(9, max(5, rest.height * 3 / 10)))
  }

  /// Rows in sight below the list's heading.
  var rows: Int { max(1, list.height - 1) }
}
