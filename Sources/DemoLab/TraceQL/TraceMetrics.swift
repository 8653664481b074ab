internal import Languages
internal import Telemetry

/// A compiled metrics query.
indirect enum TraceMetrics {
  case pipeline(MetricsPipeline)
  case comparison(ComparisonPipeline)
  case arithmetic(FieldOperator, TraceMetrics, TraceMetrics)

  init(_ query: TraceQuery) throws(TraceRefusal) {
    switch query {
    case .arithmetic(let op, let left, let right):
      self = .arithmetic(op, try TraceMetrics(left), try TraceMetrics(right))
    case .pipeline(let pipeline):
      for case .metric(let metric) in pipeline.stages {
        if case .compare(let comparison) = metric.function {
          self = .comparison(try ComparisonPipeline(pipeline, comparison))
        } else {
          self = .pipeline(try MetricsPipeline(pipeline, metric))
        }
        return
      }
      throw TraceRefusal("not a metrics query: a stage such as | rate() is missing")
    }
  }

  /// Series sorted as Tempo sorts them, without exemplars beyond `exemplars`.
  func series(
    in store: any TraceStore, _ window: MetricsWindow, exemplars: Int
  ) -> [MetricsSeries] {
    var series: [MetricsSeries]
    switch self {
    case .pipeline(let pipeline): series = pipeline.series(in: store, window)
    case .comparison(let comparison): series = comparison.series(in: store, window)
    case .arithmetic(let op, let left, let right):
      series = Self.combine(
        op, left.series(in: store, window, exemplars: 0),
        right.series(in: store, window, exemplars: 0))
    }
    series.sort { $0.sortKey < $1.sortKey }
    Self.thin(&series, to: exemplars)
    return series
  }

  /// Joins series of equal labels, the function's own name aside.
  private static func combine(
    _ op: FieldOperator, _ left: [MetricsSeries], _ right: [MetricsSeries]
  ) -> [MetricsSeries] {
    func key(_ series: MetricsSeries) -> [MetricsSeries.Label] {
      series.labels.filter { $0.name != "__name__" }
    }
    let partners = Dictionary(right.map { (key($0), $0.values) }, uniquingKeysWith: { a, _ in a })
    return left.compactMap { series in
      guard let other = partners[key(series)] else { return nil }
      let values = zip(series.values, other).map { a, b in apply(op, a, b) }
      return MetricsSeries(labels: series.labels, values: values)
    }
  }

  private static func apply(_ op: FieldOperator, _ a: Double?, _ b: Double?) -> Double? {
    guard let a, let b else { return nil }
    let result: Double =
      switch op {
      case .add: a + b
      case .subtract: a - b
      case .multiply: a * b
      default: a / b
      }
    return result.isNaN ? nil : result
  }

  /// Keeps `limit` exemplars in all, spread evenly over series and time.
  private static func thin(_ series: inout [MetricsSeries], to limit: Int) {
    let total = series.reduce(0) { $0 + $1.exemplars.count }
    guard total > limit else { return }
    var seen = 0
    for index in series.indices {
      series[index].exemplars.removeAll { _ in
        seen += 1
        return seen * limit / total == (seen - 1) * limit / total
      }
    }
  }
}
