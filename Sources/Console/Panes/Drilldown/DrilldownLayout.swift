internal import Canvas

/// Where the parts of the drilldown stand.
///
///     traceql› { filter }
///      c Compare  b Breakdown  x Exceptions  S Structure      what it is made of
///     ┌ chart ─────────────────────────────────────────┐  only to compare
///     ├ what differs ──────────────────────────────────┤  the rule
///     │ rows                                           │
struct DrilldownLayout {
  let prompt: Rect
  let parts: Rect
  let body: Rect
  /// Only in the comparison: the histogram, the rule under it, the rows.
  let chart: Rect
  let rule: Rect
  let rows: Rect
  /// Only of the exceptions: the list and what stands under it.
  let groups: Rect
  let detail: Rect

  init(_ area: Rect, promptHeight: Int) {
    let (top, rest) = area.split(top: promptHeight)
    prompt = top
    parts = rest.row(0)
    body = rest.inset(top: 1)
    let (upper, lower) = body.split(top: min(20, max(6, body.height * 2 / 5)))
    chart = upper
    rule = lower.row(0)
    rows = lower.inset(top: 1)
    (groups, detail) = body.split(bottom: min(7, max(4, body.height / 4)))
  }
}
