internal import Analysis
internal import Canvas
internal import Telemetry

extension MetricsPane {
  /// The series as a table, under a header that says how they are sorted, filtered and cut.
  func drawLegend(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let glyphs = view.context.glyphs
    func title(_ column: LegendColumn) -> String { legend.title(of: column, glyphs) }
    let table = Table([
      TableColumn("   " + firstTitle(glyphs), min: 20, ideal: 50, isFlexible: true),
      TableColumn(title(.last), alignment: .right, min: 8, ideal: 9),
      TableColumn(title(.min), alignment: .right, min: 8, ideal: 9, priority: 2),
      TableColumn(title(.mean), alignment: .right, min: 8, ideal: 9, priority: 3),
      TableColumn(title(.max), alignment: .right, min: 8, ideal: 9, priority: 1),
      TableColumn(title(.sum), alignment: .right, min: 8, ideal: 9, priority: 4),
    ], isFocused: !isTyping)
    let swatches = swatches(in: view.context)
    table.draw(count: page.rows.count, scroll: legend.scroll, in: area, on: &surface) {
      cells(ofRow: $0, swatches)
    }
  }

  /// `series ▾`, or while there is a filter `filter: nas  12 of 300`.
  private func firstTitle(_ glyphs: GlyphSet) -> String {
    guard legend.isFiltering || !legend.filter.isEmpty else { return legend.title(of: .name, glyphs) }
    let count = "\(Self.grouped(page.rows.count)) of \(Self.grouped(table.rows.count))"
    return "filter: \(legend.filter)\(legend.isFiltering ? "_" : "")  \(count)"
  }

  /// What stands for each drawn row: areas show the pattern they are filled with. None while all are
  /// lines, which their colour alone tells apart.
  private func swatches(in context: Context) -> [Int: TextRun] {
    guard charted.contains(where: { $0.shape != .lines }) else { return [:] }
    let chart = chart(in: context)
    let pairs = zip(drawnOrder, chart.lines.indices).map { ($0, chart.swatch(of: $1)) }
    return Dictionary(pairs) { first, _ in first }
  }

  private func cells(ofRow index: Int, _ swatches: [Int: TextRun]) -> [TableCell] {
    let place = page.rows[index]
    let row = table.rows[place.index]
    let isShown = legend.isShown(row.key)
    let summary = place.statistics
    func text(_ value: Double?) -> String { value.map(row.unit.text) ?? "–" }
    let colour = Style(.series(row.colour))
    var name = [
      TextRun(index == legend.scroll.cursor ? "▸" : " "),
      isShown ? swatches[place.index] ?? TextRun("●", colour) : TextRun("○", colour), TextRun(" "),
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
    return Point(min(area.maxX - 1, area.minX + "   filter: ".cellWidth + field.text.cellWidth), area.minY)
  }
}
