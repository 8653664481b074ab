/// The smallest piece of a LogQL text.
struct LogLexeme {
  enum Kind {
    case identifier, string, number, duration, bytes, variable, flag, symbol, comment, end
    /// `text` says what is wrong.
    case invalid
  }

  var kind: Kind
  /// A string's decoded value, else the characters as written.
  var text: String
  var range: TextRange

  func isSymbol(_ symbol: String) -> Bool { kind == .symbol && text == symbol }
  func isWord(_ word: String) -> Bool { kind == .identifier && text == word }

  /// What an error message calls it.
  var shown: String {
    switch kind {
    case .end: "end of query"
    case .string: "string \(LogPrinter.quoted(text))"
    default: "\"\(text)\""
    }
  }
}

/// Cuts a text into lexemes; never fails, what makes no sense becomes `.invalid`.
struct LogLexer {
  private let bytes: [UInt8]
  private var index = 0

  /// Comments included; the last one is always `.end`.
  static func lexemes(of text: String) -> [LogLexeme] {
    var lexer = LogLexer(bytes: Array(text.utf8))
    var all: [LogLexeme] = []
    while let lexeme = lexer.next() { all.append(lexeme) }
    all.append(LogLexeme(kind: .end, text: "", range: TextRange(lexer.index, lexer.index)))
    return all
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private func peek(_ ahead: Int = 0) -> UInt8? {
    index + ahead < bytes.count ? bytes[index + ahead] : nil
  }

  private mutating func next() -> LogLexeme? {
    while let byte = peek(), Self.isSpace(byte) { index += 1 }
    guard let byte = peek() else { return nil }
    let start = index
    switch byte {
    case UInt8(ascii: "#"):
      advance { $0 != UInt8(ascii: "\n") }
      return lexeme(.comment, from: start)
    case UInt8(ascii: "\""): return quoted()
    case UInt8(ascii: "`"): return raw()
    case UInt8(ascii: "$"): return variable()
    case _ where Self.isLetter(byte):
      advance { Self.isLetter($0) || Self.isDigit($0) || $0 == UInt8(ascii: ":") }
      return lexeme(.identifier, from: start)
    case _ where Self.isDigit(byte) || (byte == UInt8(ascii: ".") && peek(1).map(Self.isDigit) == true):
      return number()
    default: return symbol()
    }
  }

  private mutating func advance(while condition: (UInt8) -> Bool) {
    while let byte = peek(), condition(byte) { index += 1 }
  }

  private func lexeme(_ kind: LogLexeme.Kind, from start: Int, text: String? = nil) -> LogLexeme {
    LogLexeme(
      kind: kind, text: text ?? String(decoding: bytes[start..<index], as: UTF8.self),
      range: TextRange(start, index))
  }

  private mutating func variable() -> LogLexeme {
    let start = index
    index += 1
    let braced = peek() == UInt8(ascii: "{")
    if braced { index += 1 }
    advance { Self.isLetter($0) || Self.isDigit($0) }
    if braced, peek() == UInt8(ascii: "}") { index += 1 }
    return lexeme(.variable, from: start)
  }

  private mutating func number() -> LogLexeme {
    let start = index
    advance { Self.isDigit($0) || Self.isLetter($0) || $0 == UInt8(ascii: ".") || $0 >= 0x80 }
    if let last = bytes[start..<index].last, last | 0x20 == UInt8(ascii: "e"),
      let sign = peek(), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
      Double(String(decoding: bytes[start..<(index - 1)], as: UTF8.self)) != nil
    {
      index += 1
      advance(while: Self.isDigit)
    }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    if Double(text) != nil { return lexeme(.number, from: start) }
    if LogUnits.duration(text) != nil { return lexeme(.duration, from: start) }
    if LogUnits.bytes(text) != nil { return lexeme(.bytes, from: start) }
    return lexeme(.invalid, from: start, text: "\"\(text)\" is no number, duration or size")
  }

  private mutating func symbol() -> LogLexeme {
    let start = index
    if peek() == UInt8(ascii: "-"), peek(1) == UInt8(ascii: "-"), peek(2).map(Self.isLetter) == true {
      advance { $0 == UInt8(ascii: "-") || Self.isLetter($0) }
      return lexeme(.flag, from: start)
    }
    let two = String(decoding: bytes[start..<min(start + 2, bytes.count)], as: UTF8.self)
    if ["|=", "|~", "|>", "!=", "!~", "!>", "=~", "==", ">=", "<="].contains(two) {
      index += 2
      return lexeme(.symbol, from: start)
    }
    index += 1
    if "{}()[],|=<>+-*/%^".utf8.contains(bytes[start]) { return lexeme(.symbol, from: start) }
    advance { $0 & 0xC0 == 0x80 }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    return lexeme(.invalid, from: start, text: "unexpected character \"\(text)\"")
  }

  private mutating func raw() -> LogLexeme {
    let start = index
    index += 1
    advance { $0 != UInt8(ascii: "`") }
    guard peek() != nil else { return lexeme(.invalid, from: start, text: "the backtick is never closed") }
    index += 1
    return lexeme(
      .string, from: start, text: String(decoding: bytes[(start + 1)..<(index - 1)], as: UTF8.self))
  }

  private mutating func quoted() -> LogLexeme {
    let start = index
    index += 1
    var value: [UInt8] = []
    while let byte = peek(), byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\n") {
      index += 1
      guard byte == UInt8(ascii: "\\") else {
        value.append(byte)
        continue
      }
      let at = index - 1
      guard let decoded = escape() else {
        advance { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\n") }
        if peek() == UInt8(ascii: "\"") { index += 1 }
        return LogLexeme(
          kind: .invalid, text: "unknown escape in a string (write \\\\ or use backticks)",
          range: TextRange(at, index))
      }
      value += decoded
    }
    guard peek() == UInt8(ascii: "\"") else {
      return lexeme(.invalid, from: start, text: "the string is never closed")
    }
    index += 1
    return lexeme(.string, from: start, text: String(decoding: value, as: UTF8.self))
  }

  /// After a backslash: the bytes that Go's string syntax gives the escape.
  private mutating func escape() -> [UInt8]? {
    guard let byte = peek() else { return nil }
    index += 1
    switch byte {
    case UInt8(ascii: "n"): return [10]
    case UInt8(ascii: "t"): return [9]
    case UInt8(ascii: "r"): return [13]
    case UInt8(ascii: "a"): return [7]
    case UInt8(ascii: "b"): return [8]
    case UInt8(ascii: "f"): return [12]
    case UInt8(ascii: "v"): return [11]
    case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "'"): return [byte]
    case UInt8(ascii: "x"): return hex(2).map { [UInt8(truncatingIfNeeded: $0)] }
    case UInt8(ascii: "u"): return hex(4).flatMap(Unicode.Scalar.init).map { Array(String($0).utf8) }
    case UInt8(ascii: "U"): return hex(8).flatMap(Unicode.Scalar.init).map { Array(String($0).utf8) }
    default: return nil
    }
  }

  private mutating func hex(_ digits: Int) -> UInt32? {
    guard index + digits <= bytes.count else { return nil }
    let text = String(decoding: bytes[index..<(index + digits)], as: UTF8.self)
    guard text.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }) else { return nil }
    index += digits
    return UInt32(text, radix: 16)
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
  private static func isLetter(_ byte: UInt8) -> Bool {
    (97...122).contains(byte | 0x20) && byte < 0x80 || byte == UInt8(ascii: "_")
  }
}
