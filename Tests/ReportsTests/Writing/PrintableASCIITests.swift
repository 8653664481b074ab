import Testing

@testable import Reports

@Suite struct PrintableASCIITests {
  /// Every byte at every place of two words and a rest.
  @Test func everyByteAtEveryPlace() {
    for place in 0..<19 {
      for byte in UInt8.min...UInt8.max {
        var bytes = [UInt8](repeating: UInt8(ascii: "a"), count: 19)
        bytes[place] = byte
        #expect(bytes.withUnsafeBufferPointer(PrintableASCII.holds) == (0x20...0x7E).contains(byte))
      }
    }
    for length in 0..<19 {
      let bytes = [UInt8](repeating: 0x7E, count: length)
      #expect(bytes.withUnsafeBufferPointer(PrintableASCII.holds))
    }
  }
}
