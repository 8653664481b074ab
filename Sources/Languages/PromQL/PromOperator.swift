/// A binary operator.
public enum PromOperator: String, Hashable, Sendable, CaseIterable {
  case or, and, unless
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case greater = ">"
  case lessOrEqual = "<="
  case greaterOrEqual = ">="
  case plus = "+"
  case minus = "-"
  case times = "*"
  case over = "/"
  case modulo = "%"
  case atan2
  case power = "^"

  /// Higher binds tighter.
  public var precedence: Int {
    switch self {
    case .or: 1
    case .and, .unless: 2
    case .equal, .notEqual, .less, .greater, .lessOrEqual, .greaterOrEqual: 3
    case .plus, .minus: 4
    case .times, .over, .modulo, .atan2: 5
    case .power: 6
    }
  }

  public var isSetOperator: Bool { precedence <= 2 }
  public var isComparison: Bool { precedence == 3 }
  public var isRightAssociative: Bool { self == .power }
}

/// An aggregation operator.
public enum PromAggregator: String, Hashable, Sendable, CaseIterable {
  case sum, avg, min, max, count, group, stddev, stdvar, topk, bottomk, quantile, limitk
  case countValues = "count_values"
  case limitRatio = "limit_ratio"

  /// The type of the first of two arguments; `nil` when there is only one.
  public var parameter: PromType? {
    switch self {
    case .topk, .bottomk, .quantile, .limitk, .limitRatio: .scalar
    case .countValues: .string
    default: nil
    }
  }

  /// One line for completion.
  public var help: String {
    switch self {
    case .sum: "sum of the values of each group"
    case .avg: "mean of the values of each group"
    case .min: "smallest value of each group"
    case .max: "largest value of each group"
    case .count: "number of series in each group"
    case .group: "1 for each group"
    case .stddev: "population standard deviation of each group"
    case .stdvar: "population variance of each group"
    case .topk: "the k series with the largest values"
    case .bottomk: "the k series with the smallest values"
    case .quantile: "φ-quantile (0 to 1) of each group"
    case .countValues: "number of series with the same value, the value as a label"
    case .limitk: "any k series of each group"
    case .limitRatio: "a share of the series of each group"
    }
  }
}

/// What an expression answers.
public enum PromType: String, Hashable, Sendable {
  case scalar
  case string
  case vector = "instant vector"
  case matrix = "range vector"
}
