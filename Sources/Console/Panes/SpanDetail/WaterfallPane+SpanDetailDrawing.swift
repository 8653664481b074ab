internal import Analysis
internal import Canvas
internal import Reports
internal import Telemetry

extension WaterfallPane {
  /// The rule with the span's name, and below it what is known of the span.
  func drawDetail(
    _ model: WaterfallModel, row: Int, rule: Rect, area: Rect, on surface: inout Surface, _ view: ViewContext
  ) {
    let bar = String(repeating: "─", count: rule.width)
    surface.put(bar, at: rule.origin, Style(.border), in: rule)
    var panel = panel
    // The screen may have another width since the last key.
    panel.settle(model, row: row, in: area)
    if let page = panel.page {
      drawLarge(page, rule: rule, area: area, on: &surface, view)
    } else {
      drawSmall(SpanDetail(model, row: row), rule: rule, area: area, on: &surface, view)
    }
  }

  private func drawSmall(
    _ detail: SpanDetail, rule: Rect, area: Rect, on surface: inout Surface, _ view: ViewContext
  ) {
    surface.put("─ \(detail.title) ".fitted(to: rule.width), at: rule.origin, Style(.heading), in: rule)
    let lines = detail.lines(width: area.width, jumps: jumpLine(width: area.width - 2, in: view.context))
    for (index, line) in lines.prefix(area.height).enumerated() {
      surface.put(line, at: Point(area.minX + 1, area.minY + index), in: area.row(index))
    }
    let hidden = lines.count - area.height
    drawNote(hidden > 0 ? "+\(hidden) lines, Tab enlarges" : "Tab enlarges", in: rule, on: &surface)
  }

  private func drawLarge(
    _ page: SpanPanel.Page, rule: Rect, area: Rect, on surface: inout Surface, _ view: ViewContext
  ) {
    let layout = page.layout
    if panel.filter.isEditing || !panel.filter.isEmpty {
      panel.filter.draw(in: rule, on: &surface, placeholder: "a key or a value", note: filterNote(layout))
    } else {
      surface.put("─ \(page.detail.title) ".fitted(to: rule.width), at: rule.origin, Style(.focus, bold: true), in: rule)
      drawNote("/ filters, Tab closes", in: rule, on: &surface)
    }
    if layout.lines.isEmpty {
      let text = "no attribute of this span has \(panel.filter.text); Esc or Ctrl-U shows them all"
      surface.put(text.fitted(to: area.width - 2), at: Point(area.minX + 1, area.minY), .muted, in: area)
    }
    let scroll = panel.scroll.settled(count: layout.lines.count, height: area.height)
    for (offset, index) in scroll.visible(count: layout.lines.count, height: area.height).enumerated() {
      let line = area.row(offset)
      surface.put(layout.lines[index].runs, at: Point(line.minX + 1, line.minY), in: line)
      if index == scroll.cursor, layout.lines[index].entry != nil { surface.shade(line, .cursor) }
    }
  }

  private func filterNote(_ layout: SpanDetailLines?) -> [TextRun] {
    guard let layout, !panel.filter.isEmpty else { return [] }
    return [TextRun(" \(layout.shown) of \(layout.total) ", .muted)]
  }

  /// Where the terminal's cursor stands while the filter is typed.
  func filterCursor(in rule: Rect) -> Point? {
    panel.filter.cursor(in: rule, note: filterNote(panel.page?.layout))
  }

  private func drawNote(_ text: String, in rule: Rect, on surface: inout Surface) {
    let shown = " \(text) "
    surface.put(shown, at: Point(rule.maxX - shown.cellWidth - 1, rule.minY), .muted, in: rule)
  }

  /// `l logs (identity: trace_id, 3 sources)   m metrics (labels: …)   p profile — no source`
  func jumpLine(width: Int, in context: Context) -> [TextRun] {
    guard let anchor = anchor(in: context) else { return [] }
    let all = context.correlator.jumps(from: anchor)
    let parts = [("l", Signal.logs), ("m", .metrics), ("p", .profile)].map { key, signal in
      Self.words(for: signal, key: key, among: all)
    }
    // The reasons give way before a jump is left out.
    let isFull = parts.reduce(0) { $0 + $1.name.cellWidth + $1.reason.cellWidth + 5 } <= width
    return parts.flatMap { part -> [TextRun] in
      [
        TextRun(part.key, Style(part.isOpen ? .key : .muted, bold: part.isOpen)),
        TextRun(" \(part.name) ", part.isOpen ? .text : .muted),
        TextRun((isFull ? part.reason : part.short) + "  ", .muted),
      ]
    }
  }

  private static func words(
    for signal: Signal, key: String, among jumps: [Result<Jump, Refusal>]
  ) -> (key: String, name: String, reason: String, short: String, isOpen: Bool) {
    let open = jumps.compactMap { try? $0.get() }.filter { $0.to == signal }
    guard let best = open.first else {
      let refusal = jumps.lazy.compactMap { result -> Refusal? in
        if case .failure(let refusal) = result, refusal.to == signal { refusal } else { nil }
      }.first
      let reason = "— \(refusal?.reason ?? "no source")"
      return (key, signal.rawValue, reason, reason.fitted(to: 20), false)
    }
    let sources = Set(open.map(\.source)).count
    let more = sources > 1 ? ", \(sources) sources" : ""
    let name = best.strength.name
    return (key, signal.rawValue, "(\(name): \(best.reason)\(more))", "(\(name)\(more))", true)
  }
}
