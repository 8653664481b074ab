/// A query text cut at the cursor. Each side is read on its own, so that a quote that is still open
/// at the cursor does not swallow what follows it.
struct CutText {
  let head: String
  let tail: String
  /// UTF-8 offset of the cut.
  let cursor: Int

  init(_ text: String, at cursor: Int) {
    let bytes = Array(text.utf8)
    self.cursor = min(max(0, cursor), bytes.count)
    head = String(decoding: bytes[..<self.cursor], as: UTF8.self)
    tail = String(decoding: bytes[self.cursor...], as: UTF8.self)
  }

  /// How many bytes after the cut still belong to the word at it.
  func wordLength(_ isWord: (UInt8) -> Bool) -> Int { tail.utf8.prefix(while: isWord).count }

  /// How many bytes after the cut belong to the text in quotes open at it, the closing quote
  /// included; 0 when it is not closed.
  ///
  /// The next quote may as well open the next text: `{a="|, b="c"}`. Then an operator stands before
  /// it.
  func quotedLength(_ quote: UInt8) -> Int {
    let bytes = Array(tail.utf8)
    guard let end = bytes.firstIndex(where: { $0 == quote || $0 == UInt8(ascii: "\n") }), bytes[end] == quote
    else { return 0 }
    let last = bytes[..<end].last { $0 != UInt8(ascii: " ") }
    return last == UInt8(ascii: "=") || last == UInt8(ascii: "~") ? 0 : end + 1
  }
}

extension CompletionContext {
  /// For text in quotes: what is matched begins after the last bar of a regular expression.
  static func quoted(
    _ kind: Kind, _ inner: String, replacing range: TextRange, isRegex: Bool = false
  ) -> CompletionContext {
    guard isRegex, let bar = inner.lastIndex(of: "|") else {
      return CompletionContext(kind, replacing: range, typed: inner, isQuoted: true)
    }
    let next = inner.index(after: bar)
    return CompletionContext(
      kind, replacing: range, typed: String(inner[next...]), leading: String(inner[..<next]), isQuoted: true)
  }
}
