internal import Analysis
internal import Canvas
internal import Reports
internal import Telemetry

extension WaterfallPane {
  mutating func scrollDetail(by pages: Int, in context: Context) {
    guard let model, let row else { return }
    let area = WaterfallLayout(FrameLayout(context.size).body, detailIsLarge: detailIsLarge).detail
    let lines = SpanDetail(model, row: row).lines(width: area.width).count
    let step = max(1, area.height - 1)
    detailOffset = min(max(0, detailOffset + pages * step), max(0, lines - area.height))
  }

  func openLink(of row: Int) -> [Request] {
    guard let link = model?.span(row).links.first else {
      return [.say("this span has no links; l logs, m metrics, Tab enlarges its detail")]
    }
    return [.open(WaterfallPane(id: link.traceID, source: source, landing: Landing(spanID: link.spanID)))]
  }

  func drawDetail(_ detail: SpanDetail, _ layout: WaterfallLayout, on surface: inout Surface) {
    let bar = String(repeating: "─", count: layout.rule.width)
    surface.put(bar, at: layout.rule.origin, Style(.border), in: layout.rule)
    surface.put(
      "─ \(detail.title) ".fitted(to: layout.rule.width), at: layout.rule.origin, Style(.heading), in: layout.rule)
    let lines = detail.lines(width: layout.detail.width)
    for (index, line) in lines.dropFirst(detailOffset).prefix(layout.detail.height).enumerated() {
      let row = layout.detail.row(index)
      surface.put(line, at: Point(row.minX + 1, row.minY), in: row)
    }
    let hidden = lines.count - detailOffset - layout.detail.height
    if hidden > 0 || detailOffset > 0 {
      let way = detailIsLarge ? "PgUp PgDn scroll" : "Tab enlarges"
      let text = hidden > 0 ? " +\(hidden) lines, \(way) " : " end, \(way) "
      surface.put(text, at: Point(layout.rule.maxX - text.cellWidth - 1, layout.rule.minY), .muted, in: layout.rule)
    }
  }
}
