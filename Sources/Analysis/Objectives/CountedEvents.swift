internal import Languages
public import Telemetry

/// The events an objective counts, as far as its definition tells bad from all.
public struct CountedEvents: Hashable, Sendable {
  /// Bad events a second.
  public let bad: String
  /// All events a second.
  public let total: String
  /// Bad events and all of them by their plain selectors; the bad ones are `nil` where the good ones are told.
  private let selectors: Selectors

  private struct Selectors: Hashable {
    var bad: PromSelector?
    var good: PromSelector?
    var total: PromSelector?
  }

  /// From the specification; `nil` where it gives a ratio alone.
  public init?(_ spec: ObjectiveSpec) { self.init(ratio: spec.indicator.errorRatio.over("5m")) }

  /// From the expression of an error ratio: `bad / total`, `1 - good / total` or `(total - good) / total`.
  public init?(ratio: String) {
    guard let tree = (try? PromQL.parse(ratio))?.unwrapped, case .binary(let outer) = tree.node else { return nil }
    switch outer.op.rawValue {
    case "/": self.init(quotient: outer)
    case "-":
      guard case .number(1) = outer.left.unwrapped.node, case .binary(let inner) = outer.right.unwrapped.node,
        inner.op.rawValue == "/"
      else { return nil }
      self.init(good: inner.left.unwrapped, total: inner.right.unwrapped)
    default: return nil
    }
  }

  private init?(quotient: PromBinary) {
    let (left, total) = (quotient.left.unwrapped, quotient.right.unwrapped)
    if case .binary(let difference) = left.node, difference.op.rawValue == "-",
      difference.left.unwrapped == total
    {
      self.init(good: difference.right.unwrapped, total: total)
      return
    }
    let selectors = Selectors(bad: Self.counter(in: left), total: Self.counter(in: total))
    self.init(bad: left.description, total: total.description, selectors)
  }

  private init?(good: PromExpression, total: PromExpression) {
    let selectors = Selectors(good: Self.counter(in: good), total: Self.counter(in: total))
    self.init(bad: "(\(total)) - (\(good))", total: total.description, selectors)
  }

  private init(bad: String, total: String, _ selectors: Selectors) {
    (self.bad, self.total, self.selectors) = (bad, total, selectors)
  }

  /// The series with most bad events of a window, with all their labels; `nil` where the definition is not
  /// of plain counters.
  public func worstSeries(over window: Duration, most count: Int = 40) -> String? {
    func increase(_ selector: PromSelector) -> String { "increase(\(selector)[\(WindowName.text(window))])" }
    if let bad = selectors.bad { return "topk(\(count), \(increase(bad)) > 0)" }
    guard let good = selectors.good, let total = selectors.total else { return nil }
    // The good ones are a part of the same series, or of buckets beside the count.
    let rest =
      good.name == total.name
      ? "\(increase(total)) unless \(increase(good))" : "\(increase(total)) - ignoring (le) \(increase(good))"
    return "topk(\(count), \(rest) > 0)"
  }

  /// What to ask for exemplars of bad events: the counters themselves and the buckets beside a count, since
  /// histograms keep them there; `nil` where no series are of bad events alone.
  public var exemplars: String? {
    if let bad = selectors.bad { return Self.withBuckets(bad) }
    // Good ones are those in a bucket, bad ones beyond its bound.
    return badFrom == nil ? nil : selectors.total.flatMap(Self.withBuckets)
  }

  /// The value beyond which an exemplar is of a bad event, where good events are those below a bound.
  public var badFrom: Double? {
    guard selectors.bad == nil else { return nil }
    return selectors.good?.matchers.first { $0.name == "le" && $0.op == .equal }.flatMap { Double($0.value) }
  }

  private static func withBuckets(_ counter: PromSelector) -> String? {
    guard let name = counter.name else { return nil }
    let plain = PromSelector(name: name, matchers: counter.matchers.filter { $0.name != "le" })
    guard name.hasSuffix("_count") else { return plain.description }
    let buckets = PromSelector(name: String(name.dropLast("_count".count)) + "_bucket", matchers: plain.matchers)
    return "\(buckets) or \(plain)"
  }

  /// The labels that the definition itself pins: they say nothing about where the bad events are.
  public var pinnedLabels: Set<String> {
    let all = [selectors.bad, selectors.good, selectors.total].compactMap { $0 }
    return Set(all.flatMap(\.matchers).filter { $0.op == .equal }.map(\.name))
  }

  private static func counter(in expression: PromExpression) -> PromSelector? {
    if case .matrix(let selector, _) = expression.node { return selector }
    return expression.children.lazy.compactMap { counter(in: $0) }.first
  }
}

/// How the bad events of an objective fall on one value of one label.
public struct BadEventShare: Hashable, Sendable {
  public var label: String
  public var value: String
  public var count: Double
  /// Of all bad events, 0 to 1.
  public var share: Double

  /// Largest first. A label of which all events have the one value comes after those that tell them
  /// apart.
  ///
  /// - Parameters:
  ///   - series: Bad events by all their labels.
  ///   - pinned: Labels to leave out.
  public static func shares(in series: [Series], leavingOut pinned: Set<String>) -> [BadEventShare] {
    var counts: [String: [String: Double]] = [:]
    var total = 0.0
    for one in series {
      guard let count = one.samples.last?.value, count.isFinite, count > 0 else { continue }
      total += count
      for pair in one.labels.pairs where pair.name != "__name__" && !pinned.contains(pair.name) {
        counts[pair.name, default: [:]][pair.value, default: 0] += count
      }
    }
    let all = counts.flatMap { label, values in
      values.map { (BadEventShare(label: label, value: $0.key, count: $0.value, share: $0.value / total), values.count) }
    }
    return all.sorted { a, b in
      if (a.1 > 1) != (b.1 > 1) { return a.1 > 1 }
      if a.0.count != b.0.count { return a.0.count > b.0.count }
      return (a.0.label, a.0.value) < (b.0.label, b.0.value)
    }.map(\.0)
  }
}
