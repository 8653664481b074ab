public import Telemetry

/// The range a command line asks for.
public enum TimeChoice {
  /// - Parameters:
  ///   - since: A duration up to `to`, else up to now; not together with `from`.
  ///   - from: A time as `TimeText` reads it.
  ///   - to: The same; `nil`: now.
  /// - Returns: The last hour when nothing is given.
  public static func range(
    since: String?, from: String?, to: String?, now: Instant
  ) throws(UsageFailure) -> TimeRange {
    if since != nil, from != nil { throw UsageFailure("--since and --from exclude each other") }
    let end = try to.map { (text) throws(UsageFailure) in try instant(text, "--to", now: now) } ?? now
    if let from {
      let start = try instant(from, "--from", now: now)
      guard start < end else {
        throw UsageFailure("--from \(from) is not before \(to.map { "--to \($0)" } ?? "now")")
      }
      return TimeRange(start: start, end: end)
    }
    return TimeRange(last: try since.map { (text) throws(UsageFailure) in try duration(text, "--since") } ?? .hours(1), until: end)
  }

  /// A time, or a failure that names the option.
  public static func instant(_ text: String, _ option: String, now: Instant) throws(UsageFailure) -> Instant {
    guard let instant = TimeText.instant(text, now: now) else {
      throw UsageFailure("\(option) \(text): expected RFC 3339, unix seconds (or ms, µs, ns) or now-2h")
    }
    return instant
  }

  /// A positive duration, or a failure that names the option.
  public static func duration(_ text: String, _ option: String) throws(UsageFailure) -> Duration {
    guard let duration = TimeText.duration(text), duration > .zero else {
      throw UsageFailure("\(option) \(text): expected a duration such as 15s, 5m or 1h30m")
    }
    return duration
  }
}
