public import Telemetry

/// Reads the services of a Prometheus: first which family of metrics it holds, then one instant question
/// for each part of the table, or one for all of them, and one over the range.
public enum ServiceReader {
  /// The parts of the table, each one question.
  public enum Part: String, Hashable, Sendable, CaseIterable {
    case rate, errors, p50, p99, history
  }

  /// Tells the families present; ask it once.
  public static var detection: String {
    let names = Self.unique(ServiceMetricFamily.allCases.flatMap(\.detected)).joined(separator: "|")
    return #"count by (__name__) ({__name__=~"\#(names)"})"#
  }

  /// The family to use, span metrics before what services tell of themselves, and one with durations
  /// before one without.
  public static func family(from series: [Series]) -> ServiceMetricFamily? {
    let names = Set(series.map(\.labels.metricName))
    return ServiceMetricFamily.allCases.first { names.isSuperset(of: $0.detected) }
      ?? ServiceMetricFamily.allCases.first { names.contains($0.counter) }
  }

  /// - Parameters:
  ///   - window: What rates are taken over.
  ///   - step: Of the history.
  public static func query(
    _ part: Part, of family: ServiceMetricFamily, over range: TimeRange, window: Duration,
    step: Duration
  ) -> Query {
    let text = expression(part, of: family, window: DurationText.prometheus(window))
    guard part == .history else { return .metricsInstant(PromQL: text, at: range.end) }
    return .metricsRange(PromQL: text, range: range, step: step)
  }

  // MARK: One question for all parts of a moment

  /// What tells the parts of one answer apart.
  private static let partLabel = "nightjar_part"

  /// All parts but the history at once: where a screen asks much, every request counts.
  public static func momentQuery(of family: ServiceMetricFamily, at moment: Instant, window: Duration) -> Query {
    let name = DurationText.prometheus(window)
    let parts = Part.allCases.filter { $0 != .history }.map { part in
      #"label_replace(\#(expression(part, of: family, window: name)), "\#(partLabel)", "\#(part.rawValue)", "", "")"#
    }
    return .metricsInstant(PromQL: parts.joined(separator: "\nor\n"), at: moment)
  }

  /// The parts that an answer to `momentQuery` holds; one of which nothing is known is empty.
  public static func parts(ofMoment series: [Series]) -> [Part: [Series]] {
    var parts = Dictionary(uniqueKeysWithValues: Part.allCases.filter { $0 != .history }.map { ($0, [Series]()) })
    for one in series {
      guard let part = one.labels[partLabel].flatMap(Part.init), part != .history else { continue }
      parts[part]?.append(one)
    }
    return parts
  }

  static func expression(_ part: Part, of family: ServiceMetricFamily, window: String) -> String {
    let label = family.serviceLabel
    let all = selector(family.received)
    let total = "sum by (\(label)) (rate(\(family.counter)\(all)[\(window)]))"
    switch part {
    case .rate: return total
    case .errors:
      let failed = selector(family.received, family.failed)
      return "sum by (\(label)) (rate(\(family.counter)\(failed)[\(window)])) / \(total)"
    case .p50: return family.quantile(0.5, selector: all, window: window, by: [label, "le"])
    case .p99, .history: return family.quantile(0.99, selector: all, window: window, by: [label, "le"])
    }
  }

  /// The latency of one service over time, for its chart: exemplars come with it.
  public static func latency(of service: String, family: ServiceMetricFamily) -> String {
    let own = "\(family.serviceLabel)=\"\(Labels.escaped(service))\""
    return family.quantile(
      0.99, selector: selector(family.received, own), window: "$__rate_interval", by: ["le"])
  }

  /// Rate, share of failures and p99 of one service over time, with titles, for charts.
  public static func charts(
    of service: String, family: ServiceMetricFamily
  ) -> [(title: String, query: String)] {
    let own = "\(family.serviceLabel)=\"\(Labels.escaped(service))\""
    let rate = { (matchers: String) in "sum(rate(\(family.counter)\(matchers)[$__rate_interval]))" }
    let total = rate(selector(family.received, own))
    let failed = rate(selector(family.received, family.failed, own))
    return [
      ("rate", total), ("errors", "\(failed) / \(total)"), ("p99", latency(of: service, family: family)),
    ]
  }

  /// The metrics looked for, in words for the person.
  public static var metricNames: [String] { unique(ServiceMetricFamily.allCases.map(\.counter)) }

  private static func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }

  /// Joins the parts on the service; a part that has not arrived is NaN.
  public static func services(
    from parts: [Part: [Series]], family: ServiceMetricFamily, source: SourceID?
  ) -> [ServiceHealth] {
    var services = [String: ServiceHealth]()
    for (part, series) in parts {
      for one in series {
        guard let name = one.labels[family.serviceLabel], !name.isEmpty else { continue }
        services[name, default: ServiceHealth(service: name, source: source)].take(part, one)
      }
    }
    // A counter of errors that never counted is absent: no errors, where there is traffic.
    for (name, service) in services where service.errorRatio.isNaN && service.rate > 0 && parts[.errors] != nil {
      services[name]?.errorRatio = 0
    }
    return services.values.sorted(by: ServiceHealth.worseFirst)
  }

  private static func selector(_ matchers: String...) -> String {
    "{" + matchers.filter { !$0.isEmpty }.joined(separator: ", ") + "}"
  }
}

extension ServiceHealth {
  fileprivate mutating func take(_ part: ServiceReader.Part, _ series: Series) {
    let value = series.samples.last?.value ?? .nan
    switch part {
    case .rate: rate = value
    case .errors: errorRatio = value
    case .p50: p50 = value
    case .p99: p99 = value
    case .history: history = series.samples
    }
  }
}
