internal import Analysis
internal import Canvas
internal import Telemetry

extension MetricsPane {
  /// The series as a table, under a header that says how they are sorted, filtered and cut.
  func drawLegend(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let glyphs = view.context.glyphs
    func title(_ column: LegendColumn) -> String { legend.title(of: column, glyphs) }
    let table = Table([
      TableColumn("   " + title(.name) + legendNote, min: 20, ideal: 50, isFlexible: true),
      TableColumn(title(.last), alignment: .right, min: 8, ideal: 9),
      TableColumn(title(.min), alignment: .right, min: 8, ideal: 9, priority: 2),
      TableColumn(title(.mean), alignment: .right, min: 8, ideal: 9, priority: 3),
      TableColumn(title(.max), alignment: .right, min: 8, ideal: 9, priority: 1),
      TableColumn(title(.sum), alignment: .right, min: 8, ideal: 9, priority: 4),
    ], isFocused: !isTyping)
    table.draw(count: page.rows.count, scroll: legend.scroll, in: area, on: &surface) { cells(ofRow: $0) }
  }

  /// ` · filter: nas  12 of 300 · 40 of 1,000 drawn, the top by last value`.
  private var legendNote: String {
    var note = ""
    if legend.isFiltering || !legend.filter.isEmpty {
      let count = "\(Self.grouped(page.rows.count)) of \(Self.grouped(table.rows.count))"
      note += " · filter: \(legend.filter)\(legend.isFiltering ? "_" : "")  \(count)"
    }
    if drawn.count < drawable {
      note += " · \(drawn.count) of \(Self.grouped(drawable)) drawn, the top by last value"
    }
    return note
  }

  private func cells(ofRow index: Int) -> [TableCell] {
    let place = page.rows[index]
    let row = table.rows[place.index]
    let isShown = legend.isShown(row.key)
    let summary = place.statistics
    func text(_ value: Double?) -> String { value.map(row.unit.text) ?? "–" }
    var name = [
      TextRun(index == legend.scroll.cursor ? "▸" : " "),
      TextRun(isShown ? "● " : "○ ", Style(.series(row.colour))),
    ]
    if queries.count > 1 { name.append(TextRun(MetricQuery.letter(row.key.query) + " ", .muted)) }
    return [
      TableCell(name + [TextRun(row.name, Style(isShown ? .text : .muted))]),
      TableCell(text(summary.last), Style(.text, bold: true)), TableCell(text(summary.minimum), .muted),
      TableCell(text(summary.mean), .muted), TableCell(text(summary.maximum), .text),
      TableCell(text(summary.count > 0 ? summary.sum : nil), .muted),
    ]
  }

  func filterCursor(in area: Rect) -> Point? {
    guard let field = legend.field else { return nil }
    let head = "   " + legend.title(of: .name, .unicode) + " · filter: "
    return Point(min(area.maxX - 1, area.minX + head.cellWidth + field.text.cellWidth), area.minY)
  }
}
