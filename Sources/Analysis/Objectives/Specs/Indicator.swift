internal import Languages
internal import Telemetry

/// How an objective counts: which part of events is bad.
public struct Indicator: Hashable, Sendable {
  /// What a specification file calls it.
  public enum Kind: String, Hashable, Sendable {
    case events, raw, ratio, latency
    case nativeLatency = "native latency"
    case boolGauge = "bool gauge"
  }

  /// What the file gives, as queries over a window.
  public enum Form: Hashable, Sendable {
    case bad(QueryTemplate, total: QueryTemplate)
    case good(QueryTemplate, total: QueryTemplate)
    /// The part of bad events itself.
    case errorRatio(QueryTemplate)
  }

  public var kind: Kind
  public var form: Form
  /// Labels that keep series apart: one budget each.
  public var grouping: [String]

  public init(_ kind: Kind, _ form: Form, grouping: [String] = []) {
    self.kind = kind
    self.form = form
    self.grouping = grouping
  }

  /// The part of bad events, as it is recorded.
  public var errorRatio: QueryTemplate {
    switch form {
    case .bad(let bad, let total): QueryTemplate("(\(bad.text))\n/\n(\(total.text))")
    case .good(let good, let total): QueryTemplate("1 - (\n  (\(good.text))\n  /\n  (\(total.text))\n)")
    case .errorRatio(let ratio): QueryTemplate("(\(ratio.text))")
    }
  }

  /// The same, answered also where bad events have no series yet: then there were none.
  public var liveErrorRatio: QueryTemplate {
    guard case .bad(let bad, let total) = form else { return errorRatio }
    return QueryTemplate("((\(bad.text)) or 0 * (\(total.text))) / (\(total.text))")
  }

  public var total: QueryTemplate? {
    switch form {
    case .bad(_, let total), .good(_, let total): total
    case .errorRatio: nil
    }
  }
}

extension Indicator {
  /// Pyrra's ratio: failed of all.
  public static func ratio(errors: String, total: String, grouping: [String]) -> Indicator {
    Indicator(
      .ratio, .bad(rate(errors, grouping), total: rate(total, grouping)), grouping: grouping)
  }

  /// Pyrra's latency: a bucket, and the count it is a part of.
  public static func latency(success: String, total: String, grouping: [String]) -> Indicator {
    Indicator(
      .latency, .good(rate(success, grouping), total: rate(total, grouping)), grouping: grouping)
  }

  /// Pyrra's latency of a native histogram: the part of requests up to `seconds`.
  public static func nativeLatency(total: String, seconds: Double, grouping: [String]) -> Indicator {
    let fraction = "histogram_fraction(0, \(PromExpression.number(seconds)), \(rate(total, grouping).text))"
    return Indicator(.nativeLatency, .errorRatio(QueryTemplate("1 - \(fraction)")), grouping: grouping)
  }

  /// Pyrra's bool gauge: samples of 0 are bad.
  public static func boolGauge(_ metric: String, grouping: [String]) -> Indicator {
    let window = "[\(QueryTemplate.placeholder)]"
    let good = QueryTemplate("\(sum(grouping)) (sum_over_time(\(metric)\(window)))")
    let total = QueryTemplate("\(sum(grouping)) (count_over_time(\(metric)\(window)))")
    return Indicator(.boolGauge, .good(good, total: total), grouping: grouping)
  }

  private static func rate(_ metric: String, _ grouping: [String]) -> QueryTemplate {
    QueryTemplate("\(sum(grouping)) (rate(\(metric)[\(QueryTemplate.placeholder)]))")
  }

  private static func sum(_ grouping: [String]) -> String {
    grouping.isEmpty ? "sum" : "sum by (\(grouping.joined(separator: ", ")))"
  }
}

extension Indicator {
  /// Which service is counted, as far as the metrics' own labels say; `nil` when they do not.
  public var service: String? {
    let matchers = (total ?? errorRatio).matchers.filter { $0.op == .equal }
    return ["service_name", "service", "job"].lazy
      .compactMap { name in matchers.first { $0.name == name }?.value }.first
  }
}

extension QueryTemplate {
  /// Whether a selector says anything about a label.
  public func hasMatcher(on label: String) -> Bool { matchers.contains { $0.name == label } }

  /// Every matcher of every selector, in the order written.
  var matchers: [Matcher] {
    ((try? PromQL.parse(over("5m")))?.selectors ?? []).flatMap(\.matchers)
  }
}
