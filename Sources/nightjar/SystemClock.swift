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

  static let zone = Zone(name: { local($0).name }, offsetSeconds: { local($0).offset })

  private static func local(_ instant: Instant) -> (name: String, offset: Int) {
    var seconds = time_t(instant.seconds)
    var parts = tm()
    guard localtime_r(&seconds, &parts) != nil else { return ("UTC", 0) }
    return (parts.tm_zone.map { String(cString: $0) } ?? "", Int(parts.tm_gmtoff))
  }
}
