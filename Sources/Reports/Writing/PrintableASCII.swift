/// Whether bytes are characters of one cell each that steer no terminal: space to tilde.
enum PrintableASCII {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  /// Eight bytes at a time: every line that is printed is asked.
  static func holds(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let whole = UnsafeRawBufferPointer(bytes)
    var index = 0
    while index + 8 <= bytes.count {
      let word = whole.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      // Nothing above 0x7F, nothing that reaches it when one is added, nothing that borrows when 0x20 is taken.
      let above = word | (word &+ ones)
      let enough = (word | highs) &- ones &* 0x20
      guard above & highs == 0, enough & highs == highs else { return false }
      index += 8
    }
    return bytes[index...].allSatisfy { (0x20...0x7E).contains($0) }
  }
}
