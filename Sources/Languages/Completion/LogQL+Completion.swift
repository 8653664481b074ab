extension LogQL {
  /// What may stand at the cursor, a UTF-8 offset, of any text, however broken.
  public static func completion(in text: String, at cursor: Int) -> CompletionContext {
    LogCompletion(CutText(text, at: cursor)).context
  }
}

/// Reads the text before the cursor as nested brackets with what stands last in the innermost.
struct LogCompletion {
  private enum Bracket: Equatable {
    case group, call, aggregation, range, braces
    case labels(leads: Bool)
  }

  let cut: CutText
  /// Complete lexemes before the cursor, without comments.
  private(set) var before: [LogLexeme] = []
  /// The word or open text the cursor stands at the end of.
  private(set) var word: LogLexeme?
  private var isInComment = false
  private var open: [(kind: Bracket, start: Int)] = []
  private var closed: (kind: Bracket, start: Int)?
  /// Where the latest log query of the innermost bracket begins, and how deep it lies.
  private var queryStart: (offset: Int, depth: Int)?

  init(_ cut: CutText) {
    self.cut = cut
    before = LogLexer.lexemes(of: cut.head).filter { $0.kind != .end }
    isInComment = before.last.map { $0.kind == .comment && $0.range.end == cut.cursor } ?? false
    before.removeAll { $0.kind == .comment }
    if let last = before.last, last.range.end == cut.cursor, last.kind != .symbol, last.kind != .string {
      word = before.removeLast()
    }
    for index in before.indices where before[index].kind == .symbol { replay(index) }
  }

  private mutating func replay(_ index: Int) {
    switch before[index].text {
    case "(": open.append((parenthesis(at: index), index + 1))
    case "{":
      queryStart = (before[index].range.start, open.count)
      open.append((.braces, index + 1))
    case "[": open.append((.range, index + 1))
    case ")", "}", "]":
      closed = open.popLast()
      if let start = queryStart, start.depth > open.count { queryStart = nil }
    default: break
    }
  }

  private func parenthesis(at index: Int) -> Bracket {
    guard index > 0 else { return .group }
    let previous = before[index - 1]
    if ["by", "without", "on", "ignoring", "group_left", "group_right"].contains(where: previous.isWord) {
      return .labels(leads: index > 1 && Self.aggregates(before[index - 2]))
    }
    if previous.isSymbol(")"), closed?.kind == .labels(leads: true) { return .aggregation }
    if Self.aggregates(previous) { return .aggregation }
    return previous.kind == .identifier ? .call : .group
  }

  private static func aggregates(_ lexeme: LogLexeme) -> Bool {
    lexeme.kind == .identifier && VectorAggregation.Function(rawValue: lexeme.text) != nil
  }

  /// The quote that is open at the cursor, and what has been written behind it.
  private var quoted: (quote: UInt8, inner: String)? {
    guard let word, word.kind == .invalid else { return nil }
    let bytes = Array(cut.head.utf8)[word.range.start...]
    guard let quote = bytes.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "`") else {
      return nil
    }
    return (quote, String(decoding: bytes.dropFirst(), as: UTF8.self))
  }

  // MARK: The answer

  var context: CompletionContext {
    if isInComment { return none }
    switch open.last?.kind {
    case .braces?: return inBraces(from: open.last?.start ?? 0)
    case .range?: return quoted == nil && before.last?.isSymbol("[") == true ? named(.duration) : none
    case .labels?:
      guard let last = before.last, last.isSymbol("(") || last.isSymbol(",") else { return none }
      return named(.grouping(selectors: selectors))
    case nil, .group?, .call?, .aggregation?: return queryStart == nil ? inExpression : inPipeline
    }
  }

  private var none: CompletionContext {
    CompletionContext(.nothing, replacing: TextRange(cut.cursor, cut.cursor))
  }

  private func named(_ kind: CompletionContext.Kind) -> CompletionContext {
    guard quoted == nil else { return none }
    let length = cut.wordLength { $0.isLetter || $0.isDigit }
    let range = TextRange(word?.range.start ?? cut.cursor, cut.cursor + length)
    let typed = word.map { String(decoding: Array(cut.head.utf8)[$0.range.start...], as: UTF8.self) }
    return CompletionContext(kind, replacing: range, typed: typed ?? "")
  }

  private func value(_ kind: CompletionContext.Kind, op: Matcher.Operator?) -> CompletionContext {
    guard let word else { return named(kind) }
    guard let (quote, inner) = quoted else { return none }
    let range = TextRange(word.range.start, cut.cursor + cut.quotedLength(quote))
    return .quoted(kind, inner, replacing: range, isRegex: op == .matches || op == .notMatches)
  }

  private func inBraces(from start: Int) -> CompletionContext {
    var items = before[start...].split(omittingEmptySubsequences: false) { $0.isSymbol(",") }
    let current = Array(items.popLast() ?? [])
    let matchers = items.compactMap(Self.matcher) + matchersBehind
    let selector = Self.narrowing(matchers)
    switch current.count {
    case 0: return named(.labelName(selector: selector))
    case 1 where word == nil && current[0].kind == .identifier: return named(.matcherOperator)
    case 2:
      guard let op = Matcher.Operator(rawValue: current[1].text) else { return none }
      return value(.labelValue(label: current[0].text, op: op, selector: selector), op: op)
    default: return none
    }
  }

  private var matchersBehind: [Matcher] {
    let skipped = quoted.map { cut.quotedLength($0.quote) } ?? 0
    let rest = String(decoding: Array(cut.tail.utf8).dropFirst(skipped), as: UTF8.self)
    return LogLexer.lexemes(of: rest).filter { $0.kind != .comment }
      .prefix { !$0.isSymbol("}") && $0.kind != .end }
      .split(omittingEmptySubsequences: false) { $0.isSymbol(",") }.dropFirst().compactMap(Self.matcher)
  }

  private static func matcher(_ lexemes: ArraySlice<LogLexeme>) -> Matcher? {
    let item = Array(lexemes)
    guard item.count == 3, item[0].kind == .identifier, let op = Matcher.Operator(rawValue: item[1].text),
      item[2].kind == .string
    else { return nil }
    return Matcher(item[0].text, op, item[2].text)
  }

  /// Loki refuses selectors that let the empty value pass.
  static func narrowing(_ matchers: [Matcher]) -> String? {
    let narrows = matchers.contains { matcher in
      switch matcher.op {
      case .equal: !matcher.value.isEmpty
      case .matches: !matcher.value.isEmpty && !matcher.value.contains("*")
      case .notEqual, .notMatches: false
      }
    }
    return narrows ? LogPrinter.selector(matchers) : nil
  }

  /// All selectors of the whole text.
  private var selectors: [String] {
    let lexemes = (LogLexer.lexemes(of: cut.head) + LogLexer.lexemes(of: cut.tail)).filter {
      $0.kind != .comment
    }
    var found = [String]()
    for index in lexemes.indices where lexemes[index].isSymbol("{") {
      let inside = lexemes[(index + 1)...].prefix { !$0.isSymbol("}") && $0.kind != .end }
      let matchers = inside.split { $0.isSymbol(",") }.compactMap(Self.matcher)
      if let text = Self.narrowing(matchers), !found.contains(text) { found.append(text) }
    }
    return found
  }

  private var inExpression: CompletionContext {
    guard let last = before.last else { return named(.operand(words: [])) }
    if Self.aggregates(last) { return named(.word(["by", "without"])) }
    guard last.kind == .symbol else {
      return ["and", "or", "unless", "bool"].contains(where: last.isWord) ? named(.operand(words: [])) : none
    }
    switch last.text {
    case "(", ",", "+", "-", "*", "/", "%", "^", "==", "!=", ">", ">=", "<", "<=":
      return named(.operand(words: []))
    case ")" where closed?.kind == .aggregation:
      return named(.word(["by", "without", "and", "or", "unless"]))
    case ")" where closed?.kind != .labels(leads: true): return named(.word(["and", "or", "unless"]))
    default: return none
    }
  }

  // MARK: Pipelines

  private var inPipeline: CompletionContext {
    guard let last = before.last, let start = queryStart else { return none }
    let bar = before.lastIndex { $0.isSymbol("|") && $0.range.start > start.offset }
    guard let bar else { return none }
    let query = self.query(from: start.offset, upTo: before[bar].range.start)
    if last.isSymbol("|") { return named(.stage(query: query)) }
    let stage = Array(before[(bar + 1)...])
    if ["unwrap", "drop", "keep"].contains(where: stage[0].isWord), stage.count == 1 || last.isSymbol(",") {
      return named(.fieldName(query: query))
    }
    if ["json", "logfmt", "pattern", "regexp", "line_format", "label_format"].contains(where: stage[0].isWord)
    {
      return none
    }
    if ["and", "or"].contains(where: last.isWord) || last.isSymbol(",") || last.isSymbol("(") {
      return named(.fieldName(query: query))
    }
    guard stage.count > 1, case let field = stage[stage.count - 2], field.kind == .identifier,
      ["=", "!=", "=~", "!~", "=="].contains(last.text), last.kind == .symbol
    else { return none }
    return value(.fieldValue(field: field.text, query: query), op: Matcher.Operator(rawValue: last.text))
  }

  /// The log query before a bar, without stages that are not finished.
  private func query(from start: Int, upTo end: Int) -> String {
    var bytes = Array(cut.head.utf8)[start..<end]
    while bytes.last == UInt8(ascii: " ") || bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}
