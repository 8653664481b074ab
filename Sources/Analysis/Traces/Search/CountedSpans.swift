public import Languages
public import Telemetry

/// What a TraceQL query counts: `{ status = error } | rate() by (name)`.
public struct CountedSpans: Hashable, Sendable {
  private let source: TracePipeline
  private let metric: TraceMetric

  /// - Returns: `nil` for a query that lists traces, and for arithmetic between several that count.
  public init?(_ text: String) {
    guard case .pipeline(let pipeline)? = (try? TraceQL.parse(text))?.query else { return nil }
    for (index, stage) in pipeline.stages.enumerated() {
      guard case .metric(let metric) = stage else { continue }
      source = TracePipeline(pipeline.source, stages: Array(pipeline.stages[..<index]))
      self.metric = metric
      return
    }
    return nil
  }

  /// Whether its values are seconds: Tempo answers so for durations.
  public var areSeconds: Bool {
    switch metric.function {
    case .sumOverTime(let field), .minOverTime(let field), .maxOverTime(let field), .avgOverTime(let field),
      .quantileOverTime(let field, _):
      field == .intrinsic(.duration) || field == .intrinsic(.traceDuration)
    case .rate, .countOverTime, .histogramOverTime, .compare: false
    }
  }

  /// The query that lists the traces of one series: what it groups by is as the series' labels say.
  public func traces(of labels: Labels) -> String {
    var text = TraceExpression(.pipeline(source)).description
    for field in metric.by {
      guard let value = labels[field.description] ?? labels[field.unscopedName] else { continue }
      let literal = value == "nil" ? TraceLiteral.nil : TraceLiteral(reading: value, of: field)
      text = (try? TraceSearchBuilder.including(field, literal, in: text)) ?? text
    }
    return text
  }
}
