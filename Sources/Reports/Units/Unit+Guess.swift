public import Canvas
internal import Languages

extension Unit {
  /// What the values of a PromQL query count, told from the metrics' names and from what is done to them.
  ///
  /// `.none` wherever that is not certain: a number without its unit is poor, one with a wrong unit is a lie.
  public init(guessedFrom query: String) {
    self = (try? PromQL.parse(query)).map { Measured($0).unit } ?? .none
  }

  /// What the single observations are that the metrics of a query count: `.seconds` for `rate(x_seconds_bucket[5m])`.
  public init(observedIn query: String) {
    let units = Set((try? PromQL.parse(query))?.selectors.compactMap(\.metric).map { MetricName($0).observed } ?? [])
    self = units.count == 1 ? units.first ?? .none : .none
  }
}

extension PromSelector {
  fileprivate var metric: String? { allMatchers.first { $0.name == "__name__" && $0.op == .equal }?.value }
}

/// An expression's values, as far as their unit follows from it.
private struct Measured {
  var unit = Unit.none
  /// The metrics that are counted, where they are counts or rates of counts.
  var counted: Set<String> = []
  /// What they are sums of, which over a count is a mean.
  var summed: Unit?
  /// Multiplied by a hundred, which makes a share a percentage.
  var isHundredfold = false
  /// The number, where it is one.
  var number: Double?

  static let unknown = Measured()

  init(_ unit: Unit = .none, counted: Set<String> = []) { (self.unit, self.counted) = (unit, counted) }

  init(_ expression: PromExpression) {
    self.init()
    switch expression.node {
    case .number(let value): number = value
    case .string: break
    case .vector(let selector), .matrix(let selector, _): self = Self.named(selector)
    case .subquery(let subquery): self = Measured(subquery.expression)
    case .call(let call): self = Self.result(of: call)
    case .aggregation(let aggregation): self = Self.result(of: aggregation)
    case .binary(let binary): self = Self.result(of: binary)
    case .positive(let inner), .parenthesised(let inner): self = Measured(inner)
    case .negative(let inner):
      self = Measured(inner)
      number = number.map { -$0 }
    }
  }

  private static func named(_ selector: PromSelector) -> Measured {
    guard let name = selector.metric.map(MetricName.init) else { return unknown }
    var named = Measured(name.unit, counted: name.unit == .none ? [name.base] : [])
    named.summed = name.isSum ? name.observed : nil
    return named
  }

  // MARK: Functions

  private static func result(of call: PromCall) -> Measured {
    switch call.function.name {
    case "rate", "irate", "deriv":
      guard let argument = call.arguments.first else { return unknown }
      return rate(of: argument)
    case "increase", "delta", "idelta", "avg_over_time", "min_over_time", "max_over_time", "last_over_time",
      "first_over_time", "mad_over_time", "stddev_over_time", "predict_linear", "double_exponential_smoothing",
      "abs", "ceil", "floor", "round", "clamp", "clamp_min", "clamp_max", "sort", "sort_desc", "sort_by_label",
      "sort_by_label_desc", "label_replace", "label_join", "scalar", "vector":
      return call.arguments.first.map { Measured($0) } ?? unknown
    case "quantile_over_time": return call.arguments.last.map { Measured($0) } ?? unknown
    case "histogram_quantile", "histogram_avg", "histogram_stddev", "histogram_sum":
      let units = Set(call.arguments.last?.selectors.compactMap(\.metric).map { MetricName($0).observed } ?? [])
      return units.count == 1 ? Measured(units.first ?? .none) : unknown
    case "histogram_fraction": return Measured(.ratio)
    default: return unknown
    }
  }

  private static func rate(of argument: PromExpression) -> Measured {
    guard case .matrix(let selector, _) = argument.unwrapped.node, let name = selector.metric else { return unknown }
    var result = Measured(argument)
    result.unit = MetricName(name).rate
    return result
  }

  private static func result(of aggregation: PromAggregation) -> Measured {
    var inner = Measured(aggregation.expression)
    switch aggregation.op {
    case .avg, .min, .max, .topk, .bottomk, .quantile, .limitk, .limitRatio, .stddev: return inner
    case .sum:
      // Shares do not add up to a share of anything.
      if [.ratio, .percent].contains(inner.unit) { inner.unit = .none }
      return inner
    case .count, .group, .stdvar, .countValues: return unknown
    }
  }

  // MARK: Operators

  private static func result(of binary: PromBinary) -> Measured {
    let (left, right) = (Measured(binary.left), Measured(binary.right))
    switch binary.op {
    case .and, .unless: return left
    case .or: return left.unit == right.unit || right.number != nil ? left : unknown
    case .equal, .notEqual, .less, .greater, .lessOrEqual, .greaterOrEqual:
      return binary.returnsBool ? unknown : left.number == nil ? left : right
    case .plus, .minus: return sum(left, right)
    case .times: return product(left, right)
    case .over: return quotient(left, right)
    case .modulo, .atan2, .power: return unknown
    }
  }

  private static func sum(_ left: Measured, _ right: Measured) -> Measured {
    if left.number != nil { return Measured(right.unit) }
    if right.number != nil { return Measured(left.unit) }
    guard left.unit == right.unit else { return unknown }
    return Measured(left.unit, counted: left.counted.union(right.counted))
  }

  private static func product(_ left: Measured, _ right: Measured) -> Measured {
    guard let factor = left.number ?? right.number else { return unknown }
    var other = left.number == nil ? left : right
    switch (factor, other.unit) {
    case (1, _): break
    case (100, .ratio): other.unit = .percent
    case (100, _) where !other.counted.isEmpty: (other.unit, other.isHundredfold) = (.none, true)
    case (1000, .seconds): other.unit = .milliseconds
    default: return unknown
    }
    return other
  }

  private static func quotient(_ left: Measured, _ right: Measured) -> Measured {
    if let divisor = right.number {
      switch (divisor, left.unit) {
      case (1, _): return left
      case (1000, .milliseconds): return Measured(.seconds)
      case (100, .percent): return Measured(.ratio)
      default: return unknown
      }
    }
    if let unit = left.summed, !right.counted.isEmpty { return Measured(unit) }
    if left.isHundredfold { return Measured(.percent) }
    if left.unit == right.unit, ![.none, .perSecond, .requestsPerSecond].contains(left.unit) {
      return Measured(.ratio)
    }
    guard !left.counted.isEmpty, !right.counted.isEmpty else { return unknown }
    let isShare = left.counted.isSubset(of: right.counted) || left.counted.contains(where: tellsAPart)
    return isShare ? Measured(.ratio) : unknown
  }

  /// `errors_total` of `requests_total` are a share of them.
  private static func tellsAPart(_ name: String) -> Bool {
    ["error", "fail", "success", "good", "bad", "hit", "miss", "dropped", "reject"].contains { name.contains($0) }
  }
}
