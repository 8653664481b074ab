extension PromCompletion {
  /// One item of a selector's braces: `job="api"`, or a quoted metric name.
  private struct Item {
    var name: PromLexeme?
    var op: Matcher.Operator?
    var value: PromLexeme?

    init(_ lexemes: some Collection<PromLexeme>) {
      var rest = lexemes[...]
      if let first = rest.first, first.isName { name = first }
      rest = rest.dropFirst()
      op = rest.first.flatMap { $0.kind == .symbol ? Matcher.Operator(rawValue: $0.text) : nil }
      rest = rest.dropFirst()
      value = rest.first
    }

    var matcher: Matcher? {
      guard let name, let op, let value, case .string(let text) = value.kind else { return nil }
      return Matcher(name.unquoted, op, text)
    }
  }

  func inBraces(name: String?, from start: Int) -> CompletionContext {
    var items = before[start...].split(omittingEmptySubsequences: false) { $0.isSymbol(",") }
    let current = Array(items.popLast() ?? [])
    let others = items.map { Item($0) } + itemsBehind
    let metric = name ?? others.lazy.compactMap { $0.op == nil ? $0.name?.quotedText : nil }.first
    let selector = Self.narrowing(metric, others.compactMap(\.matcher))
    switch (current.count, quoted != nil) {
    case (0, false):
      guard word == nil || word?.kind == .identifier else { return none }
      return named(.labelName(selector: selector))
    case (0, true): return quoted(.labelName(selector: selector))
    case (1, false) where current[0].isName && word == nil: return named(.matcherOperator)
    case (2, _):
      let item = Item(current)
      guard let label = item.name?.unquoted, let op = item.op, word == nil || quoted != nil else {
        return none
      }
      let kind = CompletionContext.Kind.labelValue(label: label, op: op, selector: selector)
      return quoted(kind, isRegex: op == .matches || op == .notMatches)
    default: return none
    }
  }

  /// The items after the one at the cursor, up to the closing brace.
  private var itemsBehind: [Item] {
    let skipped = quoted.map { cut.quotedLength($0.quote) } ?? 0
    let rest = String(decoding: Array(cut.tail.utf8).dropFirst(skipped), as: UTF8.self)
    let inside = PromLexer.lexemes(of: rest).filter { $0.kind != .comment }
      .prefix { !$0.isSymbol("}") && $0.kind != .end }
    return inside.split(omittingEmptySubsequences: false) { $0.isSymbol(",") }.dropFirst().map { Item($0) }
  }

  /// A selector of these matchers; `nil` when all of them let the empty value pass, since servers
  /// refuse to read everything.
  static func narrowing(_ name: String?, _ matchers: [Matcher]) -> String? {
    let narrows = matchers.contains { matcher in
      switch matcher.op {
      case .equal: !matcher.value.isEmpty
      case .matches: !matcher.value.isEmpty && !matcher.value.contains("*")
      case .notEqual, .notMatches: false
      }
    }
    guard name?.isEmpty == false || narrows else { return nil }
    return PromSelector(name: name, matchers: matchers).text
  }

  // MARK: Labels to group by

  /// The selectors of the series that a label list is about: an aggregation's own, before or after
  /// the list, or for `on` and its like all there are.
  func groupedSelectors(_ keyword: String) -> [String] {
    let behind = PromLexer.lexemes(of: cut.tail).filter { $0.kind != .comment && $0.kind != .end }
    guard keyword == "by" || keyword == "without" else {
      return Self.selectors(in: before) + Self.selectors(in: behind)
    }
    if case .labels(_, leads: true)? = open.last?.kind {
      guard let close = behind.firstIndex(where: { $0.isSymbol(")") }) else { return [] }
      return Self.selectors(in: Self.parenthesised(behind[(close + 1)...]))
    }
    guard let closed, closed.kind == .aggregation, closed.start < before.count else { return [] }
    return Self.selectors(in: before[closed.start...])
  }

  /// The lexemes up to the parenthesis that closes the one they begin with; all when it is open.
  private static func parenthesised(_ lexemes: ArraySlice<PromLexeme>) -> ArraySlice<PromLexeme> {
    var depth = 0
    for index in lexemes.indices {
      if lexemes[index].isSymbol("(") { depth += 1 }
      if lexemes[index].isSymbol(")") { depth -= 1 }
      if depth == 0 { return lexemes[...index] }
    }
    return lexemes
  }

  private static func selectors(in lexemes: some Collection<PromLexeme>) -> [String] {
    let lexemes = Array(lexemes)
    var found = [String]()
    var index = 0
    while index < lexemes.count {
      let lexeme = lexemes[index]
      let next = index + 1 < lexemes.count ? lexemes[index + 1] : nil
      index += 1
      if lexeme.kind == .identifier, labelKeywords.contains(lexeme.keyword), next?.isSymbol("(") == true {
        while index < lexemes.count, !lexemes[index].isSymbol(")") { index += 1 }
        continue
      }
      let isMetric =
        lexeme.kind == .identifier && !PromQL.isKeyword(lexeme.keyword) && next?.isSymbol("(") != true
      guard isMetric || lexeme.isSymbol("{") else { continue }
      var name = isMetric ? lexeme.text : nil
      var matchers = [Matcher]()
      if isMetric, next?.isSymbol("{") == true { index += 1 }
      if lexeme.isSymbol("{") || next?.isSymbol("{") == true {
        let inside = lexemes[index...].prefix { !$0.isSymbol("}") }
        index += inside.count
        let items = inside.split { $0.isSymbol(",") }.map { Item($0) }
        matchers = items.compactMap(\.matcher)
        name = name ?? items.lazy.compactMap { $0.op == nil ? $0.name?.quotedText : nil }.first
      }
      if let selector = narrowing(name, matchers), !found.contains(selector) { found.append(selector) }
    }
    return found
  }
}

extension PromLexeme {
  fileprivate var isName: Bool {
    if case .string = kind { return true }
    return kind == .identifier
  }

  /// The text a name stands for, quotes or not.
  fileprivate var unquoted: String { quotedText ?? text }

  /// The unescaped text when it stands in quotes.
  fileprivate var quotedText: String? {
    if case .string(let value) = kind { return value }
    return nil
  }
}
