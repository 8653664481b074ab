internal import Languages

/// The histogram behind a PromQL query, and the question for its heat map.
public struct HistogramSource: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// Buckets as series of their own, told apart by `le`.
    case classic
    case native
  }

  public var kind: Kind
  /// As the selector names it: with `_bucket` for classic ones; empty when only matchers say it.
  public var metric: String
  /// The quantiles that the query asks for, in the order written.
  public var quantiles: [Double]
  /// Answers buckets by `le`, or native histograms: what `Heatmap` reads. Dashboard variables in
  /// it still have to be replaced.
  public var heatmapQuery: String

  /// Looks for a histogram in `query`.
  ///
  /// - Parameters:
  ///   - query: Any PromQL; variables may stand where durations may.
  ///   - nativeMetrics: Names known to be native histograms, for queries that do not tell.
  /// - Returns: `nil` when the query cannot be read or reads no histogram.
  public static func find(in query: String, nativeMetrics: Set<String> = []) -> HistogramSource? {
    guard let expression = try? PromQL.parse(query) else { return nil }
    var search = Search(nativeMetrics: nativeMetrics)
    search.visit(expression)
    guard let (kind, operand) = search.found else { return nil }
    return HistogramSource(
      kind: kind, metric: operand.selectors.first?.metricName ?? "", quantiles: search.quantiles,
      heatmapQuery: operand.withAllBuckets.perSecond
        .aggregated(.sum, by: kind == .classic ? ["le"] : []).description)
  }

  /// Walks the tree; the first histogram wins, quantiles over it are collected.
  private struct Search {
    let nativeMetrics: Set<String>
    var found: (kind: Kind, operand: PromExpression)?
    var quantiles: [Double] = []

    init(nativeMetrics: Set<String>) { self.nativeMetrics = nativeMetrics }

    mutating func visit(_ expression: PromExpression) {
      if case .call(let call) = expression.node, call.function.name.hasPrefix("histogram_"),
        let operand = call.arguments.last
      {
        take(operand, impliesHistogram: true)
        if call.function.name == "histogram_quantile",
          case .number(let quantile) = call.arguments[0].unwrapped.node
        {
          quantiles.append(quantile)
        }
        return
      }
      switch expression.node {
      case .vector, .matrix: take(expression, impliesHistogram: false)
      case .call(let call) where call.arguments.contains(where: \.isMatrix):
        take(expression, impliesHistogram: false)
      default: for child in expression.children { visit(child) }
      }
    }

    private mutating func take(_ expression: PromExpression, impliesHistogram: Bool) {
      guard found == nil, let selector = expression.selectors.first else { return }
      let name = selector.metricName
      if name.hasSuffix("_bucket") || selector.matchers.contains(where: { $0.name == "le" })
        || expression.groupsByBucket
      {
        found = (.classic, expression.withoutSums)
      } else if impliesHistogram || nativeMetrics.contains(name) {
        found = (.native, expression.withoutSums)
      }
    }
  }
}

extension PromSelector {
  /// The name, however it is written.
  var metricName: String {
    name ?? matchers.first { $0.name == "__name__" && $0.op == .equal }?.value ?? ""
  }
}

extension PromExpression {
  fileprivate var isMatrix: Bool {
    switch node {
    case .matrix, .subquery: true
    default: false
    }
  }

  /// Whether a sum keeps `le`, as only buckets need it.
  fileprivate var groupsByBucket: Bool {
    guard case .aggregation(let aggregation) = unwrapped.node else { return false }
    if case .by(let labels) = aggregation.grouping { return labels.contains("le") }
    return false
  }

  /// What the outermost sums add up.
  fileprivate var withoutSums: PromExpression {
    guard case .aggregation(let aggregation) = unwrapped.node, aggregation.op == .sum else {
      return unwrapped
    }
    return aggregation.expression.withoutSums
  }

  /// Without matchers on `le`, which would leave a part of the heat map out.
  fileprivate var withAllBuckets: PromExpression {
    replacing { part in
      switch part.node {
      case .vector(var selector):
        selector.matchers.removeAll { $0.name == "le" }
        return PromExpression(.vector(selector), range: part.range)
      case .matrix(var selector, let length):
        selector.matchers.removeAll { $0.name == "le" }
        return PromExpression(.matrix(selector, length), range: part.range)
      default: return nil
      }
    }
  }

  /// Counters as they stand become rates; whatever else was asked stays.
  fileprivate var perSecond: PromExpression {
    switch node {
    case .vector(let selector):
      let range = PromDuration.variable("$__rate_interval")
      return .calling("rate", [PromExpression(.matrix(selector, range))]) ?? self
    case .matrix: return .calling("rate", [self]) ?? self
    default: return self
    }
  }
}
