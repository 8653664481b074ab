extension PromQL {
  /// What may stand at the cursor, a UTF-8 offset, of any text, however broken.
  public static func completion(in text: String, at cursor: Int) -> CompletionContext {
    PromCompletion(CutText(text, at: cursor)).context
  }
}

/// Reads the text before the cursor as nested brackets with what stands last in the innermost.
struct PromCompletion {
  /// An open bracket of the text before the cursor.
  struct Bracket {
    enum Kind: Equatable {
      case group, call, aggregation, range
      /// The list after `by`, `on` … `leads` when an aggregation's arguments are still to come.
      case labels(keyword: String, leads: Bool)
      case braces(name: String?)
    }

    var kind: Kind
    /// Index of the first lexeme inside.
    var start: Int
  }

  let cut: CutText
  /// Complete lexemes before the cursor, without comments.
  private(set) var before: [PromLexeme] = []
  /// The word or open text the cursor stands at the end of.
  private(set) var word: PromLexeme?
  private var isInComment = false
  private(set) var open: [Bracket] = []
  private(set) var closed: Bracket?

  init(_ cut: CutText) {
    self.cut = cut
    before = PromLexer.lexemes(of: cut.head).filter { $0.kind != .end }
    isInComment = before.last.map { $0.kind == .comment && $0.range.end == cut.cursor } ?? false
    before.removeAll { $0.kind == .comment }
    if let last = before.last, last.range.end == cut.cursor, Self.isUnfinished(last) {
      word = before.removeLast()
    }
    for index in before.indices { replay(index) }
  }

  private static func isUnfinished(_ lexeme: PromLexeme) -> Bool {
    switch lexeme.kind {
    case .identifier, .number, .duration, .variable, .invalid: true
    case .string, .symbol, .comment, .end: false
    }
  }

  /// The quote that is open at the cursor, and what has been written behind it.
  var quoted: (quote: UInt8, inner: String)? {
    guard let word, case .invalid = word.kind, let quote = word.text.utf8.first,
      "\"'`".utf8.contains(quote)
    else { return nil }
    return (quote, String(word.text.dropFirst()))
  }

  private mutating func replay(_ index: Int) {
    guard before[index].kind == .symbol else { return }
    switch before[index].text {
    case "(": open.append(Bracket(kind: parenthesis(at: index), start: index + 1))
    case "{": open.append(Bracket(kind: .braces(name: metricName(before: index)), start: index + 1))
    case "[": open.append(Bracket(kind: .range, start: index + 1))
    case ")", "}", "]": closed = open.popLast()
    default: break
    }
  }

  private func parenthesis(at index: Int) -> Bracket.Kind {
    guard index > 0 else { return .group }
    let previous = before[index - 1]
    if Self.labelKeywords.contains(previous.keyword) {
      let leads = index > 1 && PromAggregator(rawValue: before[index - 2].keyword) != nil
      return .labels(keyword: previous.keyword, leads: leads)
    }
    if previous.isSymbol(")"), case .labels(_, leads: true) = closed?.kind { return .aggregation }
    guard previous.kind == .identifier else { return .group }
    if PromAggregator(rawValue: previous.keyword) != nil { return .aggregation }
    return PromQL.isKeyword(previous.keyword) ? .group : .call
  }

  private func metricName(before index: Int) -> String? {
    guard index > 0, before[index - 1].kind == .identifier, !PromQL.isKeyword(before[index - 1].keyword)
    else { return nil }
    return before[index - 1].text
  }

  static let labelKeywords: Set<String> = ["by", "without", "on", "ignoring", "group_left", "group_right"]

  // MARK: The answer

  var context: CompletionContext {
    if isInComment { return none }
    switch open.last?.kind {
    case .braces(let name)?: return inBraces(name: name, from: open.last?.start ?? 0)
    case .range?: return duration
    case .labels(let keyword, _)?: return inLabels(keyword)
    case nil, .group?, .call?, .aggregation?: return inExpression
    }
  }

  var none: CompletionContext { CompletionContext(.nothing, replacing: TextRange(cut.cursor, cut.cursor)) }

  /// A context for the word at the cursor.
  func named(_ kind: CompletionContext.Kind) -> CompletionContext {
    let length = cut.wordLength { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: ":") }
    let range = TextRange(word?.range.start ?? cut.cursor, cut.cursor + length)
    return CompletionContext(kind, replacing: range, typed: word?.text ?? "")
  }

  func quoted(_ kind: CompletionContext.Kind, isRegex: Bool = false) -> CompletionContext {
    guard let word, let (quote, inner) = quoted else { return named(kind) }
    let range = TextRange(word.range.start, cut.cursor + cut.quotedLength(quote))
    return .quoted(kind, inner, replacing: range, isRegex: isRegex)
  }

  private var duration: CompletionContext {
    guard quoted == nil else { return none }
    var context = named(.duration)
    if word == nil, let last = before.last, ![":", "["].contains(last.text) { context.kind = .nothing }
    return context
  }

  private func inLabels(_ keyword: String) -> CompletionContext {
    guard let last = before.last, last.isSymbol("(") || last.isSymbol(",") else { return none }
    return quoted(.grouping(selectors: groupedSelectors(keyword)))
  }

  private var inExpression: CompletionContext {
    guard quoted == nil, let kind = expected else { return none }
    switch word?.kind {
    case nil, .identifier?: return named(kind)
    case .number?, .duration?, .variable?, .invalid?: return kind == .duration ? named(kind) : none
    default: return none
    }
  }
}
