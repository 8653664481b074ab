public import Telemetry

/// Reads the probes of the Blackbox exporter, Gatus and Uptime Kuma out of a Prometheus: a handful of
/// questions, however many targets there are.
public enum ProbeReader {
  /// The parts of a probe, each one question for all targets.
  public enum Part: String, Hashable, Sendable, CaseIterable {
    /// Everything that is known of the last probe.
    case now
    /// Success and duration over the range.
    case history
    case hour, day, week, month

    /// The window of an availability.
    public var window: String? {
      switch self {
      case .now, .history: nil
      case .hour: "1h"
      case .day: "1d"
      case .week: "7d"
      case .month: "30d"
      }
    }
  }

  /// What a list of probes needs; the long windows cost the server more.
  public static let essential: [Part] = [.now, .history]

  static let successes = ["probe_success", "gatus_results_endpoint_success", "monitor_status"]
  static let durations = ["probe_duration_seconds", "gatus_results_duration_seconds", "monitor_response_time"]
  static let phases = [
    "probe_http_duration_seconds", "probe_icmp_duration_seconds", "probe_dns_duration_seconds",
    "probe_grpc_duration_seconds",
  ]
  static let facts = [
    "probe_http_status_code", "probe_http_redirects", "probe_http_ssl", "probe_ip_protocol",
    "probe_tls_version_info", "probe_failed_due_to_regex", "probe_ssl_earliest_cert_expiry",
    "gatus_results_certificate_expiration_seconds", "monitor_cert_days_remaining", "monitor_uptime_ratio",
  ]

  public static func query(_ part: Part, over range: TimeRange, step: Duration) -> Query {
    switch part {
    case .now: .metricsInstant(PromQL: selector(successes + durations + phases + facts), at: range.end)
    case .history: .metricsRange(PromQL: selector(successes + durations), range: range, step: step)
    case .hour: .metricsInstant(PromQL: average(over: "1h") + " or " + kumaAverage, at: range.end)
    case .day, .week, .month: .metricsInstant(PromQL: average(over: part.window ?? "1d"), at: range.end)
    }
  }

  /// The phases of one probe over time; `nil` for one whose prober does not time them.
  public static func phases(of probe: ProbeStatus, over range: TimeRange, step: Duration) -> Query? {
    guard probe.prober == .blackbox, !probe.phases.isEmpty else { return nil }
    let own = probe.labels.pairs.map { "\($0.name)=\"\(Labels.escaped($0.value))\"" }
    let matchers = ["__name__=~\"\(phases.joined(separator: "|"))\""] + own
    return .metricsRange(PromQL: "{\(matchers.joined(separator: ","))}", range: range, step: step)
  }

  /// What the probe's chart shows: how long it took.
  public static func chart(of probe: ProbeStatus) -> String {
    let name: String
    switch probe.prober {
    case .blackbox: name = "probe_duration_seconds"
    case .gatus: name = "gatus_results_duration_seconds"
    case .uptimeKuma: name = "monitor_response_time"
    }
    let own = probe.labels.pairs.map { "\($0.name)=\"\(Labels.escaped($0.value))\"" }
    return "\(name){\(own.joined(separator: ","))}"
  }

  private static func selector(_ names: [String]) -> String {
    "{__name__=~\"\(names.joined(separator: "|"))\"}"
  }

  /// Kuma's status is no share, so its own ratios stand for the long windows.
  private static func average(over window: String) -> String {
    "avg_over_time(\(selector(Array(successes.prefix(2))))[\(window)])"
  }

  private static let kumaAverage = "avg_over_time((monitor_status == bool 1)[1h:1m])"

  /// The parts that results of Gatus's own API stand for: what was last, what was before, and how much of the
  /// last hour was well where they reach back so far.
  public static func parts(ofResults series: [Series], at now: Instant) -> [Part: [Series]] {
    let past = series.filter { (successes + durations).contains($0.labels.metricName) }
    let hour = past.filter { successes.contains($0.labels.metricName) }.compactMap { one -> Series? in
      let recent = one.samples.filter { $0.time > now - .hours(1) }
      guard recent.count < one.samples.count, !recent.isEmpty else { return nil }
      let share = recent.map(\.value).reduce(0, +) / Double(recent.count)
      return Series(labels: one.labels, samples: [Sample(now, share)])
    }
    return [.now: series, .history: past, .hour: hour]
  }

  /// Joins the parts on what names a probe. Worst first.
  public static func probes(
    from parts: [Part: [Series]], source: SourceID?, at now: Instant
  ) -> [ProbeStatus] {
    var probes = [ProbeStatus]()
    var places = [Labels: Int]()
    // In a fixed order: a duration of Kuma's must not arrive before what says that it is paused.
    for part in Part.allCases {
      for one in parts[part] ?? [] {
        guard let identity = ProbeIdentity.identity(of: one.labels) else { continue }
        let place = places[identity.labels] ?? probes.count
        if place == probes.count {
          places[identity.labels] = place
          probes.append(identity.status(source: source))
        }
        probes[place].take(part, one, at: now)
      }
    }
    return ProbeStatus.worstFirst(probes, at: now)
  }
}
