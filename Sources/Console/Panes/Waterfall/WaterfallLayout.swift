internal import Canvas
internal import Reports

/// The parts of the waterfall's screen.
struct WaterfallLayout {
  let title: Rect
  /// The whole trace in one row.
  let overview: Rect
  let head: Rect
  let rows: Rect
  let rule: Rect
  let detail: Rect

  init(_ area: Rect, detailIsLarge: Bool) {
    title = area.row(0)
    overview = area.row(1).inset(left: 1, right: 1)
    head = area.row(2)
    let rest = area.inset(top: 3)
    // Half of a small screen shows spans before it shows what one of them holds.
    let least = rest.height < 8 ? 0 : 5
    let share = detailIsLarge ? rest.height * 2 / 3 : max(least, least == 0 ? 0 : rest.height / 3)
    let (upper, lower) = rest.split(bottom: share)
    rows = upper
    rule = lower.row(0)
    detail = lower.inset(top: 1)
  }
}
