/// What the values of a suggested query count; the names are those of the charts' units.
public enum MetricUnit: String, Hashable, Sendable, CaseIterable {
  case none, seconds, milliseconds, bytes, bytesPerSecond, percent, ratio, perSecond,
    requestsPerSecond, celsius

  /// Of the values of a metric.
  ///
  /// - Parameters:
  ///   - metric: Its name, with the suffix of its part if it has one.
  ///   - declared: The unit in the metadata, which goes before the name; usually empty.
  public init(of metric: String, declared: String = "") {
    if metric.hasSuffix("_count") {
      self = .none
      return
    }
    let suffixes = ["_total", "_sum", "_bucket"]
    let suffix = suffixes.first { metric.hasSuffix($0) } ?? ""
    let base = metric.dropLast(suffix.count)
    // Tempo's generator leaves the unit out of the name.
    let isLatency = base == "traces_spanmetrics_latency"
    self =
      Self.words.first { $0.0 == declared }?.1
      ?? Self.words.first { base == $0.0 || base.hasSuffix("_" + $0.0) || base.hasSuffix("." + $0.0) }?.1
      ?? (isLatency ? .seconds : .none)
  }

  /// Of the same values per second. Seconds per second are busy cores, which have no unit.
  func rate(of metric: String) -> MetricUnit {
    switch self {
    case .bytes: .bytesPerSecond
    case .none: metric.contains("request") || metric.contains("_calls") ? .requestsPerSecond : .perSecond
    default: .none
    }
  }

  private static let words: [(String, MetricUnit)] = [
    ("milliseconds", .milliseconds), ("seconds", .seconds), ("ms", .milliseconds),
    ("bytes", .bytes), ("ratio", .ratio), ("percent", .percent), ("celsius", .celsius),
  ]
}
