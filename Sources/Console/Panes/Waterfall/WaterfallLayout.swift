internal import Canvas

/// The parts of the waterfall's screen.
struct WaterfallLayout {
  let title: Rect
  let head: Rect
  let rows: Rect
  let rule: Rect
  let detail: Rect

  init(_ area: Rect, detailIsLarge: Bool) {
    title = area.row(0)
    head = area.row(1)
    let rest = area.inset(top: 2)
    let share = detailIsLarge ? rest.height * 2 / 3 : max(5, rest.height / 3)
    let (upper, lower) = rest.split(bottom: share)
    rows = upper
    rule = lower.row(0)
    detail = lower.inset(top: 1)
  }
}
