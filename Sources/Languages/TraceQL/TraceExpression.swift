/// A whole TraceQL query.
public struct TraceExpression: Hashable, Sendable {
  public var query: TraceQuery
  /// From `with(…)`, in order.
  public var hints: [TraceHint]

  public init(_ query: TraceQuery, hints: [TraceHint] = []) {
    self.query = query
    self.hints = hints
  }

  /// Whether the answer is series, not traces.
  public var isMetrics: Bool { query.isMetrics }

  /// The value of a hint; the last one given wins.
  public func hint(_ name: String) -> TraceLiteral? { hints.last { $0.name == name }?.value }
}

/// `name=value` within `with(…)`.
public struct TraceHint: Hashable, Sendable {
  public var name: String
  public var value: TraceLiteral

  public init(_ name: String, _ value: TraceLiteral) {
    self.name = name
    self.value = value
  }
}

/// A pipeline, or arithmetic between metrics pipelines in parentheses.
public indirect enum TraceQuery: Hashable, Sendable {
  case pipeline(TracePipeline)
  case arithmetic(FieldOperator, TraceQuery, TraceQuery)

  public var isMetrics: Bool {
    switch self {
    case .pipeline(let pipeline): pipeline.isMetrics
    case .arithmetic: true
    }
  }
}

/// A spanset expression and the stages it passes through.
public struct TracePipeline: Hashable, Sendable {
  public var source: SpansetExpression
  public var stages: [TraceStage]

  public init(_ source: SpansetExpression, stages: [TraceStage] = []) {
    self.source = source
    self.stages = stages
  }

  public var isMetrics: Bool {
    stages.contains { if case .metric = $0 { true } else { false } }
  }
}
