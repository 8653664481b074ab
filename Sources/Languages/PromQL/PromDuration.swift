/// A length of time in a PromQL text.
public enum PromDuration: Hashable, Sendable, CustomStringConvertible {
  /// Negative only in offsets.
  case milliseconds(Int64)
  /// A dashboard variable to be substituted before the query is sent, as written: `$__interval`;
  /// in an offset perhaps with a minus.
  case variable(String)

  /// The length in milliseconds; `nil` for a variable.
  public var milliseconds: Int64? {
    if case .milliseconds(let value) = self { return value }
    return nil
  }

  var negated: PromDuration {
    switch self {
    case .milliseconds(let value): .milliseconds(-value)
    case .variable(let name): .variable("-\(name)")
    }
  }

  /// The way Prometheus prints it: `1h30m`; years, weeks and days only when they divide evenly.
  public var description: String {
    switch self {
    case .variable(let name): return name
    case .milliseconds(let value): return Self.text(value)
    }
  }

  private static let units: [(name: String, length: Int64, onlyExact: Bool)] = [
    ("y", 31_536_000_000, true), ("w", 604_800_000, true), ("d", 86_400_000, false),
    ("h", 3_600_000, false), ("m", 60_000, false), ("s", 1000, false), ("ms", 1, false),
  ]

  private static func text(_ milliseconds: Int64) -> String {
    if milliseconds == 0 { return "0s" }
    var rest = milliseconds.magnitude
    var text = milliseconds < 0 ? "-" : ""
    for unit in units {
      let (count, remainder) = rest.quotientAndRemainder(dividingBy: UInt64(unit.length))
      if count == 0 || (unit.onlyExact && remainder != 0) { continue }
      text += "\(count)\(unit.name)"
      rest = remainder
    }
    return text
  }

  /// Reads `1h30m`: units from large to small, each at most once; `nil` for anything else and for
  /// more than 292 years.
  public static func milliseconds(_ text: String) -> Int64? {
    var bytes = Array(text.utf8)[...]
    var (total, smallest): (Int64, Int) = (0, -1)
    while !bytes.isEmpty {
      let digits = bytes.prefix { $0.isDigit }
      bytes = bytes.dropFirst(digits.count)
      let letters = bytes.prefix { $0.isLetter }
      bytes = bytes.dropFirst(letters.count)
      let name = String(decoding: letters, as: UTF8.self)
      guard let count = Int64(String(decoding: digits, as: UTF8.self)),
        let unit = units.firstIndex(where: { $0.name == name }), unit > smallest
      else { return nil }
      let (product, tooLong) = count.multipliedReportingOverflow(by: units[unit].length)
      let (sum, carry) = total.addingReportingOverflow(product)
      guard !tooLong, !carry, sum < 9_223_372_036_854 else { return nil }
      (total, smallest) = (sum, unit)
    }
    return smallest < 0 ? nil : total
  }
}
