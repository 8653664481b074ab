/// Durations and sizes as Loki reads them, in queries and in log fields alike.
public enum LogUnits {
  /// `1h30m`, `1.5s`, `250ms`, `2d`, with an optional sign; nanoseconds.
  ///
  /// - Returns: `nil` when a unit is missing or unknown, or the value exceeds ±292 years.
  public static func duration(_ text: some StringProtocol) -> Int64? {
    var bytes = Array(text.utf8)[...]
    var sign = 1.0
    if let first = bytes.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
      sign = first == UInt8(ascii: "-") ? -1 : 1
      bytes.removeFirst()
    }
    if bytes.elementsEqual("0".utf8) { return 0 }
    guard !bytes.isEmpty else { return nil }
    var total = 0.0
    while !bytes.isEmpty {
      guard let amount = number(&bytes), let unit = nanoseconds(of: letters(&bytes)) else { return nil }
      total += amount * unit
    }
    return Int64(exactly: (sign * total).rounded())
  }

  /// `20KB`, `1.5 MiB`, `512B` or a bare number; bytes. Decimal prefixes count in thousands.
  public static func bytes(_ text: some StringProtocol) -> Double? {
    var rest = Array(text.utf8)[...]
    guard let amount = number(&rest) else { return nil }
    while rest.first == UInt8(ascii: " ") { rest.removeFirst() }
    let unit = letters(&rest).lowercased()
    guard rest.isEmpty else { return nil }
    if unit.isEmpty || unit == "b" { return amount }
    guard let prefix = unit.first, let power = Array("kmgtpe").firstIndex(of: prefix) else { return nil }
    let base: Double
    switch unit.dropFirst() {
    case "", "b": base = 1000
    case "i", "ib": base = 1024
    default: return nil
    }
    return (0...power).reduce(amount) { value, _ in value * base }
  }

  private static func number(_ bytes: inout ArraySlice<UInt8>) -> Double? {
    let digits = bytes.prefix { (48...57).contains($0) || $0 == UInt8(ascii: ".") }
    bytes = bytes.dropFirst(digits.count)
    return Double(String(decoding: digits, as: UTF8.self))
  }

  private static func letters(_ bytes: inout ArraySlice<UInt8>) -> String {
    let unit = bytes.prefix { !(48...57).contains($0) && $0 != 0x20 && $0 != UInt8(ascii: ".") }
    bytes = bytes.dropFirst(unit.count)
    return String(decoding: unit, as: UTF8.self)
  }

  private static func nanoseconds(of unit: String) -> Double? {
    switch unit {
    case "ns": 1
    case "us", "µs", "μs": 1e3
    case "ms": 1e6
    case "s": 1e9
    case "m": 60e9
    case "h": 3600e9
    case "d": 86_400e9
    case "w": 7 * 86_400e9
    case "y": 365 * 86_400e9
    default: nil
    }
  }
}
