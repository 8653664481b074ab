internal import Analysis
public import Canvas
internal import Telemetry

extension MetricsPane {
  public func draw(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let lines = queryLines(in: area, view)
    let layout = layout(area, view)
    drawQueryLines(in: layout.lines, on: &surface, view, lines)
    guard !table.rows.isEmpty else {
      drawWhyEmpty(in: area.inset(left: 1, top: layout.lines.height + 1), on: &surface, view)
      return
    }
    drawCharts(in: layout.chart, on: &surface, view)
    drawReadout(in: layout.readout, on: &surface, view)
    drawLegend(in: layout.legend, on: &surface, view)
  }

  private func drawCharts(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    if let heat = heatChart(in: view.context) {
      heat.draw(in: area, on: &surface)
    } else if drawn.isEmpty {
      surface.put(whyNothingIsDrawn, at: area.inset(left: 1, top: 1).origin, Style(.key), in: area)
    } else if options.isSplit, charted.count > 1 {
      drawSplit(in: area, on: &surface, view)
    } else {
      chart(in: view.context).draw(in: area, on: &surface)
    }
  }

  private var whyNothingIsDrawn: String {
    if page.rows.isEmpty { return "no series matches \"\(legend.filter)\"; Esc clears the filter" }
    return "every series is hidden; Space shows the one under the cursor, ↵ it alone"
  }

  /// One chart a query, the picked one among them, all with one crosshair and one axis of time.
  private func drawSplit(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let areas = MetricsLayout.stacked(area, count: charted.count)
    let picked = charted.firstIndex { $0.number == queries.picked.number } ?? 0
    let first = min(max(0, picked - areas.count / 2), charted.count - areas.count)
    let charts = charted.dropFirst(first).prefix(areas.count).map { query in
      (query, chart(in: view.context, only: query.number))
    }
    // All begin at the column of the one with the widest labels, so that moments stand below each other.
    let gutters = zip(areas, charts).map { $1.1.plot(in: $0).area.minX - $0.minX }
    for (index, (query, drawn)) in charts.enumerated() {
      let rect = areas[index].inset(left: (gutters.max() ?? 0) - gutters[index])
      var chart = drawn
      if index < charts.count - 1 {
        chart.horizontalAxis = .hidden
        chart.annotations = []
      }
      chart.draw(in: rect, on: &surface)
      let plot = chart.plot(in: rect)
      let name = " \(query.letter) "
      surface.put(name, at: plot.area.origin, Style(colour(of: query), bold: true), in: plot.area)
    }
  }

  /// Without any series: what is waited for, what failed and what to do about it, or what was asked in
  /// vain.
  private func drawWhyEmpty(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let shown = queries.shown
    guard !shown.isEmpty else {
      let text = queries.all.allSatisfy(\.isBlank)
        ? "no query yet: i writes one, b browses the metrics the server has"
        : "every query is hidden; x shows the picked one"
      surface.put(text, at: area.origin, Style(.key), in: area)
      return
    }
    let height = max(3, area.height / shown.count)
    for (index, query) in shown.enumerated() {
      let part = area.rows(index * height, height)
      var inner = part
      if queries.count > 1 {
        surface.put(query.letter, at: part.origin, Style(.text, bold: true), in: part)
        inner = part.inset(left: 2)
      }
      let notice = SlotNotice(
        view, slot: query.slot(of: .series), hint: "} doubles the range, i edits the query",
        remedy: { status in
          status.failure.map {
            FailureHelp.text(for: $0, of: status.question.query, coarser: coarserStep(in: view.context))
          } ?? ""
        })
      notice.draw(in: inner, on: &surface)
    }
  }

  public func cursor(in area: Rect, _ view: ViewContext) -> Point? {
    let layout = layout(area, view)
    if legend.isFiltering { return filterCursor(in: layout.legend) }
    var y = layout.lines.minY
    for line in queryLines(in: area, view) {
      if line.isPicked {
        let row = Rect(area.minX, y, area.width, line.promptHeight)
        return prompt.cursor(in: queries.count > 1 ? row.inset(left: 2) : row)
      }
      y += line.height
    }
    return nil
  }
}
