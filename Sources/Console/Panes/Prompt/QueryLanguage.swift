internal import Canvas
internal import Languages
internal import Telemetry

/// The three languages a prompt can speak.
public enum QueryLanguage: String, Hashable, Sendable, CaseIterable {
  case promQL = "promql"
  case logQL = "logql"
  case traceQL = "traceql"

  /// As prompts and the history file write it: `promql`.
  public var name: String { rawValue }

  /// The kind of source that speaks it.
  var sourceKind: SourceKind {
    switch self {
    case .promQL: .prometheus
    case .logQL: .loki
    case .traceQL: .tempo
    }
  }

  func tokens(_ text: String) -> [Token] {
    switch self {
    case .promQL: PromQL.tokens(text)
    case .logQL: LogQL.tokens(text)
    case .traceQL: TraceQL.tokens(text)
    }
  }

  /// What may stand at a UTF-8 offset of a text.
  func completion(in text: String, at cursor: Int) -> CompletionContext {
    switch self {
    case .promQL: PromQL.completion(in: text, at: cursor)
    case .logQL: LogQL.completion(in: text, at: cursor)
    case .traceQL: TraceQL.completion(in: text, at: cursor)
    }
  }

  /// The text in its language's usual style, in lines of about `width` characters.
  func formatted(_ text: String, width: Int) throws(SyntaxError) -> String {
    switch self {
    case .promQL: try PromQL.formatted(text, width: width)
    case .logQL: try LogQL.formatted(text, width: width)
    case .traceQL: try TraceQL.formatted(text, width: width)
    }
  }

  /// A text in quotes, as this language escapes it.
  func quoted(_ text: String) -> String {
    switch self {
    case .promQL: PromQL.quoted(text)
    case .logQL: LogQL.quoted(text)
    case .traceQL: TraceQL.quoted(text)
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
