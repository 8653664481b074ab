internal import Languages

extension TraceQL {
  /// A filter made into a metrics query: its spansets with one more condition on the spans they
  /// return, then the stage. Stages of the filter that make series, group or show are left out.
  ///
  /// - Throws: the filter's own error when it cannot be read.
  static func metricsQuery(
    _ filter: String, adding condition: FieldExpression?, _ stage: TraceStage
  ) throws(SyntaxError) -> TraceExpression {
    var pipeline = try selection(filter, adding: condition)
    pipeline.stages.append(stage)
    return TraceExpression(.pipeline(pipeline))
  }

  /// A filter with one more condition on the spans it returns, its stages that make series, group or
  /// show left out.
  static func selection(
    _ filter: String, adding condition: FieldExpression?
  ) throws(SyntaxError) -> TracePipeline {
    let isEmpty = filter.unicodeScalars.allSatisfy(\.properties.isWhitespace)
    guard case .pipeline(var pipeline) = try parse(isEmpty ? "{}" : filter).query else {
      throw SyntaxError(
        "arithmetic between metrics, expected a filter such as { status = error }",
        at: TextRange(0, 0))
    }
    pipeline.stages.removeAll { !$0.selectsSpans }
    if let condition { pipeline.narrow(condition) }
    return pipeline
  }

  /// A filter for traces that also have, on any of their spans, what a condition says.
  static func traces(
    _ filter: String, alsoWith condition: FieldExpression
  ) throws(SyntaxError) -> TraceExpression {
    var pipeline = try selection(filter, adding: nil)
    let other = SpansetExpression.filter(SpansetFilter(condition))
    guard pipeline.stages.isEmpty else {
      pipeline.source = .operation(SpansetOperator(.and), .pipeline(pipeline), other)
      pipeline.stages = []
      return TraceExpression(.pipeline(pipeline))
    }
    pipeline.source = .operation(SpansetOperator(.and), pipeline.source, other)
    return TraceExpression(.pipeline(pipeline))
  }
}

extension TraceStage {
  fileprivate var selectsSpans: Bool {
    switch self {
    case .spansets, .aggregate: true
    default: false
    }
  }
}

extension TracePipeline {
  /// Adds a condition to the only filter, or as a stage where spansets are joined by operators.
  fileprivate mutating func narrow(_ condition: FieldExpression) {
    guard stages.isEmpty, case .filter(var filter) = source else {
      stages.append(.spansets(.filter(SpansetFilter(condition))))
      return
    }
    filter.condition = filter.condition.map { .binary(.and, $0, condition) } ?? condition
    source = .filter(filter)
  }
}
