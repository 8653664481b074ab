/// An expression that yields numbers.
public struct LogMetric: Hashable, Sendable {
  public indirect enum Kind: Hashable, Sendable {
    case number(Double)
    /// `vector(1)`.
    case vector(Double)
    case range(RangeAggregation)
    case aggregation(VectorAggregation)
    case binary(LogBinary)
    case labelReplace(LabelReplacement)
  }

  public var kind: Kind
  public var range: TextRange

  public init(_ kind: Kind, range: TextRange = TextRange(0, 0)) {
    self.kind = kind
    self.range = range
  }

  /// The log queries within, in the order written.
  public var logQueries: [LogQuery] {
    switch kind {
    case .number, .vector: []
    case .range(let aggregation): [aggregation.query]
    case .aggregation(let aggregation): aggregation.inner.logQueries
    case .binary(let binary): binary.left.logQueries + binary.right.logQueries
    case .labelReplace(let replacement): replacement.inner.logQueries
    }
  }
}

/// `by (a, b)` or `without (a, b)`.
public struct LogGrouping: Hashable, Sendable {
  public var isWithout: Bool
  public var labels: [String]

  public init(isWithout: Bool = false, labels: [String]) {
    self.isWithout = isWithout
    self.labels = labels
  }
}

/// A function over the lines of a sliding window: `rate({a="b"} [5m])`.
public struct RangeAggregation: Hashable, Sendable {
  public enum Function: String, Hashable, Sendable, CaseIterable {
    case rate
    case rateCounter = "rate_counter"
    case countOverTime = "count_over_time"
    case bytesRate = "bytes_rate"
    case bytesOverTime = "bytes_over_time"
    case absentOverTime = "absent_over_time"
    case sumOverTime = "sum_over_time"
    case avgOverTime = "avg_over_time"
    case minOverTime = "min_over_time"
    case maxOverTime = "max_over_time"
    case firstOverTime = "first_over_time"
    case lastOverTime = "last_over_time"
    case stddevOverTime = "stddev_over_time"
    case stdvarOverTime = "stdvar_over_time"
    case quantileOverTime = "quantile_over_time"

    /// Whether the query must end in `unwrap`.
    public var needsUnwrap: Bool {
      switch self {
      case .rate, .countOverTime, .bytesRate, .bytesOverTime, .absentOverTime: false
      default: true
      }
    }
  }

  public var function: Function
  /// The quantile; only `quantile_over_time` has one.
  public var parameter: Double?
  public var query: LogQuery
  public var window: WrittenDuration
  public var offset: WrittenDuration?
  public var grouping: LogGrouping?

  public init(
    _ function: Function, parameter: Double? = nil, query: LogQuery, window: WrittenDuration,
    offset: WrittenDuration? = nil, grouping: LogGrouping? = nil
  ) {
    self.function = function
    self.parameter = parameter
    self.query = query
    self.window = window
    self.offset = offset
    self.grouping = grouping
  }
}

/// `sum by (a) (…)`, `topk(5, …)`.
public struct VectorAggregation: Hashable, Sendable {
  public enum Function: String, Hashable, Sendable, CaseIterable {
    case sum, avg, min, max, count, stddev, stdvar, topk, bottomk, sort
    case sortDescending = "sort_desc"
    case approximateTopk = "approx_topk"

    public var takesParameter: Bool {
      self == .topk || self == .bottomk || self == .approximateTopk
    }
  }

  public var function: Function
  public var parameter: Int?
  public var grouping: LogGrouping?
  public var inner: LogMetric

  public init(
    _ function: Function, parameter: Int? = nil, grouping: LogGrouping? = nil, inner: LogMetric
  ) {
    self.function = function
    self.parameter = parameter
    self.grouping = grouping
    self.inner = inner
  }
}

/// Two expressions joined by an operator.
public struct LogBinary: Hashable, Sendable {
  public enum Operator: String, Hashable, Sendable, CaseIterable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case modulo = "%"
    case power = "^"
    case equal = "=="
    case notEqual = "!="
    case greater = ">"
    case greaterOrEqual = ">="
    case less = "<"
    case lessOrEqual = "<="
    case and, or, unless

    /// Higher binds tighter.
    public var precedence: Int {
      switch self {
      case .or: 1
      case .and, .unless: 2
      case .equal, .notEqual, .greater, .greaterOrEqual, .less, .lessOrEqual: 3
      case .add, .subtract: 4
      case .multiply, .divide, .modulo: 5
      case .power: 6
      }
    }

    public var isSetOperation: Bool { precedence < 3 }
    public var isComparison: Bool { precedence == 3 }
  }

  /// Which labels pair the series of both sides.
  public struct Matching: Hashable, Sendable {
    public enum Group: String, Hashable, Sendable {
      case left = "group_left"
      case right = "group_right"
    }

    /// `on` when true, else `ignoring`.
    public var isOn: Bool
    public var labels: [String]
    public var group: Group?
    /// Labels copied from the "one" side.
    public var include: [String]

    public init(isOn: Bool, labels: [String], group: Group? = nil, include: [String] = []) {
      self.isOn = isOn
      self.labels = labels
      self.group = group
      self.include = include
    }
  }

  public var op: Operator
  public var left: LogMetric
  public var right: LogMetric
  /// Comparisons answer 0 or 1 instead of filtering.
  public var returnsBool: Bool
  public var matching: Matching?

  public init(
    _ op: Operator, _ left: LogMetric, _ right: LogMetric, returnsBool: Bool = false,
    matching: Matching? = nil
  ) {
    self.op = op
    self.left = left
    self.right = right
    self.returnsBool = returnsBool
    self.matching = matching
  }
}

/// `label_replace(expr, "target", "replacement", "source", "regex")`.
public struct LabelReplacement: Hashable, Sendable {
  public var inner: LogMetric
  public var target: String
  public var replacement: String
  public var source: String
  public var pattern: String

  public init(
    inner: LogMetric, target: String, replacement: String, source: String, pattern: String
  ) {
    self.inner = inner
    self.target = target
    self.replacement = replacement
    self.source = source
    self.pattern = pattern
  }
}
