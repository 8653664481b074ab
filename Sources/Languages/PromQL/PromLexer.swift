/// Cuts a PromQL text into lexemes. Never fails: what it cannot read becomes an invalid lexeme.
struct PromLexer {
  let bytes: [UInt8]
  var index = 0
  private var insideBraces = false
  private var insideBrackets = false

  init(_ text: String) { bytes = Array(text.utf8) }

  /// All lexemes, comments included; the last is `.end`.
  static func lexemes(of text: String) -> [PromLexeme] {
    var lexer = PromLexer(text)
    var lexemes = [PromLexeme]()
    while true {
      let lexeme = lexer.next()
      lexemes.append(lexeme)
      if lexeme.kind == .end { return lexemes }
    }
  }

  private mutating func next() -> PromLexeme {
    while let byte = peek(), [0x20, 0x09, 0x0A, 0x0D].contains(byte) { index += 1 }
    let start = index
    guard let byte = peek() else { return lexeme(.end, from: start) }
    switch byte {
    case UInt8(ascii: "#"):
      while let byte = peek(), byte != 0x0A { index += 1 }
      return lexeme(.comment, from: start)
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"):
      return quoted()
    case UInt8(ascii: "$"):
      return variable()
    case UInt8(ascii: ":") where !insideBraces && !insideBrackets:
      return identifier()
    default:
      if byte.isDigit || (byte == UInt8(ascii: ".") && peek(1)?.isDigit == true) { return number() }
      return byte.isLetter ? identifier() : symbol()
    }
  }

  func peek(_ ahead: Int = 0) -> UInt8? {
    index + ahead < bytes.count ? bytes[index + ahead] : nil
  }

  func lexeme(_ kind: PromLexeme.Kind, from start: Int) -> PromLexeme {
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    return PromLexeme(kind: kind, text: text, range: TextRange(start, index))
  }

  private mutating func identifier() -> PromLexeme {
    let start = index
    let allowsColon = !insideBraces && !insideBrackets
    while let byte = peek(),
      byte.isLetter || byte.isDigit || (allowsColon && byte == UInt8(ascii: ":"))
    {
      index += 1
    }
    let name = lexeme(.identifier, from: start)
    guard !insideBraces else { return name }
    switch name.keyword {
    case "inf": return PromLexeme(kind: .number(.infinity), text: name.text, range: name.range)
    case "nan": return PromLexeme(kind: .number(.nan), text: name.text, range: name.range)
    default: return name
    }
  }

  private mutating func variable() -> PromLexeme {
    let start = index
    index += 1
    if peek() == UInt8(ascii: "{") {
      while let byte = peek(), byte != UInt8(ascii: "}") { index += 1 }
      guard peek() != nil else { return lexeme(.invalid("unclosed variable"), from: start) }
      index += 1
      return lexeme(.variable, from: start)
    }
    while let byte = peek(), byte.isLetter || byte.isDigit { index += 1 }
    let named = index > start + 1
    return lexeme(named ? .variable : .invalid("unexpected character: '$'"), from: start)
  }

  private mutating func symbol() -> PromLexeme {
    let start = index
    let two = String(decoding: bytes[index..<min(index + 2, bytes.count)], as: UTF8.self)
    if ["==", "!=", "<=", ">=", "=~", "!~"].contains(two) {
      index += 2
      return lexeme(.symbol, from: start)
    }
    let known = Array("+-*/%^<>=@(){}[],:".utf8).contains(bytes[index])
    repeat { index += 1 } while peek().map { $0 & 0xC0 == 0x80 } == true  // the whole character
    let found = lexeme(.symbol, from: start)
    switch found.text {
    case "{": insideBraces = true
    case "}": insideBraces = false
    case "[": insideBrackets = true
    case "]": insideBrackets = false
    default: break
    }
    if known { return found }
    return lexeme(.invalid("unexpected character: '\(found.text)'"), from: start)
  }
}

extension UInt8 {
  var isDigit: Bool { (0x30...0x39).contains(self) }
  /// A letter of ASCII or the underscore.
  var isLetter: Bool {
    (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) || self == 0x5F
  }
}
