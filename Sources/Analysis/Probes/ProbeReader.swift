public import Telemetry

/// Reads the Blackbox exporter's probes out of a Prometheus.
public enum ProbeReader {
  /// The parts of a probe, each one question.
  public enum Part: String, Hashable, Sendable, CaseIterable {
    case now, phases, history, success, hour, day, week, month

    /// The window of an availability.
    var window: String? {
      switch self {
      case .hour: "1h"
      case .day: "1d"
      case .week: "7d"
      case .month: "30d"
      default: nil
      }
    }
  }

  /// What a list of probes needs; the long windows cost the server more.
  public static let essential: [Part] = [.now, .history]

  public static func query(_ part: Part, over range: TimeRange, step: Duration) -> Query {
    switch part {
    case .now:
      let names = "probe_success|probe_duration_seconds|probe_http_status_code|probe_ssl_earliest_cert_expiry"
      return .metricsInstant(PromQL: #"{__name__=~"\#(names)"}"#, at: range.end)
    case .phases: return .metricsInstant(PromQL: "probe_http_duration_seconds", at: range.end)
    case .history: return .metricsRange(PromQL: "probe_duration_seconds", range: range, step: step)
    case .success: return .metricsRange(PromQL: "probe_success", range: range, step: step)
    case .hour, .day, .week, .month:
      return .metricsInstant(PromQL: "avg_over_time(probe_success[\(part.window ?? "1h")])", at: range.end)
    }
  }

  /// Joins the parts on target and module. Worst first.
  public static func probes(
    from parts: [Part: [Series]], source: SourceID?, at now: Instant
  ) -> [ProbeStatus] {
    var probes = [Labels: ProbeStatus]()
    for (part, series) in parts {
      for one in series {
        guard let target = one.labels["instance"] ?? one.labels["target"] else { continue }
        let key = one.labels.keeping(["instance", "target", "module", "job"])
        let fresh = ProbeStatus(target: target, module: one.labels["module"] ?? "", source: source)
        probes[key, default: fresh].take(part, one)
      }
    }
    return probes.values.sorted(by: ProbeStatus.worseFirst(at: now))
  }
}

extension ProbeStatus {
  fileprivate mutating func take(_ part: ProbeReader.Part, _ series: Series) {
    guard let value = series.samples.last?.value else { return }
    switch part {
    case .now: take(series.labels.metricName, value)
    case .phases: if let phase = series.labels["phase"] { phases[phase] = value }
    case .history: history = series.samples
    case .success: since = Self.lastChange(in: series.samples)
    case .hour, .day, .week, .month: if let window = part.window { availability[window] = value }
    }
  }

  private mutating func take(_ metric: String, _ value: Double) {
    switch metric {
    case "probe_success": isUp = value == 1
    case "probe_duration_seconds": duration = value
    case "probe_http_status_code": httpStatus = Int(exactly: value.rounded()).flatMap { $0 == 0 ? nil : $0 }
    case "probe_ssl_earliest_cert_expiry": certificateExpiry = Instant(secondsWithFraction: value)
    default: break
    }
  }

  /// When the last run of equal values began; `nil` when it fills the range, so began before it.
  private static func lastChange(in samples: [Sample]) -> Instant? {
    guard let last = samples.last, let change = samples.lastIndex(where: { $0.value != last.value })
    else { return nil }
    return samples[change + 1].time
  }
}
