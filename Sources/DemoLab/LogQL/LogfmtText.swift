/// The `key=value` pairs of a line.
struct LogfmtText {
  /// A key without `=` has the empty value.
  private(set) var pairs: [(key: String, value: String)] = []
  /// Whether something was no pair: a bare word, a quote never closed, a stray `=`.
  private(set) var isMalformed = false

  init(_ line: String) {
    let bytes = Array(line.utf8)
    var index = 0
    while index < bytes.count {
      guard bytes[index] > 0x20 else {
        index += 1
        continue
      }
      let start = index
      while index < bytes.count, bytes[index] > 0x20, bytes[index] != UInt8(ascii: "="),
        bytes[index] != UInt8(ascii: "\"")
      {
        index += 1
      }
      let key = String(decoding: bytes[start..<index], as: UTF8.self)
      guard index < bytes.count, bytes[index] == UInt8(ascii: "="), !key.isEmpty else {
        isMalformed = isMalformed || key.isEmpty || (index < bytes.count && bytes[index] > 0x20)
        if key.isEmpty { index += 1 } else { pairs.append((key, "")) }
        continue
      }
      index += 1
      pairs.append((key, value(bytes, &index)))
    }
  }

  private mutating func value(_ bytes: [UInt8], _ index: inout Int) -> String {
    guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else {
      let start = index
      while index < bytes.count, bytes[index] > 0x20 { index += 1 }
      return String(decoding: bytes[start..<index], as: UTF8.self)
    }
    index += 1
    var text: [UInt8] = []
    while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
      if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count {
        index += 1
        text.append(
          bytes[index] == UInt8(ascii: "n") ? 10 : bytes[index] == UInt8(ascii: "t") ? 9 : bytes[index])
      } else {
        text.append(bytes[index])
      }
      index += 1
    }
    if index == bytes.count { isMalformed = true }
    index += 1
    return String(decoding: text, as: UTF8.self)
  }
}
