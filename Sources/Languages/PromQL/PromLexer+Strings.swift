extension PromLexer {
  /// Text in double or single quotes with Go's escapes, or raw text in backquotes.
  mutating func quoted() -> PromLexeme {
    let start = index
    let quote = bytes[index]
    let raw = quote == UInt8(ascii: "`")
    var value = [UInt8]()
    index += 1
    while let byte = peek() {
      if byte == quote {
        index += 1
        return lexeme(.string(String(decoding: value, as: UTF8.self)), from: start)
      }
      if byte == 0x0A && !raw { break }
      if byte == UInt8(ascii: "\\") && !raw {
        guard let unescaped = escape() else {
          return invalidRest(of: quote, from: start)
        }
        value += unescaped
      } else {
        value.append(byte)
        index += 1
      }
    }
    return lexeme(
      .invalid(raw ? "unterminated raw string" : "unterminated quoted string"), from: start)
  }

  /// Skips to the closing quote so that one bad escape does not derail the colours behind it.
  private mutating func invalidRest(of quote: UInt8, from start: Int) -> PromLexeme {
    while let byte = peek(), byte != quote, byte != 0x0A { index += 1 }
    if peek() == quote { index += 1 }
    return lexeme(.invalid("unknown escape sequence"), from: start)
  }

  /// The bytes an escape stands for; `nil`, just behind the backslash, when Go has no such escape.
  private mutating func escape() -> [UInt8]? {
    index += 1
    guard let byte = peek() else { return nil }
    let plain: [UInt8: UInt8] = [
      UInt8(ascii: "a"): 7, UInt8(ascii: "b"): 8, UInt8(ascii: "f"): 12, UInt8(ascii: "n"): 10,
      UInt8(ascii: "r"): 13, UInt8(ascii: "t"): 9, UInt8(ascii: "v"): 11,
      UInt8(ascii: "\\"): 0x5C, UInt8(ascii: "\""): 0x22, UInt8(ascii: "'"): 0x27,
    ]
    if let value = plain[byte] {
      index += 1
      return [value]
    }
    switch byte {
    case UInt8(ascii: "x"):
      return digits(2, radix: 16, after: 1).flatMap { UInt8(exactly: $0) }.map { [$0] }
    case UInt8(ascii: "u"): return scalar(digits(4, radix: 16, after: 1))
    case UInt8(ascii: "U"): return scalar(digits(8, radix: 16, after: 1))
    case 0x30...0x37:
      return digits(3, radix: 8, after: 0).flatMap { UInt8(exactly: $0) }.map { [$0] }
    default: return nil
    }
  }

  private mutating func digits(_ count: Int, radix: Int, after skipped: Int) -> UInt32? {
    let first = index + skipped
    guard first + count <= bytes.count else { return nil }
    let text = String(decoding: bytes[first..<(first + count)], as: UTF8.self)
    guard text.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }),
      let value = UInt32(text, radix: radix)
    else { return nil }
    index = first + count
    return value
  }

  private func scalar(_ value: UInt32?) -> [UInt8]? {
    value.flatMap { Unicode.Scalar($0) }.map { Array(String(Character($0)).utf8) }
  }
}
