internal import Telemetry

/// Durations for the frame, as short as they can be.
enum TimeLabel {
  /// The two largest units that are not zero: `45s`, `10m`, `1h30m`, `2d`.
  static func compact(_ duration: Duration) -> String {
    let seconds = max(0, duration.wholeNanoseconds / 1_000_000_000)
    let units: [(Int64, String)] = [(86_400, "d"), (3600, "h"), (60, "m"), (1, "s")]
    guard let first = units.firstIndex(where: { seconds >= $0.0 }) else { return "0s" }
    let (size, name) = units[first]
    let rest = seconds % size
    guard first + 1 < units.count, rest >= units[first + 1].0 else { return "\(seconds / size)\(name)" }
    return "\(seconds / size)\(name)\(rest / units[first + 1].0)\(units[first + 1].1)"
  }

  /// `12ms`, `2.1s`.
  static func milliseconds(_ value: Int64) -> String {
    value < 1000 ? "\(value)ms" : "\(value / 1000).\(value % 1000 / 100)s"
  }
}
