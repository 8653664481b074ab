internal import Analysis
internal import Canvas
internal import Telemetry

extension MetricsPane {
  /// The queries that have a part in the chart, in the order of their letters.
  var charted: [MetricQuery] {
    queries.shown.filter { table.queries.contains($0.number) }
  }

  /// What the left axis counts.
  var unit: Unit { leftQuery?.unit ?? .none }

  private var leftQuery: MetricQuery? { charted.first { $0.isOnRight != true } ?? charted.first }

  /// Where a query's values are measured: where it was put, else at the right when it counts something
  /// else than the first.
  func side(of query: MetricQuery) -> LineChart.Side {
    guard !options.isSplit, let left = leftQuery, left.number != query.number else { return .left }
    return query.isOnRight ?? (query.unit != left.unit) ? .right : .left
  }

  /// - Parameter only: The letter's number of the only query drawn; `nil` draws all together.
  func chart(in context: Context, only: Int? = nil) -> LineChart {
    let range = context.range
    let start = range.start.approximateSeconds
    let shown = only.map { number in charted.filter { $0.number == number } } ?? charted
    let unit = only == nil ? unit : shown.first?.unit ?? .none
    var chart = LineChart(
      lines(of: shown), domain: start...max(start + 1, range.end.approximateSeconds), unit: unit)
    let offset = context.zone.offsetSeconds
    chart.horizontalAxis = .time(TimeAxis { offset(Instant(secondsWithFraction: $0) ?? .epoch) })
    chart.maxGap = choice(in: context).step.inSeconds * 1.5
    chart.glyphs = context.glyphs
    chart.isLogarithmic = options.isLogarithmic
    if only == nil, let right = shown.first(where: { side(of: $0) == .right }) {
      chart.rightAxis = LineChart.Axis(right.unit, isLogarithmic: options.isLogarithmic)
    }
    if let locked = options.locked, only == nil || only == leftQuery?.number {
      chart.verticalRange = .fixed(locked)
    }
    point(&chart, shown)
    chart.thresholds = shown.flatMap { thresholds(of: $0, in: context) }
    if options.showsEvents { chart.annotations = annotations(in: range, context.glyphs) }
    return chart
  }

  /// The rows drawn, front first. Areas keep their place in the stack wherever the cursor goes.
  var drawnOrder: [Int] {
    let stacked = Set(queries.shown.filter { $0.shape == .stacked }.map(\.number))
    guard !stacked.isEmpty else { return drawn }
    let isStacked = { (index: Int) in stacked.contains(table.rows[index].key.query) }
    return drawn.filter { !isStacked($0) }
      + drawn.filter(isStacked).sorted { table.rows[$0].colour < table.rows[$1].colour }
  }

  private func lines(of shown: [MetricQuery]) -> [LineChart.Line] {
    let numbers = Dictionary(shown.map { ($0.number, $0) }) { first, _ in first }
    let present = drawnOrder.compactMap { index -> LineChart.Line? in
      let row = table.rows[index]
      guard let query = numbers[row.key.query] else { return nil }
      return LineChart.Line(
        row.series.points, .series(row.colour),
        shape: query.shape.shape, side: side(of: query))
    }
    guard options.compared != .off else { return present }
    return present + drawn.compactMap { index in
      let key = table.rows[index].key
      guard let query = numbers[key.query], let series = earlier[key] else { return nil }
      return LineChart.Line(series.points, .muted, side: side(of: query), isEarlier: true)
    }
  }

  /// Crosshair, selection and exemplars.
  private func point(_ chart: inout LineChart, _ shown: [MetricQuery]) {
    chart.crosshair = crosshair?.approximateSeconds
    chart.selection = selection.map { $0.range.start.approximateSeconds...$0.range.end.approximateSeconds }
    guard let timed = shown.first(where: \.isTime) else { return }
    let side = side(of: timed)
    chart.markers = exemplars.map { LineChart.Marker($0.point, side: side) }
    chart.selectedMarker = chart.markers.isEmpty ? nil : exemplar
  }

  /// What the query compares with, else what alert rules on the same measure compare with.
  private func thresholds(of query: MetricQuery, in context: Context) -> [LineChart.Threshold] {
    let text = choice(in: context).substitute(in: query.text)
    let own = QueryThreshold.all(in: text)
    return (own.isEmpty ? events.thresholds(for: text) : own).prefix(3).map { threshold in
      let name = threshold.name.isEmpty ? "" : " \(threshold.name)"
      return LineChart.Threshold(
        threshold.value, .warning, label: "\(threshold.op) \(query.unit.text(threshold.value))\(name)",
        side: side(of: query))
    }
  }

  private func annotations(in range: TimeRange, _ glyphs: GlyphSet) -> [LineChart.Annotation] {
    events.annotations(in: range).map { event in
      let glyph: Character
      switch event.kind {
      case .alert: glyph = glyphs == .unicode ? "▲" : "!"
      case .restart: glyph = glyphs == .unicode ? "↻" : "r"
      case .sync: glyph = glyphs == .unicode ? "⇄" : "s"
      }
      return LineChart.Annotation(
        event.start.approximateSeconds, end: event.end?.approximateSeconds,
        event.isTrouble ? .warning : .muted, glyph: glyph, label: event.title)
    }
  }
}

extension MetricQuery.Shape {
  fileprivate var shape: LineChart.Shape {
    switch self {
    case .lines: .line
    case .points: .points
    case .bars: .bars
    case .stacked: .stackedArea
    }
  }
}

extension Series {
  fileprivate var points: [ChartPoint] { samples.map { ChartPoint($0.time.approximateSeconds, $0.value) } }
}

extension Exemplar {
  var point: ChartPoint { ChartPoint(time.approximateSeconds, value) }
}
