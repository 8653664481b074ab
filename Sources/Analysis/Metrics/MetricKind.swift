/// What a metric measures, which decides what can sensibly be asked of it.
public enum MetricKind: String, Hashable, Sendable, CaseIterable {
  case counter, gauge
  /// Buckets as series of their own, `…_bucket` with `le`.
  case classicHistogram
  case nativeHistogram
  /// Quantiles that the application computed, by the label `quantile`.
  case summary
  /// Always 1; the labels are what it says.
  case info
  /// Seconds since 1970.
  case timestamp

  /// From the type in the metadata, the labels and, where both say nothing, the name's suffix.
  ///
  /// - Parameters:
  ///   - name: As series carry it, `…_bucket` included.
  ///   - type: As the metadata has it: counter, gauge, histogram …; `nil` or `unknown` when not known.
  ///   - labels: The names of the labels the metric has.
  public init(name: String, type: String?, labels: [String] = []) {
    if labels.contains("le") || name.hasSuffix("_bucket") {
      self = .classicHistogram
    } else if labels.contains("quantile") {
      self = .summary
    } else {
      self = Self.kind(type: type ?? "", name: name)
    }
  }

  private static func kind(type: String, name: String) -> MetricKind {
    let isPart = name.hasSuffix("_sum") || name.hasSuffix("_count")
    switch type {
    case "counter": return .counter
    case "histogram", "gaugehistogram": return isPart ? .counter : .nativeHistogram
    case "summary": return isPart ? .counter : .summary
    case "info": return .info
    case "stateset": return .gauge
    default: break
    }
    if timestampSuffixes.contains(where: name.hasSuffix) { return .timestamp }
    if name.hasSuffix("_info") { return .info }
    if type == "gauge" { return .gauge }
    return isPart || name.hasSuffix("_total") ? .counter : .gauge
  }

  private static let timestampSuffixes = [
    "_timestamp_seconds", "_start_time_seconds", "_created", "_expiration_timestamp",
  ]
}
