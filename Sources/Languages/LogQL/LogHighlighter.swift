/// Decides what each lexeme is from its neighbours, without needing a valid query.
struct LogHighlighter {
  let lexemes: [LogLexeme]

  private static let words: Set<String> = [
    "by", "without", "on", "ignoring", "group_left", "group_right", "bool", "offset", "and", "or",
    "unless",
  ]
  private static let stages: Set<String> = [
    "json", "logfmt", "pattern", "regexp", "unpack", "line_format", "label_format", "decolorize",
    "drop", "keep", "unwrap",
  ]

  func tokens() -> [Token] {
    lexemes.indices.compactMap { index in
      let lexeme = lexemes[index]
      guard lexeme.kind != .end else { return nil }
      return Token(kind(at: index), lexeme.range)
    }
  }

  private func kind(at index: Int) -> TokenClass {
    let lexeme = lexemes[index]
    switch lexeme.kind {
    case .identifier: return identifier(at: index)
    case .string: return .string
    case .number: return .number
    case .duration, .bytes, .variable: return .duration
    case .flag: return .keyword
    case .comment: return .comment
    case .invalid, .end: return .invalid
    case .symbol: return "{}()[],".contains(lexeme.text) ? .punctuation : .operator
    }
  }

  private func identifier(at index: Int) -> TokenClass {
    let text = lexemes[index].text
    let next = neighbour(after: index)
    if let previous = lexemes[..<index].last(where: { $0.kind != .comment }), previous.isSymbol("|"),
      Self.stages.contains(text), !isComparison(next)
    {
      return .keyword
    }
    if Self.words.contains(text), !isComparison(next) { return .keyword }
    let isFunction =
      VectorAggregation.Function(rawValue: text) != nil || RangeAggregation.Function(rawValue: text) != nil
      || Unwrap.Conversion(rawValue: text) != nil || ["label_replace", "vector", "ip"].contains(text)
    let opens = next.isSymbol("(") || next.isWord("by") || next.isWord("without")
    return isFunction && opens ? .function : .label
  }

  private func neighbour(after index: Int) -> LogLexeme {
    lexemes[(index + 1)...].first { $0.kind != .comment } ?? lexemes[index]
  }

  private func isComparison(_ lexeme: LogLexeme) -> Bool {
    lexeme.kind == .symbol && ["=", "==", "=~", ">", ">=", "<", "<="].contains(lexeme.text)
  }
}
