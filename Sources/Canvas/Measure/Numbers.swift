/// Numbers as people write them: three significant digits, no trailing zeros, prefixes by size.
public enum Numbers {
  /// With exactly so many decimals (0 to 9), halves away from zero; `NaN`, `+Inf` and `-Inf` as
  /// Prometheus writes them, and scientific notation beyond 10¹⁵.
  public static func fixed(_ value: Double, _ decimals: Int) -> String {
    if let special = special(value) { return special }
    let decimals = min(max(0, decimals), 9)
    var scale: Int64 = 1
    for _ in 0..<decimals { scale *= 10 }
    let scaled = (value.magnitude * Double(scale)).rounded()
    guard value.magnitude < 1e15, let whole = Int64(exactly: scaled) else {
      return value.description
    }
    let sign = value < 0 && whole > 0 ? "-" : ""
    let (integer, fraction) = whole.quotientAndRemainder(dividingBy: scale)
    if decimals == 0 { return sign + String(integer) }
    let digits = String(fraction)
    return sign + String(integer) + "." + String(repeating: "0", count: decimals - digits.count)
      + digits
  }

  /// Three significant digits for magnitudes from 1 to 1000: `6.31`, `24.1`, `107`; zeros are kept.
  public static func significant(_ value: Double) -> String {
    // The limits are where rounding would carry into one more digit.
    switch value.magnitude {
    case ..<9.995: fixed(value, 2)
    case ..<99.95: fixed(value, 1)
    default: fixed(value, 0)
    }
  }

  /// The same text without zeros that say nothing: `6.30` as `6.3`, `6.00` as `6`.
  public static func trimmed(_ text: String) -> String {
    guard text.contains("."), !text.contains("e") else { return text }
    var text = text
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }

  /// With a decimal prefix: `1.94`, `12.5k`, `3M`; small values keep their first digits: `0.0042`.
  public static func si(_ value: Double) -> String {
    let parts = siParts(value)
    return parts.number + parts.prefix
  }

  /// With a binary prefix and unit: `512 B`, `1.5 GiB`.
  public static func iec(_ bytes: Double) -> String {
    if let special = special(bytes) { return special }
    let parts = iecParts(bytes)
    return parts.number + " " + parts.prefix + "B"
  }

  /// Out of a hundred: `4.2%`, `23%`, `99.95%`; never rounded up to `100%` nor down to `0%`.
  public static func percent(_ value: Double) -> String {
    special(value) ?? percentNumber(value) + "%"
  }

  /// How many times: `24.1×`.
  public static func multiple(_ value: Double) -> String { trimmed(significant(value)) + "×" }

  static func siParts(_ value: Double) -> (number: String, prefix: String) {
    if let special = special(value) { return (special, "") }
    if value.magnitude < 0.995 { return (small(value), "") }
    return scaled(value, by: 1000, prefixes: ["", "k", "M", "G", "T", "P", "E"])
  }

  static func iecParts(_ value: Double) -> (number: String, prefix: String) {
    if let special = special(value) { return (special, "") }
    return scaled(value, by: 1024, prefixes: ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"])
  }

  static func percentNumber(_ value: Double) -> String {
    if let special = special(value) { return special }
    // Nines matter close to a hundred: an availability of 99.95 % is not 100 %.
    if value > 99, value < 100 { return value > 99.999 ? ">99.999" : trimmed(fixed(value, 3)) }
    if value != 0, value.magnitude < 0.01 { return value < 0 ? "-0.01" : "<0.01" }
    return trimmed(significant(value))
  }

  private static func special(_ value: Double) -> String? {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
    return nil
  }

  /// Below one: two digits after the zeros.
  private static func small(_ value: Double) -> String {
    var decimals = 2
    var limit = 0.0995
    while value.magnitude < limit, decimals < 9 {
      limit /= 10
      decimals += 1
    }
    return trimmed(fixed(value, decimals))
  }

  private static func scaled(
    _ value: Double, by base: Double, prefixes: [String]
  ) -> (number: String, prefix: String) {
    var value = value
    var index = 0
    while value.magnitude >= (base == 1000 ? 999.5 : 1023.5), index < prefixes.count - 1 {
      value /= base
      index += 1
    }
    return (trimmed(significant(value)), prefixes[index])
  }
}
