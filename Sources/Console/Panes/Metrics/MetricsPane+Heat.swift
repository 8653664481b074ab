internal import Analysis
internal import Canvas
internal import Telemetry

extension MetricsPane {
  /// The picked query's histogram over time, its exemplars on it; `nil` while it is not shown or has
  /// not been answered.
  func heatChart(in context: Context) -> HeatmapChart? {
    guard options.showsHeat, let heat, !heat.isEmpty else { return nil }
    let (range, offset) = (context.range, context.zone.offsetSeconds)
    let start = range.start.approximateSeconds
    let columns = heat.columns.map { column in
      HeatmapChart.Column(
        column.time.approximateSeconds, column.cells.map { HeatmapChart.Band($0.lower, $0.upper, $0.count) })
    }
    var chart = HeatmapChart(
      columns, domain: start...max(start + 1, range.end.approximateSeconds), unit: queries.picked.unit)
    chart.isLogarithmic = true
    chart.countUnit = .perSecond
    chart.columnWidth = choice(in: context).step.inSeconds
    chart.horizontalAxis = .time(TimeAxis { offset(Instant(secondsWithFraction: $0) ?? .epoch) })
    chart.glyphs = context.glyphs
    chart.crosshair = crosshair?.approximateSeconds
    chart.selection = selection.map { $0.range.start.approximateSeconds...$0.range.end.approximateSeconds }
    if queries.picked.isTime {
      chart.markers = exemplars.map { LineChart.Marker($0.point) }
      chart.selectedMarker = exemplar
    }
    return chart
  }
}
