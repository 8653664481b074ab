internal import Telemetry

extension ProbeStatus {
  mutating func take(_ part: ProbeReader.Part, _ series: Series, at now: Instant) {
    guard let value = series.samples.last?.value else { return }
    switch part {
    case .now: take(series.labels, value, at: now)
    case .history: take(history: series)
    case .hour, .day, .week, .month: if let window = part.window { availability[window] = value }
    }
  }

  private mutating func take(history series: Series) {
    let metric = series.labels.metricName
    if ProbeReader.durations.contains(metric) {
      history =
        metric == "monitor_response_time"
        ? series.samples.map { Sample($0.time, $0.value / 1000) } : series.samples
    } else {
      beats =
        metric == "monitor_status"
        ? series.samples.map { Sample($0.time, Self.beat(kuma: $0.value)) } : series.samples
      since = Self.lastChange(in: beats)
    }
  }

  private mutating func take(_ labels: Labels, _ value: Double, at now: Instant) {
    let metric = labels.metricName
    if ProbeReader.phases.contains(metric) {
      if let phase = labels["phase"] { phases[phase] = value }
      return
    }
    switch metric {
    case "probe_success", "gatus_results_endpoint_success": isUp = value == 1
    case "monitor_status": take(kuma: value)
    case "probe_duration_seconds", "gatus_results_duration_seconds": duration = value
    case "monitor_response_time": duration = value < 0 ? .nan : value / 1000
    case "monitor_uptime_ratio": take(kumaRatio: value, over: labels["window"] ?? "")
    default: take(fact: metric, labels, value, at: now)
    }
  }

  private mutating func take(fact metric: String, _ labels: Labels, _ value: Double, at now: Instant) {
    switch metric {
    case "probe_http_status_code": httpStatus = Self.whole(value).flatMap { $0 == 0 ? nil : $0 }
    case "probe_http_redirects": redirects = Self.whole(value)
    case "probe_http_ssl": usesTLS = value == 1
    case "probe_ip_protocol": ipProtocol = Self.whole(value).flatMap { $0 == 0 ? nil : $0 }
    case "probe_tls_version_info": tlsVersion = labels["version"]
    case "probe_failed_due_to_regex": failedByText = value == 1
    case "probe_ssl_earliest_cert_expiry": certificateExpiry = Instant(secondsWithFraction: value)
    case "gatus_results_certificate_expiration_seconds": certificateExpiry = Self.moment(value, after: now)
    case "monitor_cert_days_remaining": certificateExpiry = Self.moment(value * 86_400, after: now)
    default: break
    }
  }

  /// 1 up, 0 down, 2 pending: tried again before it counts as down, 3 maintenance.
  private mutating func take(kuma status: Double) {
    isPaused = status == 3
    isUp = status == 1 ? true : status == 0 ? false : nil
  }

  private mutating func take(kumaRatio ratio: Double, over window: String) {
    let windows = ["1h": "1h", "1d": "1d", "24h": "1d", "7d": "7d", "30d": "30d"]
    if let window = windows[window] { availability[window] = ratio }
  }

  private static func beat(kuma status: Double) -> Double { status == 1 || status == 0 ? status : .nan }

  private static func whole(_ value: Double) -> Int? { Int(exactly: value.rounded()) }

  private static func moment(_ seconds: Double, after now: Instant) -> Instant? {
    guard seconds.isFinite, seconds > 0, let rest = Instant(secondsWithFraction: seconds) else { return nil }
    return now + (rest - .epoch)
  }

  /// When the last run of equal values began; `nil` when it fills the range, so began before it.
  private static func lastChange(in samples: [Sample]) -> Instant? {
    guard let last = samples.last, let change = samples.lastIndex(where: { !isSame($0.value, last.value) })
    else { return nil }
    return samples[change + 1].time
  }

  private static func isSame(_ a: Double, _ b: Double) -> Bool { a == b || (a.isNaN && b.isNaN) }
}
