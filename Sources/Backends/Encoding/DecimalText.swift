/// Numbers written in decimal, read from bytes without making a `String` of them.
enum DecimalText {
  /// Exactly what `Double(String)` reads, `NaN` and `+Inf` included; `nil` for anything else.
  ///
  /// A mantissa below 2^53 and a power of ten up to 22 are both exact in a `Double`, so one
  /// division or multiplication rounds once and correctly (Clinger's fast path). All other
  /// spellings go to the standard library.
  static func double(_ text: UnsafeBufferPointer<UInt8>) -> Double? {
    guard let (negative, mantissa, power) = shortDecimal(text) else {
      return Double(String(decoding: text, as: UTF8.self))
    }
    let magnitude = Double(mantissa)
    let value = power < 0 ? magnitude / powersOfTen[-power] : magnitude * powersOfTen[power]
    return negative ? -value : value
  }

  /// A whole number with an optional sign; `nil` when it is anything else or does not fit.
  static func int64(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
    var index = 0
    let negative = skipSign(text, &index)
    guard index < text.count else { return nil }
    var value: Int64 = 0
    while index < text.count {
      guard let digit = digit(text[index]) else { return nil }
      let (scaled, overflow) = value.multipliedReportingOverflow(by: 10)
      let (next, carry) =
        negative
        ? scaled.subtractingReportingOverflow(Int64(digit))
        : scaled.addingReportingOverflow(Int64(digit))
      guard !overflow, !carry else { return nil }
      value = next
      index += 1
    }
    return value
  }

  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  /// `[sign] digits [. digits] [e [sign] digits]` small enough for the fast path; otherwise `nil`.
  private static func shortDecimal(
    _ text: UnsafeBufferPointer<UInt8>
  ) -> (negative: Bool, mantissa: UInt64, power: Int)? {
    var index = 0
    let negative = skipSign(text, &index)
    var mantissa: UInt64 = 0
    let whole = readDigits(text, &index, into: &mantissa)
    guard whole > 0 else { return nil }
    var fraction = 0
    if index < text.count, text[index] == UInt8(ascii: ".") {
      index += 1
      fraction = readDigits(text, &index, into: &mantissa)
      guard fraction > 0 else { return nil }
    }
    guard whole + fraction <= 19, mantissa <= 1 << 53,
      let exponent = exponent(text, &index), index == text.count
    else { return nil }
    let power = exponent - fraction
    return (-22...22).contains(power) ? (negative, mantissa, power) : nil
  }

  /// The exponent after `e`, 0 when there is none; `nil` when it is malformed or has more than
  /// three digits.
  private static func exponent(_ text: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> Int? {
    guard index < text.count, text[index] | 0x20 == UInt8(ascii: "e") else { return 0 }
    index += 1
    let negative = skipSign(text, &index)
    var magnitude: UInt64 = 0
    let digits = readDigits(text, &index, into: &magnitude)
    guard (1...3).contains(digits) else { return nil }
    return negative ? -Int(magnitude) : Int(magnitude)
  }

  /// Appends digits to `value` and counts them; past 19 digits the value is meaningless.
  private static func readDigits(
    _ text: UnsafeBufferPointer<UInt8>, _ index: inout Int, into value: inout UInt64
  ) -> Int {
    let start = index
    while index < text.count, let digit = digit(text[index]) {
      value = value &* 10 &+ UInt64(digit)
      index += 1
    }
    return index - start
  }

  private static func skipSign(_ text: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> Bool {
    guard index < text.count else { return false }
    let negative = text[index] == UInt8(ascii: "-")
    if negative || text[index] == UInt8(ascii: "+") { index += 1 }
    return negative
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    let value = byte &- UInt8(ascii: "0")
    return value < 10 ? value : nil
  }
}
