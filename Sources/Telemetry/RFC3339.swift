/// Timestamps as RFC 3339 writes them (the profile of ISO 8601 all our servers speak).
public enum RFC3339 {
  /// UTC with nine decimals, as `cli.md`'s JSON shapes have it: `2026-11-21T04:30:00.000000000Z`.
  public static func string(_ instant: Instant) -> String {
    var bytes = [UInt8]()
    append(instant, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends what `string` returns, without a `String`: for reports of a million samples.
  public static func append(_ instant: Instant, to bytes: inout [UInt8]) {
    let t = CivilTime(instant)
    append(t.year, 4, "-", to: &bytes)
    append(t.month, 2, "-", to: &bytes)
    append(t.day, 2, "T", to: &bytes)
    append(t.hour, 2, ":", to: &bytes)
    append(t.minute, 2, ":", to: &bytes)
    append(t.second, 2, ".", to: &bytes)
    append(t.nanosecond, 9, "Z", to: &bytes)
  }

  /// UTC to the second: `2026-11-21T04:30:00Z`.
  public static func shortString(_ instant: Instant) -> String {
    let t = CivilTime(instant)
    return "\(date(t))T\(clock(t))Z"
  }

  /// Reads a date, time, optional fraction (any length; past nine digits it is cut) and offset.
  ///
  /// - Returns: `nil` when the text is not a valid RFC 3339 timestamp or lies outside 1678–2262.
  public static func instant(_ text: some StringProtocol) -> Instant? {
    var reader = Reader(bytes: Array(text.utf8))
    guard let year = reader.number(4), reader.skip("-"), let month = reader.number(2),
      reader.skip("-"), let day = reader.number(2), reader.skipAny("Tt ".utf8),
      let hour = reader.number(2), reader.skip(":"), let minute = reader.number(2),
      reader.skip(":"), let second = reader.number(2)
    else { return nil }
    guard (1678...2261).contains(year), (1...12).contains(month), (1...31).contains(day),
      hour < 24, minute < 60, second <= 60
    else { return nil }
    let nanoseconds = reader.fraction()
    guard let offset = reader.offset(), reader.atEnd else { return nil }
    let days = CivilTime.daysSinceEpoch(year: year, month: month, day: day)
    let (y, m, d) = CivilTime.date(daysSinceEpoch: days)
    guard (y, m, d) == (year, month, day) else { return nil }  // 30 February
    let seconds = days * 86_400 + hour * 3600 + minute * 60 + second - offset
    return Instant(nanoseconds: Int64(seconds) * 1_000_000_000 + Int64(nanoseconds))
  }

  /// Exactly `width` digits and the character behind them.
  private static func append(
    _ value: Int, _ width: Int, _ end: Unicode.Scalar, to bytes: inout [UInt8]
  ) {
    let start = bytes.count
    bytes.append(contentsOf: repeatElement(UInt8(truncatingIfNeeded: end.value), count: width + 1))
    var rest = value.magnitude
    for place in stride(from: start + width - 1, through: start, by: -1) {
      bytes[place] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
    }
  }

  private static func date(_ t: CivilTime) -> String {
    "\(padded(t.year, 4))-\(padded(t.month, 2))-\(padded(t.day, 2))"
  }

  private static func clock(_ t: CivilTime) -> String {
    "\(padded(t.hour, 2)):\(padded(t.minute, 2)):\(padded(t.second, 2))"
  }

  private static func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

private struct Reader {
  let bytes: [UInt8]
  var index = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  var atEnd: Bool { index == bytes.count }
  private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  mutating func skip(_ character: Unicode.Scalar) -> Bool { skipAny([UInt8(character.value)]) }

  mutating func skipAny(_ set: some Collection<UInt8>) -> Bool {
    guard let byte = next, set.contains(byte) else { return false }
    index += 1
    return true
  }

  mutating func digit() -> Int? {
    guard let byte = next, byte >= 48, byte <= 57 else { return nil }
    index += 1
    return Int(byte - 48)
  }

  mutating func number(_ width: Int) -> Int? {
    var value = 0
    for _ in 0..<width {
      guard let digit = digit() else { return nil }
      value = value * 10 + digit
    }
    return value
  }

  mutating func fraction() -> Int {
    guard skipAny(".,".utf8) else { return 0 }
    var (value, scale) = (0, 100_000_000)
    while let digit = digit() {
      value += digit * scale
      scale /= 10
    }
    return value
  }

  /// Seconds east of Greenwich; `nil` when there is no valid offset.
  mutating func offset() -> Int? {
    if skipAny("Zz".utf8) { return 0 }
    let west = next == UInt8(ascii: "-")
    guard skipAny("+-".utf8), let hours = number(2), skip(":"), let minutes = number(2),
      hours < 24, minutes < 60
    else { return nil }
    let seconds = hours * 3600 + minutes * 60
    return west ? -seconds : seconds
  }
}
