internal import Telemetry

/// Moments and steps as the servers' parameters have them. Whole numbers throughout.
enum ParameterTime {
  /// Seconds with three decimals where there is a fraction: `1700000000`, `1700000000.123`.
  static func seconds(_ instant: Instant) -> String { decimal(milliseconds: instant.milliseconds) }

  /// A step in seconds, never below a millisecond: `15`, `0.500`.
  static func seconds(_ step: Duration) -> String {
    decimal(milliseconds: max(1, step.wholeNanoseconds / 1_000_000))
  }

  /// Nanoseconds since the epoch. Loki reads ten digits or fewer as seconds, so the first ten
  /// seconds of 1970 (and all before) are written as RFC 3339.
  static func nanoseconds(_ instant: Instant) -> String {
    instant.nanoseconds >= 10_000_000_000
      ? String(instant.nanoseconds) : RFC3339.string(instant)
  }

  /// A Go duration: `30s`, or `500ms` below a second's precision.
  static func goDuration(_ step: Duration) -> String {
    let milliseconds = max(1, step.wholeNanoseconds / 1_000_000)
    return milliseconds % 1000 == 0 ? "\(milliseconds / 1000)s" : "\(milliseconds)ms"
  }

  /// Whole seconds that cover the range: start rounded down, end up, never empty.
  static func wholeSeconds(_ range: TimeRange) -> (start: Int64, end: Int64) {
    let start = range.start.seconds
    let end = range.end.seconds
    let ceiling = Instant(seconds: end) < range.end ? end + 1 : end
    return (start, max(ceiling, start + 1))
  }

  private static func decimal(milliseconds: Int64) -> String {
    let (whole, rest) = milliseconds.magnitude.quotientAndRemainder(dividingBy: 1000)
    let sign = milliseconds < 0 ? "-" : ""
    guard rest > 0 else { return "\(sign)\(whole)" }
    let digits = String(rest)
    return "\(sign)\(whole)." + String(repeating: "0", count: 3 - digits.count) + digits
  }
}
