internal import Canvas

/// What a metric's name says about its values, by the naming rules of Prometheus.
struct MetricName {
  /// Without what tells counters and the parts of histograms.
  let base: String
  /// Of the values themselves; those of `x_seconds_bucket` and `x_seconds_count` are counts.
  let unit: Unit
  /// Of what is measured: seconds for each part of the histogram `x_seconds`.
  let observed: Unit
  let isSum: Bool
  private let isRequests: Bool
  private let isTotal: Bool

  init(_ name: String) {
    isSum = name.hasSuffix("_sum")
    isTotal = name.hasSuffix("_total")
    isRequests = name.contains("request")
    let suffix = ["_total", "_sum", "_bucket", "_count"].first(where: name.hasSuffix) ?? ""
    base = String(name.dropLast(suffix.count))
    observed = Self.unit(of: base)
    unit = ["_bucket", "_count"].contains(suffix) ? .none : observed
  }

  private static func unit(of base: String) -> Unit {
    // Moments, which as numbers of seconds say nothing.
    if base.contains("timestamp") || base.hasSuffix("_time_seconds") { return .none }
    // Tempo's generator leaves the unit out of the name; the values are seconds.
    if base == "traces_spanmetrics_latency" { return .seconds }
    let units: [(String, Unit)] = [
      ("seconds", .seconds), ("milliseconds", .milliseconds), ("ms", .milliseconds),
      ("bytes", .bytes), ("ratio", .ratio), ("percent", .percent), ("celsius", .celsius),
    ]
    return units.first { base == $0.0 || base.hasSuffix("_" + $0.0) }?.1 ?? .none
  }

  /// Per second: seconds of a counter per second are busy cores, which have no unit.
  var rate: Unit {
    switch unit {
    case .bytes: .bytesPerSecond
    case .seconds, .milliseconds: isTotal || isSum ? .none : unit
    case .none: isRequests ? .requestsPerSecond : .perSecond
    default: unit
    }
  }
}
