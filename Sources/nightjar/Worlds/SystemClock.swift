import Console
import Glibc
import Telemetry

/// The machine's clock and time zone: the only place that reads them.
enum SystemClock {
  static func now() -> Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
  }

  /// A clock that shows `start` now and goes on from there, or stands still.
  static func clock(from start: Instant, isLive: Bool) -> @Sendable () -> Instant {
    guard isLive else { return { start } }
    let began = now()
    return { start + (now() - began) }
  }

  static let zone = Zone(name: { local($0).name }, offsetSeconds: { local($0).offset })

  private static func local(_ instant: Instant) -> (name: String, offset: Int) {
    var seconds = time_t(instant.seconds)
    var parts = tm()
    guard localtime_r(&seconds, &parts) != nil else { return ("UTC", 0) }
    return (parts.tm_zone.map { String(cString: $0) } ?? "", Int(parts.tm_gmtoff))
  }
}
