internal import Analysis
internal import Canvas
internal import Reports
internal import Telemetry

/// What the alert under the cursor measures, over the range, with the values its rule compares with.
struct AlertChart: Sendable {
  /// Lines drawn; an expression may measure a thousand things.
  static let limit = 8

  private(set) var expression: String?
  private(set) var source: SourceID?
  /// Those of the alert's own labels first.
  private(set) var series: [Series] = []
  /// How many there are in all.
  private(set) var total = 0
  private(set) var thresholds: [QueryThreshold] = []
  private(set) var unit: Unit = .none
  private var labels: Labels = [:]

  /// Turns to another row; `false` when it measures the same.
  mutating func follow(_ line: AlertLine?) -> Bool {
    let query = line?.expression
    let labels = line?.entry?.alert.labels ?? [:]
    guard query != expression || line?.source != source || labels != self.labels else { return false }
    (expression, source, self.labels) = (query, line?.source, labels)
    (series, total) = ([], 0)
    let measured = query.map(OverviewPane.measured)
    let shape = measured.flatMap(QueryThreshold.shape)
    let all = query.map(QueryThreshold.all) ?? []
    thresholds = Array(all.filter { $0.shape == shape }.prefix(2))
    unit = measured.map { Unit(guessedFrom: $0) } ?? .none
    return true
  }

  func questions(of line: AlertLine?, in context: Context) -> [Question] {
    guard let query = line?.expression, let source = line?.source,
      context.sources(of: .prometheus).contains(source)
    else {
      return []
    }
    let rules = StepRules(scrapeInterval: context.scrapeInterval, maxDataPoints: 200)
    let choice = rules.choose(for: context.range)
    let text = choice.substitute(in: OverviewPane.measured(by: query))
    return [Question("chart", source, .metricsRange(PromQL: text, range: context.range, step: choice.step))]
  }

  mutating func take(_ found: [Series], for line: AlertLine?) {
    total = found.count
    let own = found.filter { Self.isOf($0.labels, labels) }
    let chosen = own.isEmpty || line?.entry == nil ? found : own
    series = Array(chosen.prefix(Self.limit))
  }

  /// Whether a series may be what an alert's labels came from: nothing that both have differs.
  private static func isOf(_ series: Labels, _ alert: Labels) -> Bool {
    series.pairs.allSatisfy { pair in
      pair.name == "__name__" || alert[pair.name] == nil || alert[pair.name] == pair.value
    }
  }

  func draw(in area: Rect, on surface: inout Surface, _ context: Context) {
    guard area.height >= 4, area.width >= 20, !series.isEmpty else { return }
    let (range, zone) = (context.range, context.zone)
    let start = range.start.approximateSeconds
    let lines = series.enumerated().map { index, one in
      LineChart.Line(one.samples.map { ChartPoint($0.time.approximateSeconds, $0.value) }, .series(index))
    }
    var chart = LineChart(lines, domain: start...max(start + 1, range.end.approximateSeconds), unit: unit)
    chart.horizontalAxis = .time(TimeAxis { zone.offsetSeconds(Instant(secondsWithFraction: $0) ?? .epoch) })
    chart.glyphs = context.glyphs
    chart.thresholds = thresholds.map {
      LineChart.Threshold($0.value, .warning, label: "\($0.op) \(unit.text($0.value))", side: .left)
    }
    chart.draw(in: area, on: &surface)
  }
}

extension AlertLine {
  var expression: String? {
    switch self {
    case .alert(let entry): entry.expression
    case .rule(let entry, _): entry.rule.query.isEmpty ? nil : entry.rule.query
    case .heading: nil
    }
  }
}
