extension Unit {
  /// What the values of a PromQL query most likely count, told from the metric's name and from what
  /// is done to it; `.none` when nothing speaks for more.
  public init(guessedFrom query: String) {
    let words = QueryWords(query)
    let metrics = words.names.map(MetricName.init)
    guard let first = metrics.first(where: { $0.unit != .none }) ?? metrics.first else {
      self = .none
      return
    }
    if words.divides, metrics.count > 1, let quotient = Self.quotient(metrics, words) {
      self = quotient
    } else if words.functions.contains("histogram_quantile") {
      self = first.unit
    } else if words.functions.contains(where: ["rate", "irate", "deriv"].contains) {
      self = first.rate
    } else if words.functions.contains(where: ["count", "changes", "resets"].contains) {
      self = .none
    } else {
      self = first.unit
    }
  }

  /// A sum of seconds over a count of them is a mean; like over like is a share.
  private static func quotient(_ metrics: [MetricName], _ words: QueryWords) -> Unit? {
    if metrics[0].isSum, metrics[1].isCount { return metrics[0].unit }
    if words.timesHundred { return .percent }
    return metrics[0].unit == metrics[1].unit ? .ratio : nil
  }
}

/// What a metric's name says about it, by the naming rules of Prometheus.
private struct MetricName {
  var unit: Unit = .none
  var isSum: Bool
  var isCount: Bool
  private var isRequests: Bool
  private var isTotal: Bool

  init(_ name: String) {
    isSum = name.hasSuffix("_sum")
    isCount = name.hasSuffix("_count")
    isTotal = name.hasSuffix("_total")
    isRequests = name.contains("request")
    var base = Substring(name)
    for suffix in ["_total", "_sum", "_bucket", "_count"] where base.hasSuffix(suffix) {
      base = base.dropLast(suffix.count)
      break
    }
    if isCount || name.contains("timestamp") || base.hasSuffix("_time_seconds") { return }
    // Tempo's generator leaves the unit out of the name; the values are seconds.
    if base == "traces_spanmetrics_latency" {
      unit = .seconds
      return
    }
    let units: [(String, Unit)] = [
      ("seconds", .seconds), ("milliseconds", .milliseconds), ("ms", .milliseconds),
      ("bytes", .bytes), ("ratio", .ratio), ("percent", .percent), ("celsius", .celsius),
    ]
    unit = units.first { base == $0.0 || base.hasSuffix("_" + $0.0) }?.1 ?? .none
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
