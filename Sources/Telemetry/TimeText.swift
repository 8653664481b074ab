/// Times and durations as people type them, on the command line and in the console.
public enum TimeText {
  /// Prometheus durations: `90s`, `1h30m`, `2d`, `1w`, `1y`, `250ms`; descending units, each once.
  ///
  /// - Returns: `nil` for anything else, bare numbers included.
  public static func duration(_ text: some StringProtocol) -> Duration? {
    let units: [(String, Int64)] = [
      ("ms", 1_000_000), ("y", 31_536_000_000_000_000), ("w", 604_800_000_000_000),
      ("d", 86_400_000_000_000), ("h", 3_600_000_000_000), ("m", 60_000_000_000),
      ("s", 1_000_000_000),
    ]
    var rest = Substring(text.filter { !$0.isWhitespace })
    guard !rest.isEmpty else { return nil }
    var total: Int64 = 0
    var smallest = Int64.max
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      guard let count = Int64(digits) else { return nil }
      rest = rest.dropFirst(digits.count)
      guard let unit = units.first(where: { rest.hasPrefix($0.0) }), unit.1 < smallest else { return nil }
      smallest = unit.1
      let (product, overflow) = count.multipliedReportingOverflow(by: unit.1)
      let (sum, carry) = total.addingReportingOverflow(product)
      guard !overflow, !carry else { return nil }
      total = sum
      rest = rest.dropFirst(unit.0.count)
    }
    return .nanoseconds(total)
  }

  /// `now`, `now-2h`, RFC 3339, or unix seconds with an optional fraction; whole ones also in milliseconds,
  /// microseconds and nanoseconds.
  public static func instant(_ text: some StringProtocol, now: Instant) -> Instant? {
    let text = text.trimmingBlanks
    if text == "now" { return now }
    if text.hasPrefix("now-") { return duration(text.dropFirst(4)).map { now - $0 } }
    if text.hasPrefix("now+") { return duration(text.dropFirst(4)).map { now + $0 } }
    if let instant = RFC3339.instant(text) { return instant }
    if let number = Int64(text) { return unix(number) }
    return Double(text).flatMap { Instant(secondsWithFraction: $0) }
  }

  /// Seconds, or the milliseconds, microseconds and nanoseconds that other tools print: told apart by their size,
  /// for seconds of eleven digits are three thousand years away.
  private static func unix(_ number: Int64) -> Instant {
    switch number.magnitude {
    case ..<100_000_000_000: Instant(seconds: number)
    case ..<100_000_000_000_000: Instant(milliseconds: number)
    case ..<100_000_000_000_000_000: Instant(nanoseconds: number * 1000)
    default: Instant(nanoseconds: number)
    }
  }
}

extension StringProtocol {
  fileprivate var trimmingBlanks: String {
    var rest = Substring(self)
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
