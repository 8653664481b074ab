/// Texts one after the other, each behind its length in seven-bit groups.
struct FieldBytes {
  private(set) var bytes: [UInt8]
  private var index: Int

  init(bytes: [UInt8], from start: Int = 0) {
    self.bytes = bytes
    index = start
  }

  mutating func write(_ text: String) {
    write(count: text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  mutating func write(count: Int) {
    var rest = UInt(count)
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func readCount() -> Int {
    var (value, shift) = (UInt(0), UInt(0))
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      value |= UInt(byte & 0x7F) << shift
      if byte < 0x80 { break }
      shift += 7
    }
    return Int(truncatingIfNeeded: value)
  }

  mutating func readText() -> String {
    let count = readCount()
    let end = min(bytes.count, index + count)
    defer { index = end }
    return String(decoding: bytes[index..<end], as: UTF8.self)
  }

  mutating func skipText() {
    let count = readCount()
    index = min(bytes.count, index + count)
  }
}
