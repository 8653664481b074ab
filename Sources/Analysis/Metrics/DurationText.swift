internal import Telemetry

/// Durations as Prometheus, Grafana and Go write them.
public enum DurationText {
  /// Reads `15s`, `1h30m`, `-500ms`, `0.5s` and bare numbers, which mean seconds. Units: ns, us, ms,
  /// s, m, h, d, w, M (30 days) and y (365 days).
  ///
  /// - Returns: `nil` when the text is anything else, or beyond ±292 years.
  public static func duration(_ text: some StringProtocol) -> Duration? {
    var rest = Substring(text.filter { $0 != " " })
    let negative = rest.first == "-"
    if negative || rest.first == "+" { rest.removeFirst() }
    guard rest.first?.isNumber == true else { return nil }
    var total = 0.0
    while !rest.isEmpty {
      let number = rest.prefix { $0.isNumber || $0 == "." }
      rest = rest.dropFirst(number.count)
      let unit = rest.prefix { !($0.isNumber || $0 == ".") }
      rest = rest.dropFirst(unit.count)
      guard let value = Double(number), let scale = nanoseconds(in: unit) else { return nil }
      total += value * scale
    }
    guard let whole = Int64(exactly: total.rounded()) else { return nil }
    return .nanoseconds(negative ? -whole : whole)
  }

  /// As `$__interval` is written: whole units of the largest that fits, cut off (90 s is `1m`).
  public static func truncated(_ duration: Duration) -> String {
    let ns = duration.wholeNanoseconds
    for (unit, size) in truncatedUnits where ns >= size { return "\(ns / size)\(unit)" }
    return "1ms"
  }

  /// As Go prints a duration, which is how `$__rate_interval` is written: `1m0s`, `1h0m0s`, `500ms`.
  public static func go(_ duration: Duration) -> String {
    let ns = duration.wholeNanoseconds
    if ns == 0 { return "0s" }
    let sign = ns < 0 ? "-" : ""
    let size = ns.magnitude
    if size < 1_000 { return "\(sign)\(size)ns" }
    if size < 1_000_000 { return sign + decimal(size, 1_000) + "µs" }
    if size < 1_000_000_000 { return sign + decimal(size, 1_000_000) + "ms" }
    let minutes = size / 60_000_000_000
    let seconds = decimal(size % 60_000_000_000, 1_000_000_000) + "s"
    if minutes == 0 { return sign + seconds }
    if minutes < 60 { return "\(sign)\(minutes)m\(seconds)" }
    return "\(sign)\(minutes / 60)h\(minutes % 60)m\(seconds)"
  }

  /// As Prometheus prints a duration: `5m`, `1h30m`, `30d`; weeks stay days as Sloth has them.
  public static func prometheus(_ duration: Duration) -> String {
    var rest = duration.wholeNanoseconds.magnitude / 1_000_000
    if rest == 0 { return "0s" }
    var out = duration < .zero ? "-" : ""
    let units: [(String, UInt64)] = [
      ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1),
    ]
    for (unit, size) in units where rest >= size {
      out += "\(rest / size)\(unit)"
      rest %= size
    }
    return out
  }

  private static let truncatedUnits: [(String, Int64)] = [
    ("y", 31_536_000_000_000_000), ("d", 86_400_000_000_000), ("h", 3_600_000_000_000),
    ("m", 60_000_000_000), ("s", 1_000_000_000), ("ms", 1_000_000),
  ]

  private static func nanoseconds(in unit: Substring) -> Double? {
    switch unit {
    case "ns": 1
    case "us", "µs": 1e3
    case "ms": 1e6
    case "", "s": 1e9
    case "m": 60e9
    case "h": 3600e9
    case "d": 86_400e9
    case "w": 604_800e9
    case "M": 2_592_000e9
    case "y": 31_536_000e9
    default: nil
    }
  }

  /// `value / unit` in decimals without trailing zeros; `unit` is a power of ten.
  private static func decimal(_ value: UInt64, _ unit: UInt64) -> String {
    let fraction = value % unit
    guard fraction > 0 else { return String(value / unit) }
    let width = String(unit).count - 1
    let digits = String(fraction)
    var padded = String(repeating: "0", count: width - digits.count) + digits
    while padded.last == "0" { padded.removeLast() }
    return "\(value / unit).\(padded)"
  }
}
