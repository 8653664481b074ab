/// The smallest meaningful piece of a PromQL text.
struct PromLexeme: Equatable, Sendable {
  enum Kind: Equatable, Sendable {
    /// A name, a keyword or an aggregation: only the place where it stands tells which.
    case identifier
    case number(Double)
    case duration(milliseconds: Int64)
    /// Quoted text, already unescaped.
    case string(String)
    /// A dashboard variable: `$__interval`, `${step}`, `${step:raw}`.
    case variable
    case symbol
    case comment
    /// Not PromQL; the message says what is wrong.
    case invalid(String)
    case end
  }

  var kind: Kind
  /// As it stands in the query.
  var text: String
  var range: TextRange

  /// The text in lower case when it can be a keyword, otherwise empty.
  var keyword: String { kind == .identifier ? text.lowercased() : "" }

  func isSymbol(_ symbol: String) -> Bool { kind == .symbol && text == symbol }

  /// How Prometheus names it in "unexpected …".
  var described: String {
    switch kind {
    case .end: return "end of input"
    case .identifier: return PromQL.isKeyword(keyword) ? "<\(keyword)>" : "identifier \"\(text)\""
    case .number: return "number \"\(text)\""
    case .duration: return "duration \"\(text)\""
    case .string: return "string \(PromExpression.quoted(text))"
    case .variable: return "variable \"\(text)\""
    case .symbol: return PromOperator(rawValue: text) == nil ? "\"\(text)\"" : "<op:\(text)>"
    case .comment, .invalid: return "\"\(text)\""
    }
  }
}
