extension TraceQL {
  /// What may stand at the cursor, a UTF-8 offset, of any text, however broken.
  public static func completion(in text: String, at cursor: Int) -> CompletionContext {
    TraceCompletion(CutText(text, at: cursor)).context
  }
}

/// Reads the text before the cursor as nested brackets with what stands last in the innermost.
struct TraceCompletion {
  private enum Bracket: Equatable {
    case braces, group
    /// The arguments of `by`, `select` or a function.
    case fields
  }

  let cut: CutText
  /// Complete lexemes before the cursor, without comments.
  private var before: [TraceLexeme] = []
  /// The word or open text the cursor stands at the end of.
  private var word: TraceLexeme?
  private var isInComment = false
  private var open: [(kind: Bracket, lexeme: TraceLexeme)] = []

  init(_ cut: CutText) {
    self.cut = cut
    var lexer = TraceLexer(cut.head)
    while case let lexeme = lexer.next(), lexeme.kind != .end { before.append(lexeme) }
    isInComment = before.last.map { $0.kind == .comment && $0.range.end == cut.cursor } ?? false
    before.removeAll { $0.kind == .comment }
    if let last = before.last, last.range.end == cut.cursor, Self.isUnfinished(last) {
      word = before.removeLast()
    }
    for index in before.indices { replay(index) }
  }

  private static func isUnfinished(_ lexeme: TraceLexeme) -> Bool {
    switch lexeme.kind {
    case .word, .attribute, .invalid: true
    case .literal(.string), .symbol, .comment, .end: false
    case .literal: true
    }
  }

  private mutating func replay(_ index: Int) {
    guard case .symbol(let text) = before[index].kind else { return }
    switch text {
    case "{": open.append((.braces, before[index]))
    case "(":
      let isCall = index > 0 && Self.isWord(before[index - 1])
      open.append((isCall ? .fields : .group, before[index]))
    case "}", ")": _ = open.popLast()
    default: break
    }
  }

  private static func isWord(_ lexeme: TraceLexeme) -> Bool {
    if case .word = lexeme.kind { true } else { false }
  }

  // MARK: The answer

  var context: CompletionContext {
    let none = CompletionContext(.nothing, replacing: TextRange(cut.cursor, cut.cursor))
    if isInComment { return none }
    let last = before.last.flatMap { lexeme -> String? in
      if case .symbol(let text) = lexeme.kind { text } else { nil }
    }
    if open.contains(where: { $0.kind == .braces }) { return inBraces(after: last) ?? none }
    guard quoted == nil else { return none }
    if open.last?.kind == .fields {
      return last == "(" || last == "," ? named(.attribute(filter: nil)) : none
    }
    switch last {
    case nil where before.isEmpty: return named(.operand(words: ["{ }"]))
    case "|"?:
      let end = before[before.count - 1].range.start
      return named(.stage(query: trimmed(from: 0, upTo: end)))
    case ")"?: return named(.word(["by"]))
    default: return none
    }
  }

  private func inBraces(after symbol: String?) -> CompletionContext? {
    guard let symbol else { return afterValue }
    switch symbol {
    case "{", "&&", "||", "(", "!":
      return quoted == nil ? named(.attribute(filter: filter)) : nil
    case "=", "!=", "=~", "!~", ">", ">=", "<", "<=":
      guard before.count > 1, let attribute = name(of: before[before.count - 2]) else { return nil }
      return value(
        .attributeValue(attribute: attribute, op: symbol, filter: filter), isRegex: symbol.hasSuffix("~"))
    default: return nil
    }
  }

  /// After a whole attribute an operator, after a whole value the next condition.
  private var afterValue: CompletionContext? {
    guard word == nil, let last = before.last else { return nil }
    switch last.kind {
    case .attribute: return named(.matcherOperator)
    case .word where name(of: last) != nil: return named(.matcherOperator)
    case .literal: return named(.word(["&&", "||"]))
    default: return nil
    }
  }

  private var quoted: (quote: UInt8, inner: String)? {
    guard let word, case .invalid = word.kind else { return nil }
    let bytes = Array(cut.head.utf8)[word.range.start...]
    guard let quote = bytes.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "`") else {
      return nil
    }
    return (quote, String(decoding: bytes.dropFirst(), as: UTF8.self))
  }

  private func named(_ kind: CompletionContext.Kind) -> CompletionContext {
    let length = cut.wordLength { $0.isLetter || $0.isDigit || ".:-".utf8.contains($0) }
    let range = TextRange(word?.range.start ?? cut.cursor, cut.cursor + length)
    return CompletionContext(kind, replacing: range, typed: word.map(written) ?? "")
  }

  private func value(_ kind: CompletionContext.Kind, isRegex: Bool) -> CompletionContext? {
    guard let word, let (quote, inner) = quoted else { return named(kind) }
    let range = TextRange(word.range.start, cut.cursor + cut.quotedLength(quote))
    return .quoted(kind, inner, replacing: range, isRegex: isRegex)
  }

  private func written(_ lexeme: TraceLexeme) -> String {
    String(decoding: Array(cut.head.utf8)[lexeme.range.start..<lexeme.range.end], as: UTF8.self)
  }

  private func name(of lexeme: TraceLexeme) -> String? {
    switch lexeme.kind {
    case .attribute(let scope, let key): TraceField.attribute(scope, key).description
    case .word(let word): TraceIntrinsic(spelling: word) == nil ? nil : word
    default: nil
    }
  }

  /// The conditions that stand complete before the one at the cursor, when only `&&` joins them.
  private var filter: String? {
    guard let brace = open.last, brace.kind == .braces else { return nil }
    let inside = before.drop { $0.range.start <= brace.lexeme.range.start }
    guard let and = inside.last(where: { $0.kind == .symbol("&&") }),
      !inside.contains(where: { $0.kind == .symbol("||") })
    else { return nil }
    let text = "{ \(trimmed(from: brace.lexeme.range.end, upTo: and.range.start)) }"
    return (try? TraceQL.parse(text)) == nil ? nil : text
  }

  private func trimmed(from start: Int, upTo end: Int) -> String {
    var bytes = Array(cut.head.utf8)[start..<end]
    while let last = bytes.last, last == UInt8(ascii: " ") || last == UInt8(ascii: "\n") {
      bytes.removeLast()
    }
    while let first = bytes.first, first == UInt8(ascii: " ") || first == UInt8(ascii: "\n") {
      bytes.removeFirst()
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
