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
    "2.2250738585072011e-308", "8.5e0022", "00000000000000000001.5",
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
