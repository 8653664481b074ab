/// Reads `key=value key="a \"quoted\" value" flag` piece by piece from bytes that may be anything.
struct LogfmtReader {
  struct Item {
    var key: Range<Int>
    /// `nil` for a word without `=`; between the quotes when there are any.
    var value: Range<Int>?
    var isQuoted = false
  }

  let bytes: UnsafeBufferPointer<UInt8>
  private var index = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  mutating func next() -> Item? {
    while index < bytes.count, bytes[index] <= 32 { index += 1 }
    guard index < bytes.count else { return nil }
    let start = index
    while index < bytes.count, bytes[index] > 32, bytes[index] != UInt8(ascii: "=") { index += 1 }
    let key = start..<index
    guard index < bytes.count, bytes[index] == UInt8(ascii: "=") else { return Item(key: key) }
    index += 1
    guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else {
      let start = index
      while index < bytes.count, bytes[index] > 32 { index += 1 }
      return Item(key: key, value: start..<index)
    }
    return Item(key: key, value: quoted(), isQuoted: true)
  }

  private mutating func quoted() -> Range<Int> {
    let start = index + 1
    index = start
    while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    let end = min(index, bytes.count)
    index = min(index + 1, bytes.count)
    return start..<end
  }

  func text(_ range: Range<Int>, isQuoted: Bool = false, limit: Int = .max) -> String {
    let cut = range.prefix(limit)
    let raw = UnsafeBufferPointer(rebasing: bytes[cut.startIndex..<cut.endIndex])
    return isQuoted ? JSONEscapes.resolved(raw) : String(decoding: raw, as: UTF8.self)
  }

  /// Whether a text is made of pairs: two at least, all with proper keys, and not more bare words.
  static func recognises(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var reader = LogfmtReader(UnsafeBufferPointer(rebasing: bytes.prefix(8192)))
    var (pairs, words) = (0, 0)
    while let item = reader.next() {
      if item.value == nil {
        words += 1
      } else if isKey(reader.bytes[item.key]) {
        pairs += 1
      } else {
        words += 1
      }
    }
    return pairs >= 2 && pairs > words
  }

  static func isKey(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard let first = bytes.first, !(48...57).contains(first) else { return false }
    return bytes.allSatisfy { byte in
      switch byte {
      case 48...57, 65...90, 97...122, UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"),
        UInt8(ascii: "/"), UInt8(ascii: "@"), 128...255:
        true
      default: false
      }
    }
  }
}
