/// Reads JSON piece by piece from bytes that may be anything; never recurses, never copies.
struct JSONReader {
  enum Event: Equatable {
    case beginObject, endObject, beginArray, endArray
    /// What stands between the quotes, escapes as written.
    case key(Range<Int>)
    case string(Range<Int>)
    case number(Range<Int>)
    case boolean(Range<Int>)
    case null(Range<Int>)
    /// The value is complete; `index` is behind it.
    case end
    /// The bytes end before the value does.
    case cut
    /// This is no JSON.
    case invalid
  }

  private enum Expected { case value, firstKey, key, colon, firstElement, afterValue }

  let bytes: UnsafeBufferPointer<UInt8>
  private(set) var index: Int
  /// Whether each container that is open is an object.
  private var open: [Bool] = []
  private var expected = Expected.value

  init(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int = 0) {
    self.bytes = bytes
    index = start
  }

  /// How many containers are open.
  var depth: Int { open.count }

  mutating func next() -> Event {
    if expected == .afterValue, open.isEmpty { return .end }
    skipSpace()
    guard index < bytes.count else { return .cut }
    let byte = bytes[index]
    switch expected {
    case .value: return value(byte)
    case .firstElement: return byte == UInt8(ascii: "]") ? close(isObject: false) : value(byte)
    case .firstKey: return byte == UInt8(ascii: "}") ? close(isObject: true) : key(byte)
    case .key: return key(byte)
    case .colon:
      guard byte == UInt8(ascii: ":") else { return .invalid }
      index += 1
      expected = .value
      return next()
    case .afterValue: return separator(byte)
    }
  }

  private mutating func separator(_ byte: UInt8) -> Event {
    let isObject = open.last ?? false
    switch byte {
    case UInt8(ascii: ","):
      index += 1
      expected = isObject ? .key : .value
      return next()
    case UInt8(ascii: "}") where isObject: return close(isObject: true)
    case UInt8(ascii: "]") where !isObject: return close(isObject: false)
    default: return .invalid
    }
  }

  private mutating func close(isObject: Bool) -> Event {
    index += 1
    open.removeLast()
    expected = .afterValue
    return isObject ? .endObject : .endArray
  }

  private mutating func key(_ byte: UInt8) -> Event {
    guard byte == UInt8(ascii: "\"") else { return .invalid }
    guard let text = string() else { return .cut }
    expected = .colon
    return .key(text)
  }

  private mutating func value(_ byte: UInt8) -> Event {
    switch byte {
    case UInt8(ascii: "{"):
      index += 1
      open.append(true)
      expected = .firstKey
      return .beginObject
    case UInt8(ascii: "["):
      index += 1
      open.append(false)
      expected = .firstElement
      return .beginArray
    case UInt8(ascii: "\""):
      guard let text = string() else { return .cut }
      expected = .afterValue
      return .string(text)
    default: return word(byte)
    }
  }

  private mutating func word(_ byte: UInt8) -> Event {
    let start = index
    while index < bytes.count, Self.isWord(bytes[index]) { index += 1 }
    expected = .afterValue
    let range = start..<index
    let isWhole = index < bytes.count || open.isEmpty
    if byte == UInt8(ascii: "-") || (48...57).contains(byte) {
      guard range.count <= 64 else { return .invalid }
      return .number(range)
    }
    switch String(decoding: bytes[range].prefix(6), as: UTF8.self) {
    case "true", "false": return .boolean(range)
    case "null": return .null(range)
    default: return isWhole || range.isEmpty ? .invalid : .cut
    }
  }

  /// The bytes between quotes; `nil` when the closing one is missing.
  private mutating func string() -> Range<Int>? {
    let start = index + 1
    var at = start
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "\""):
        index = at + 1
        return start..<at
      case UInt8(ascii: "\\"): at += 2
      default: at += 1
      }
    }
    return nil
  }

  private mutating func skipSpace() {
    while index < bytes.count {
      switch bytes[index] {
      case 9, 10, 13, 32: index += 1
      default: return
      }
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."): true
    default: false
    }
  }

  /// The text of a string or key, escapes resolved; what is no UTF-8 is repaired.
  func text(_ range: Range<Int>, limit: Int = .max) -> String {
    let cut = range.prefix(limit)
    let raw = UnsafeBufferPointer(rebasing: bytes[cut.startIndex..<cut.endIndex])
    guard raw.contains(UInt8(ascii: "\\")) else { return String(decoding: raw, as: UTF8.self) }
    return JSONEscapes.resolved(raw)
  }
}
