internal import Canvas
internal import Languages

/// The three languages a prompt can speak.
enum QueryLanguage: Hashable, Sendable {
  case promQL, logQL, traceQL

  var name: String {
    switch self {
    case .promQL: "promql"
    case .logQL: "logql"
    case .traceQL: "traceql"
    }
  }

  func tokens(_ text: String) -> [Token] {
    switch self {
    case .promQL: PromQL.tokens(text)
    case .logQL: LogQL.tokens(text)
    case .traceQL: TraceQL.tokens(text)
    }
  }

  /// What is wrong with a text; `nil` when it parses. Grafana's variables count as what they stand
  /// for.
  func problem(in text: String) -> SyntaxError? {
    do {
      switch self {
      case .promQL: _ = try PromQL.parse(text)
      case .logQL: _ = try LogQL.parse(text)
      case .traceQL: _ = try TraceQL.parse(text)
      }
      return nil
    } catch {
      return error
    }
  }
}

extension TokenClass {
  var role: Role {
    switch self {
    case .keyword: .keyword
    case .function: .function
    case .metric, .label, .attribute: .identifier
    case .string: .string
    case .number, .duration: .number
    case .operator, .punctuation: .punctuation
    case .comment: .comment
    case .invalid: .error
    }
  }
}
