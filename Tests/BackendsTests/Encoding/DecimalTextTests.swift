internal import Glibc
internal import Testing

@testable internal import Backends

@Suite struct DecimalTextTests {
  private func double(_ text: String) -> Double? {
    Array(text.utf8).withUnsafeBufferPointer(DecimalText.double)
  }

  private func int64(_ text: String) -> Int64? {
    Array(text.utf8).withUnsafeBufferPointer(DecimalText.int64)
  }

  @Test(arguments: [
    "0", "-0", "1", "+2.5", "0.1", "0.000131072", "1795232424", "9007199254740992",
    "9007199254740993", "0.047550000000000016", "123456789012345678901234567890", "1e22", "1e23",
    "1e-22", "1e-23", "-1.5E+3", "4.9e-324", "1e999", "0.30000000000000004", "Infinity", "+Inf",
    "-Inf", "1.", ".5", "", "-", "e5", "1e", "1e+", "1.5.2", "12x", " 1", "1 ", "0x10", "1_000",
    "2.2250738585072011e-308", "8.5e0022", "00000000000000000001.5", "1e-400", "-1e400", "1e99999999999",
    "0e99999999999", "1.7976931348623157e308", "1.7976931348623159e308", "2.4703282292062328e-324",
    "12345678", "123456789", "1234567812345678", "12345678x", "1234567/", "1234567:", "1e5e5", "++1", "+-1",
    "9223372036854775808", "18446744073709551615", "18446744073709551616", "0.000000000000000000000000000001",
    "1.00000000000000011102230246251565404", "1.00000000000000011102230246251565405", "inf", "nan(1)", "1,5",
  ])
  func readsWhatTheStandardLibraryReads(_ text: String) {
    #expect(double(text)?.bitPattern == Double(text)?.bitPattern)
  }

  @Test func notANumber() { #expect(double("NaN")?.isNaN == true) }

  @Test func isExactOnManyShortNumbers() {
    var generator = SplitMix(state: 7)
    for _ in 0..<20_000 {
      let digits = String(generator.next() >> (generator.next() % 60))
      let split = digits.index(
        digits.startIndex, offsetBy: Int(generator.next() % UInt64(digits.count)))
      let exponent = Int(generator.next() % 60) - 30
      let text = "\(digits[...split]).\(digits[split...])e\(exponent)"
      #expect(double(text) == Double(text), "\(text)")
    }
  }

  /// As servers write them: up to 17 digits, any magnitude, and the halfway cases between two doubles.
  @Test func isExactOnAHundredThousandNumbers() {
    var generator = SplitMix(state: 11)
    var wrong = [String]()
    for _ in 0..<50_000 {
      let value = Double(bitPattern: generator.next())
      let digits = generator.next() % 10_000_000_000_000_000 * 10 + generator.next() % 10
      let short = "\(generator.next() % 100_000).\(digits % 1_000_000_007)"
      let long = "\(digits)e\(Int(generator.next() % 660) - 340)"
      for text in [value.isFinite ? value.description : "0.5", generator.next() % 2 == 0 ? short : long]
      where double(text)?.bitPattern != strtod(text, nil).bitPattern {
        wrong.append(text)
      }
    }
    #expect(wrong == [])
  }

  @Test(arguments: [
    "0", "-1", "+7", "9223372036854775807", "-9223372036854775808", "9223372036854775808",
    "-9223372036854775809", "99999999999999999999", "", "-", "+", "1.0", "12a", " 1",
  ])
  func readsWholeNumbersAsTheStandardLibraryDoes(_ text: String) {
    #expect(int64(text) == Int64(text))
  }
}

private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
