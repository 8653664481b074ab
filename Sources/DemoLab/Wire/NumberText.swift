/// Numbers as Go's `strconv` writes them, which is what Prometheus, Loki and Tempo put into JSON.
public enum NumberText {
  /// Plain decimals between 1e-6 and 1e21, otherwise an exponent of at least two digits; whole
  /// numbers without a fraction; `NaN`, `+Inf`, `-Inf`. Reads back equal.
  public static func shortest(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
    if value == 0 { return value.sign == .minus ? "-0" : "0" }
    let (digits, exponent) = decimal(value.magnitude)
    let sign = value < 0 ? "-" : ""
    return sign
      + (value.magnitude < 1e-6 || value.magnitude >= 1e21
        ? scientific(digits, exponent) : plain(digits, exponent))
  }

  /// Always with an exponent, as the alerts API writes values: `1.5e+00`.
  public static func exponential(_ value: Double) -> String {
    guard value.isFinite else { return shortest(value) }
    if value == 0 { return value.sign == .minus ? "-0e+00" : "0e+00" }
    let (digits, exponent) = decimal(value.magnitude)
    return (value < 0 ? "-" : "") + scientific(digits, exponent)
  }

  /// Never with an exponent, as `count_values` labels its series.
  static func plainDecimal(_ value: Double) -> String {
    guard value.isFinite, value != 0 else { return shortest(value) }
    let (digits, exponent) = decimal(value.magnitude)
    return (value < 0 ? "-" : "") + plain(digits, exponent)
  }

  /// The shortest significant digits and the exponent of the first of them: 12.5 is ("125", 1).
  private static func decimal(_ magnitude: Double) -> (digits: [UInt8], exponent: Int) {
    var digits = [UInt8]()
    var (pointAt, exponent, seenPoint) = (0, 0, false)
    var bytes = Array(magnitude.description.utf8)[...]
    while let byte = bytes.popFirst() {
      if byte == UInt8(ascii: ".") {
        seenPoint = true
      } else if byte == UInt8(ascii: "e") {
        exponent = Int(String(decoding: bytes, as: UTF8.self)) ?? 0
        bytes = []
      } else {
        digits.append(byte)
        if !seenPoint { pointAt += 1 }
      }
    }
    let leading = digits.prefix { $0 == UInt8(ascii: "0") }.count
    digits.removeFirst(leading)
    while digits.count > 1, digits.last == UInt8(ascii: "0") { digits.removeLast() }
    return (digits, exponent + pointAt - leading - 1)
  }

  private static func scientific(_ digits: [UInt8], _ exponent: Int) -> String {
    let fraction = digits.dropFirst()
    let power = String(exponent.magnitude)
    return text(digits.prefix(1)) + (fraction.isEmpty ? "" : "." + text(fraction)) + "e"
      + (exponent < 0 ? "-" : "+") + (power.utf8.count < 2 ? "0" + power : power)
  }

  private static func plain(_ digits: [UInt8], _ exponent: Int) -> String {
    if exponent < 0 { return "0." + zeros(-exponent - 1) + text(digits[...]) }
    let whole = exponent + 1
    if digits.count <= whole { return text(digits[...]) + zeros(whole - digits.count) }
    return text(digits[..<whole]) + "." + text(digits[whole...])
  }

  private static func zeros(_ count: Int) -> String { String(repeating: "0", count: count) }

  private static func text(_ digits: ArraySlice<UInt8>) -> String {
    String(decoding: digits, as: UTF8.self)
  }
}
