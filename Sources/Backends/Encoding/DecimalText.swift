internal import CSimdjson

/// Numbers written in decimal, read from bytes without making a `String` of them.
enum DecimalText {
  /// Exactly what `Double(String)` reads, `NaN` and `+Inf` included; `nil` for anything else.
  static func double(_ text: UnsafeBufferPointer<UInt8>) -> Double? {
    var index = 0
    if let value = decimal(text, &index), index == text.count { return value }
    return Double(String(decoding: text, as: UTF8.self))
  }

  /// The number that stands at `index`, `[sign] digits [. digits] [e [sign] digits]`, correctly rounded;
  /// `index` moves past it. `nil` where none stands, and beyond the magnitudes a `Double` has.
  ///
  /// A mantissa up to 2^53 and a power of ten up to 22 are both exact in a `Double`, so one division or
  /// multiplication rounds once and correctly (Clinger's fast path). The rest, such as most quotients
  /// with their 16 or 17 digits, goes to the C++ library, which is exact too.
  @inline(__always)
  static func decimal(_ text: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> Double? {
    let negative = skipSign(text, &index)
    let start = index
    var mantissa: UInt64 = 0
    let whole = readDigits(text, &index, into: &mantissa)
    guard whole > 0 else { return nil }
    var fraction = 0
    if index < text.count, text[index] == UInt8(ascii: ".") {
      index += 1
      fraction = readDigits(text, &index, into: &mantissa)
      guard fraction > 0 else { return nil }
    }
    guard let exponent = exponent(text, &index) else { return nil }
    let power = exponent - fraction
    guard whole + fraction <= 19, mantissa <= 1 << 53, (-22...22).contains(power) else {
      return long(text, start..<index, negative)
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

  /// Numbers beyond the fast path; `nil` when the magnitude has no place among doubles.
  @inline(never)
  private static func long(
    _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ negative: Bool
  ) -> Double? {
    guard let base = text.baseAddress else { return nil }
    var value = 0.0
    guard csj_decimal(base + range.lowerBound, range.count, &value) else { return nil }
    return negative ? -value : value
  }

  /// The exponent after `e`, 0 when there is none; `nil` when it is malformed. More than four digits
  /// are as good as four: no `Double` is that large or that small.
  private static func exponent(_ text: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> Int? {
    guard index < text.count, text[index] | 0x20 == UInt8(ascii: "e") else { return 0 }
    index += 1
    let negative = skipSign(text, &index)
    var magnitude: UInt64 = 0
    let digits = readDigits(text, &index, into: &magnitude)
    guard digits > 0 else { return nil }
    let bounded = digits > 4 ? 9999 : Int(magnitude)
    return negative ? -bounded : bounded
  }

  /// Appends digits to `value` and counts them; past 19 digits the value is meaningless.
  @inline(__always)
  static func readDigits(
    _ text: UnsafeBufferPointer<UInt8>, _ index: inout Int, into value: inout UInt64
  ) -> Int {
    let start = index
    while let eight = eightDigits(text, index) {
      value = value &* 100_000_000 &+ eight
      index += 8
    }
    while index < text.count, let digit = digit(text[index]) {
      value = value &* 10 &+ UInt64(digit)
      index += 1
    }
    return index - start
  }

  /// The value of the eight bytes at `index`; `nil` when they are not all digits.
  ///
  /// Done in one register, for samples are read by the million: bytes become pairs, pairs fours, and
  /// fours the number. Reading a word needs the raw pointer; the bytes are inside the buffer.
  ///
  ///     1 7 0 0 0 0 0 0   →   17 00 00 00   →   1700 0000   →   17000000
  @inline(__always)
  private static func eightDigits(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> UInt64? {
    guard index + 8 <= text.count, let base = text.baseAddress else { return nil }
    let word = UInt64(littleEndian: UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self))
    let high: UInt64 = 0xF0F0_F0F0_F0F0_F0F0
    let zeros: UInt64 = 0x3030_3030_3030_3030
    guard word & high == zeros, (word &+ 0x0606_0606_0606_0606) & high == zeros else { return nil }
    let digits = word &- zeros
    let pairs = (digits &* 10 &+ (digits >> 8)) & 0x00FF_00FF_00FF_00FF
    let fours = (pairs &* 100 &+ (pairs >> 16)) & 0x0000_FFFF_0000_FFFF
    return (fours &* 10_000 &+ (fours >> 32)) & 0xFFFF_FFFF
  }

  @inline(__always)
  private static func skipSign(_ text: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> Bool {
    guard index < text.count else { return false }
    let negative = text[index] == UInt8(ascii: "-")
    if negative || text[index] == UInt8(ascii: "+") { index += 1 }
    return negative
  }

  @inline(__always)
  private static func digit(_ byte: UInt8) -> UInt8? {
    let value = byte &- UInt8(ascii: "0")
    return value < 10 ? value : nil
  }
}
