internal import Analysis
internal import Canvas
internal import Telemetry

extension DrilldownPane {
  /// Whether there is a histogram of this filter with anything in it.
  var hasHistogram: Bool {
    compare.gridScope?.filter == filter && compare.grid.map { !$0.isEmpty } ?? false
  }

  /// The histogram of durations, with the line above which spans are slow or the box that is compared.
  func drawHistogram(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    guard let grid = compare.grid else { return }
    let chart = chart(grid, in: view.context)
    chart.draw(in: area, on: &surface)
    let plot = chart.plot(in: area)
    if let drawing = compare.drawing {
      mark(grid.box(drawing.anchor ?? drawing.place, drawing.place), in: plot, .selection, on: &surface)
      mark(grid.box(drawing.place, drawing.place), in: plot, .cursor, on: &surface)
    } else if let box = compare.box {
      mark(box, in: plot, .selection, on: &surface)
    } else if compare.against == .slow, let tail = compare.tailNs {
      drawLine(at: Double(tail) / 1e9, in: plot, on: &surface, view.context.glyphs)
    }
    let text = readout(grid, in: view.context)
    surface.put(
      text.fitted(to: max(0, area.width - 18)), at: Point(area.minX + 1, area.minY), .muted, in: area.row(0))
  }

  private func chart(_ grid: DurationGrid, in context: Context) -> HeatmapChart {
    let (range, offset, step) = (context.range, context.zone.offsetSeconds, grid.step.inSeconds)
    let columns = grid.heat.columns.map { column in
      // A column stands at the end of its step.
      HeatmapChart.Column(
        column.time.approximateSeconds - step / 2,
        column.cells.map { HeatmapChart.Band($0.lower, $0.upper, $0.count) })
    }
    let start = range.start.approximateSeconds
    var chart = HeatmapChart(
      columns, domain: start...max(start + 1, range.end.approximateSeconds), unit: .seconds)
    chart.isLogarithmic = true
    chart.columnWidth = step
    chart.intensity = .logarithmic
    chart.horizontalAxis = .time(TimeAxis { offset(Instant(secondsWithFraction: $0) ?? .epoch) })
    chart.glyphs = context.glyphs
    return chart
  }

  private func readout(_ grid: DurationGrid, in context: Context) -> String {
    guard let drawing = compare.drawing else {
      return "spans by duration"
        + (compare.isGridSampled ? ", of \(counted(found.traces.count, "found trace"))" : "")
    }
    let box = grid.box(drawing.anchor ?? drawing.place, drawing.place)
    return "\(words(for: box, in: context)): \(counted(grid.count(in: box), "span"))"
  }

  /// `23:31:00 to 23:36:00, 2.1 s to 8.6 s`.
  func words(for box: TraceSelection.Box, in context: Context) -> String {
    let times = "\(context.zone.clock(box.range.start)) to \(context.zone.clock(box.range.end))"
    let durations: String
    switch (box.aboveNs, box.toNs) {
    case (let low?, let high?):
      durations = "\(Durations.text(nanoseconds: low)) to \(Durations.text(nanoseconds: high))"
    case (let low?, nil): durations = "above \(Durations.text(nanoseconds: low))"
    case (nil, let high?): durations = "up to \(Durations.text(nanoseconds: high))"
    case (nil, nil): durations = "any duration"
    }
    return "\(times), \(durations)"
  }

  /// Shades what lies in a box, at least one cell of it.
  private func mark(_ box: TraceSelection.Box, in plot: Plot, _ ground: Ground, on surface: inout Surface) {
    let (start, end) = (box.range.start.approximateSeconds, box.range.end.approximateSeconds)
    guard let columns = plot.columns(of: start...max(start, end - 1e-3)) else { return }
    let low = max(plot.range.lowerBound, Double(box.aboveNs ?? 0) / 1e9 * 1.01)
    let high = min(plot.range.upperBound, (box.toNs.map { Double($0) / 1e9 } ?? .infinity) * 0.99)
    guard let bottom = plot.row(of: min(low, high)), let top = plot.row(of: max(low, high)) else { return }
    let rect = Rect(columns.lowerBound, top, columns.count, bottom - top + 1)
    surface.shade(rect.intersection(plot.area), ground)
  }

  /// A dashed line through the empty cells at a duration.
  private func drawLine(at seconds: Double, in plot: Plot, on surface: inout Surface, _ glyphs: GlyphSet) {
    guard let y = plot.row(of: seconds) else { return }
    for x in plot.area.minX..<plot.area.maxX where surface[Point(x, y)].glyph == " " {
      surface.put(glyphs == .unicode ? "┄" : "-", at: Point(x, y), Style(.warning), in: plot.area)
    }
  }
}
