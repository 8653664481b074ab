/// What a word of a line announces, if anything.
enum ReferenceKey {
  case trace, span, uber, other

  private static let longest = 24

  /// In either case, with `-`, `_` and `.` anywhere and a colon behind it.
  init(_ word: Slice<UnsafeBufferPointer<UInt8>>) {
    self = .other
    guard word.count <= Self.longest, let first = word.first, Self.mayBegin(first) else { return }
    let bare = word.last == UInt8(ascii: ":") ? word.dropLast() : word
    if Self.folds(bare, to: "traceid") || Self.folds(bare, to: "xb3traceid") {
      self = .trace
    } else if Self.folds(bare, to: "spanid") || Self.folds(bare, to: "xb3spanid") {
      self = .span
    } else if Self.folds(bare, to: "ubertraceid") {
      self = .uber
    }
  }

  private static func mayBegin(_ byte: UInt8) -> Bool {
    switch byte | 0x20 {
    case UInt8(ascii: "t"), UInt8(ascii: "s"), UInt8(ascii: "x"), UInt8(ascii: "u"): true
    default: isMark(byte)
    }
  }

  private static func isMark(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
  }

  private static func folds(_ word: Slice<UnsafeBufferPointer<UInt8>>, to name: StaticString) -> Bool {
    name.withUTF8Buffer { name in
      var matched = 0
      for byte in word where !isMark(byte) {
        let letter = (65...90).contains(byte) ? byte | 0x20 : byte
        guard matched < name.count, letter == name[matched] else { return false }
        matched += 1
      }
      return matched == name.count
    }
  }
}

/// Splits a line at everything that can stand around a key or an id: spaces, quotes, brackets, `=`
/// and commas. A colon splits only after a word, so that Jaeger's `a:b:c:d` stays whole.
struct ReferenceWords {
  private static let colon = UInt8(ascii: ":")

  private let bytes: UnsafeBufferPointer<UInt8>
  private var index = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  mutating func next() -> Range<Int>? {
    while index < bytes.count, Self.separates(bytes[index]) || bytes[index] == Self.colon { index += 1 }
    guard index < bytes.count else { return nil }
    let start = index
    var colon: Int?
    while index < bytes.count, !Self.separates(bytes[index]) {
      if colon == nil, bytes[index] == Self.colon { colon = index }
      index += 1
    }
    if let colon, colon + 1 == index || isKey(start..<colon) { index = colon }
    return start..<index
  }

  /// `trace_id:abc` is a key and a value; `1f:2:0:1` is one value.
  private func isKey(_ range: Range<Int>) -> Bool {
    bytes[range].contains { byte in
      switch byte | 0x20 {
      case UInt8(ascii: "g")...UInt8(ascii: "z"): true
      default: byte >= 0x80
      }
    }
  }

  private static func separates(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: " "), 9, 10, 13, UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"),
      UInt8(ascii: "="), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "("), UInt8(ascii: ")"),
      UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "\\"),
      UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "|"):
      true
    default: false
    }
  }
}
