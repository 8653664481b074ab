internal import Analysis
internal import Canvas
internal import Languages
internal import Telemetry

extension DrilldownPane {
  func drawCompare(_ layout: DrilldownLayout, on surface: inout Surface, _ view: ViewContext) {
    guard hasHistogram else {
      let isSampled = comparesBySample(in: view.context)
      drawEmpty(
        isSampled ? ["search"] : ["histogram"], said: "no span of the filter in this range",
        hint: "} doubles the range, i edits the filter", in: layout.body.inset(left: 1, top: 1), on: &surface,
        view)
      return
    }
    drawHistogram(in: layout.chart, on: &surface, view)
    drawRule(in: layout.rule, on: &surface, view)
    guard !compare.rows.isEmpty, compare.comparedScope?.filter == filter else {
      drawWithoutDifferences(in: layout.rows.inset(left: 1), on: &surface, view)
      return
    }
    let glyphs = view.context.glyphs
    let bar = max(8, min(24, (layout.rows.width - 58) / 2))
    let table = Table(
      [
        TableColumn("  attribute", min: 24, ideal: 30, isFlexible: true),
        TableColumn(name, alignment: .right, min: max(5, name.cellWidth), ideal: max(5, name.cellWidth)),
        TableColumn("", min: bar, ideal: bar, priority: 1),
        TableColumn("rest", alignment: .right, min: 5, ideal: 5),
        TableColumn("", min: bar, ideal: bar, priority: 2),
      ], isFocused: compare.drawing == nil && !prompt.isEditing)
    table.draw(count: compare.rows.count, scroll: compare.scroll, in: layout.rows, on: &surface) { index in
      cells(compare.rows[index], isCursor: index == compare.scroll.cursor, bar, glyphs)
    }
  }

  /// What the selection is called in a word.
  private var name: String {
    if compare.box != nil { return "box" }
    return compare.against == .slow ? "slow" : "failing"
  }

  private func cells(
    _ row: AttributeComparison.Difference, isCursor: Bool, _ bar: Int, _ glyphs: GlyphSet
  ) -> [TableCell] {
    let gauge = { (ratio: Double) in Gauge(ratio, showsTrack: false, glyphs: glyphs).text(width: bar) }
    let isMore = row.difference > 0
    // Whichever side the server left out is only known to have no more than this.
    let selection = row.isBounded && !isMore ? "≤" : ""
    let rest = row.isBounded && isMore ? "≤" : ""
    let attribute = [
      TextRun((isCursor ? "▸ " : "  ") + row.field.scopedName, Style(.text, bold: isMore)),
      TextRun(" \(row.op.rawValue) ", .muted), TextRun(row.value.description, Style(.string)),
    ]
    return [
      TableCell(attribute),
      TableCell(selection + percent(row.selection.ratio), Style(.text, bold: isMore)),
      TableCell(
        gauge(row.selection.ratio), Style(compare.against == .slow || compare.box != nil ? .warning : .error)),
      TableCell(rest + percent(row.rest.ratio)), TableCell(gauge(row.rest.ratio), .muted),
    ]
  }

  private func percent(_ ratio: Double) -> String { Numbers.fixed(ratio * 100, 0) + "%" }

  /// `─ slow, above 4.1 s: 212 spans, the rest 4.1k ───`.
  private func drawRule(in row: Rect, on surface: inout Surface, _ view: ViewContext) {
    let bar = String(repeating: "─", count: row.width)
    surface.put(bar, at: row.origin, Style(.border), in: row)
    let text = ruleText(view).fitted(to: max(0, row.width - 2))
    surface.put(text, at: Point(row.minX + 1, row.minY), Style(.heading), in: row)
  }

  private func ruleText(_ view: ViewContext) -> String {
    let what: String
    if let box = compare.box {
      what = "box \(words(for: box, in: view.context))"
    } else if compare.against == .failing {
      what = "failing"
    } else {
      what = compare.tailNs.map { "slow, above \(Durations.text(nanoseconds: $0))" } ?? "slow"
    }
    guard let comparison = compare.comparison else { return " \(what) against the rest " }
    let noun = comparison.origin == .sampledTraces ? "trace" : "span"
    let selection = counted(comparison.selectionCount, noun)
    return " \(what): \(selection), the rest \(Numbers.si(Double(comparison.restCount))) "
  }

  private func drawWithoutDifferences(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let isSampled = comparesBySample(in: view.context)
    let slots: [Slot] = isSampled ? ["search", "selected"] : ["compare"]
    var (said, hint) = ("nothing differs: no attribute's share is five points larger on one side", "")
    if let comparison = compare.comparison {
      hint =
        "v compares a box of the histogram, f \(compare.against == .slow ? "failing" : "slow") spans, "
        + (isSampled ? "w asks the server" : "w whole traces, which have more attributes")
      if comparison.selectionCount == 0 {
        said =
          compare.against == .failing && compare.box == nil
          ? "● none of these spans failed" : "nothing is in the selection"
      } else if comparison.restCount == 0 {
        said = "every span is in the selection: there is no rest to compare with"
      }
    }
    drawEmpty(slots, said: said, hint: hint, in: area, on: &surface, view)
  }
}
