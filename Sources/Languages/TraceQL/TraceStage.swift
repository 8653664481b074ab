/// One step after `|`.
public enum TraceStage: Hashable, Sendable {
  case spansets(SpansetExpression)
  /// `count() > 2`, `avg(duration) > 1s`.
  case aggregate(TraceAggregate, FieldOperator, TraceLiteral)
  case by(FieldExpression)
  case coalesce
  case select([TraceField])
  case metric(TraceMetric)
  case topk(Int)
  case bottomk(Int)
  /// A comparison of a metric's values, `> 5`.
  case threshold(FieldOperator, TraceLiteral)
}

/// A number made of a spanset.
public struct TraceAggregate: Hashable, Sendable {
  public enum Function: String, Hashable, Sendable, CaseIterable { case count, avg, min, max, sum }

  public var function: Function
  /// `nil` for `count` only.
  public var argument: FieldExpression?

  public init(_ function: Function, of argument: FieldExpression? = nil) {
    self.function = function
    self.argument = argument
  }
}

/// What turns spans into series.
public struct TraceMetric: Hashable, Sendable {
  public enum Function: Hashable, Sendable {
    case rate
    case countOverTime
    case sumOverTime(TraceField)
    case minOverTime(TraceField)
    case maxOverTime(TraceField)
    case avgOverTime(TraceField)
    /// Quantiles from 0 to 1.
    case quantileOverTime(TraceField, [Double])
    case histogramOverTime(TraceField)
    case compare(TraceComparison)
  }

  public var function: Function
  public var by: [TraceField]

  public init(_ function: Function, by: [TraceField] = []) {
    self.function = function
    self.by = by
  }

  /// As the query has it.
  public var name: String {
    switch function {
    case .rate: "rate"
    case .countOverTime: "count_over_time"
    case .sumOverTime: "sum_over_time"
    case .minOverTime: "min_over_time"
    case .maxOverTime: "max_over_time"
    case .avgOverTime: "avg_over_time"
    case .quantileOverTime: "quantile_over_time"
    case .histogramOverTime: "histogram_over_time"
    case .compare: "compare"
    }
  }

  /// The field that is measured, where one is.
  public var field: TraceField? {
    switch function {
    case .rate, .countOverTime, .compare: nil
    case .sumOverTime(let field), .minOverTime(let field), .maxOverTime(let field),
      .avgOverTime(let field), .quantileOverTime(let field, _), .histogramOverTime(let field):
      field
    }
  }

  static let names = [
    "rate", "count_over_time", "sum_over_time", "min_over_time", "max_over_time", "avg_over_time",
    "quantile_over_time", "histogram_over_time", "compare",
  ]
}

/// `compare({selection}, top, start, end)`.
public struct TraceComparison: Hashable, Sendable {
  public var selection: SpansetFilter
  /// How many values an attribute keeps; `nil` leaves it to the server (10).
  public var top: Int?
  /// The selection's time window in Unix nanoseconds, both or neither.
  public var start: Int64?
  public var end: Int64?

  public init(_ selection: SpansetFilter, top: Int? = nil, start: Int64? = nil, end: Int64? = nil) {
    self.selection = selection
    self.top = top
    self.start = start
    self.end = end
  }
}
