/// A parsed LogQL query: either lines are wanted, or numbers made of lines.
public enum LogExpression: Hashable, Sendable {
  case logs(LogQuery)
  case metric(LogMetric)

  public var isMetric: Bool {
    if case .metric = self { true } else { false }
  }

  public var range: TextRange {
    switch self {
    case .logs(let query): query.range
    case .metric(let metric): metric.range
    }
  }

  /// The log queries within, in the order written.
  public var logQueries: [LogQuery] {
    switch self {
    case .logs(let query): [query]
    case .metric(let metric): metric.logQueries
    }
  }
}

/// A stream selector and the stages each of its lines passes through.
public struct LogQuery: Hashable, Sendable {
  public var matchers: [Matcher]
  public var stages: [LogStage]
  /// Braces included.
  public var selectorRange: TextRange
  /// From the opening brace to the end of the last stage.
  public var range: TextRange

  public init(
    matchers: [Matcher], stages: [LogStage] = [], selectorRange: TextRange = TextRange(0, 0),
    range: TextRange = TextRange(0, 0)
  ) {
    self.matchers = matchers
    self.stages = stages
    self.selectorRange = selectorRange
    self.range = range
  }
}
