/// One piece of a TraceQL text with its meaning.
struct TraceLexeme: Equatable {
  enum Kind: Equatable {
    /// A bare word, intrinsics with their colon included.
    case word(String)
    case attribute(TraceField.Scope?, String)
    case literal(TraceLiteral)
    case symbol(String)
    case comment
    /// What is wrong with it.
    case invalid(String)
    case end
  }

  var kind: Kind
  var range: TextRange
}

extension TraceLexeme.Kind {
  var tokenClass: TokenClass {
    switch self {
    case .attribute: .attribute
    case .comment: .comment
    case .invalid, .end: .invalid
    case .symbol(let text): "{}(),".contains(text) ? .punctuation : .operator
    case .word(let word): Self.tokenClass(ofWord: word)
    case .literal(let literal):
      switch literal {
      case .string: .string
      case .int, .float: .number
      case .duration: .duration
      default: .keyword
      }
    }
  }

  private static func tokenClass(ofWord word: String) -> TokenClass {
    if TraceIntrinsic(spelling: word) != nil { return .attribute }
    let functions = TraceAggregate.Function.allCases.map(\.rawValue) + TraceMetric.names
    let stages = ["select", "coalesce", "topk", "bottomk"]
    return functions.contains(word) || stages.contains(word) ? .function : .keyword
  }
}
