extension PromLexer {
  /// A number (`1`, `.5`, `1e-3`, `0x1F`, `1_000`) or, when a unit follows, a duration.
  mutating func number() -> PromLexeme {
    let start = index
    if peek() == UInt8(ascii: "0"), let x = peek(1), x | 0x20 == UInt8(ascii: "x") {
      index += 2
      skipWord()
      let digits = String(decoding: bytes[(start + 2)..<index], as: UTF8.self)
      return finished(UInt64(digits, radix: 16).map { Double($0) }, from: start)
    }
    skipDigits()
    if peek() == UInt8(ascii: ".") {
      index += 1
      skipDigits()
    }
    skipExponent()
    if peek()?.isLetter == true {
      skipWord()
      let text = String(decoding: bytes[start..<index], as: UTF8.self)
      guard let milliseconds = PromDuration.milliseconds(text) else {
        return lexeme(.invalid("bad number or duration syntax: \"\(text)\""), from: start)
      }
      return lexeme(.duration(milliseconds: milliseconds), from: start)
    }
    let digits = bytes[start..<index].filter { $0 != UInt8(ascii: "_") }
    return finished(Double(String(decoding: digits, as: UTF8.self)), from: start)
  }

  private func finished(_ value: Double?, from start: Int) -> PromLexeme {
    if let value { return lexeme(.number(value), from: start) }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    return lexeme(.invalid("bad number or duration syntax: \"\(text)\""), from: start)
  }

  private mutating func skipDigits() {
    while let byte = peek(), byte.isDigit || (byte == UInt8(ascii: "_") && peek(1)?.isDigit == true)
    {
      index += 1
    }
  }

  private mutating func skipWord() {
    while let byte = peek(), byte.isLetter || byte.isDigit { index += 1 }
  }

  private mutating func skipExponent() {
    guard let e = peek(), e | 0x20 == UInt8(ascii: "e") else { return }
    let signed = peek(1) == UInt8(ascii: "+") || peek(1) == UInt8(ascii: "-")
    guard peek(signed ? 2 : 1)?.isDigit == true else { return }
    index += signed ? 2 : 1
    skipDigits()
  }
}
