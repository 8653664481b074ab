extension PromQL {
  /// The pieces of a text with their colours, for any text, however broken.
  public static func tokens(_ text: String) -> [Token] {
    var painter = Painter(lexemes: PromLexer.lexemes(of: text).filter { $0.kind != .end })
    return painter.paint()
  }

  /// Follows braces and label lists, since the same name is a metric here and a label there.
  private struct Painter {
    let lexemes: [PromLexeme]
    var insideBraces = false
    /// Between a `by`, `on` … and the end of its list.
    var insideLabels = false

    init(lexemes: [PromLexeme]) { self.lexemes = lexemes }

    mutating func paint() -> [Token] {
      var tokens = [Token]()
      for index in lexemes.indices {
        tokens.append(Token(kind(at: index), lexemes[index].range))
      }
      return tokens
    }

    private mutating func kind(at index: Int) -> TokenClass {
      let lexeme = lexemes[index]
      switch lexeme.kind {
      case .identifier: return insideBraces || insideLabels ? .label : name(at: index)
      case .number: return insideLabels ? .label : .number
      case .duration, .variable: return .duration
      case .string: return .string
      case .comment: return .comment
      case .invalid, .end: return .invalid
      case .symbol: return symbol(lexeme.text, at: index)
      }
    }

    private mutating func symbol(_ text: String, at index: Int) -> TokenClass {
      switch text {
      case "{": insideBraces = true
      case "}": insideBraces = false
      case "(": insideLabels = index > 0 && opensLabels(lexemes[index - 1])
      case ")": insideLabels = false
      default: break
      }
      return "(){}[],:".contains(text) ? .punctuation : .operator
    }

    private func opensLabels(_ lexeme: PromLexeme) -> Bool {
      ["by", "without", "on", "ignoring", "group_left", "group_right"].contains(lexeme.keyword)
    }

    private func name(at index: Int) -> TokenClass {
      let lexeme = lexemes[index]
      let next = lexemes[(index + 1)...].first { $0.kind != .comment }
      let calls = next?.isSymbol("(") == true
      let word = lexeme.keyword
      if PromAggregator(rawValue: word) != nil {
        return calls || ["by", "without"].contains(next?.keyword) ? .function : .metric
      }
      if PromQL.isKeyword(word) { return .keyword }
      if calls && ["start", "end"].contains(word) { return .keyword }
      return calls ? (PromFunction.named(lexeme.text) == nil ? .invalid : .function) : .metric
    }
  }
}
