extension TraceQL {
  /// Adds a condition to the first spanset of a query, leaving the rest of the text as typed.
  ///
  /// `{ a || b } | rate()` with `c = 1` becomes `{ (a || b) && c = 1 } | rate()`; an empty text
  /// becomes `{ c = 1 }`. A condition that is already there is not added again.
  ///
  /// - Throws: the text's own error when it cannot be read.
  public static func addingCondition(
    _ text: String, attribute: TraceField, op: FieldOperator, value: TraceLiteral
  ) throws(SyntaxError) -> String {
    let condition = FieldExpression.binary(op, .field(attribute), .literal(value))
    guard text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
      return "{ \(condition) }"
    }
    let expression = try parse(text)
    guard let filter = expression.query.firstFilter else { return "{ \(condition) }" }
    let written = filter.source.range
    // A query that begins with a stage has no braces of its own.
    guard written.end > written.start else { return "{ \(condition) } | " + text }
    let body = Self.body(of: filter, adding: condition, in: text)
    return slice(text, 0, written.start) + body + slice(text, written.end, text.utf8.count)
  }

  private static func body(
    of filter: SpansetFilter, adding condition: FieldExpression, in text: String
  ) -> String {
    guard let existing = filter.condition else { return "{ \(condition) }" }
    let braces = filter.source.range
    if existing.conjuncts.contains(condition) { return slice(text, braces.start, braces.end) }
    let typed = trimmed(slice(text, braces.start + 1, braces.end - 1))
    return existing.hasAlternatives ? "{ (\(typed)) && \(condition) }" : "{ \(typed) && \(condition) }"
  }

  private static func slice(_ text: String, _ start: Int, _ end: Int) -> String {
    String(decoding: Array(text.utf8)[start..<end], as: UTF8.self)
  }

  private static func trimmed(_ text: String) -> String {
    let scalars = text.unicodeScalars.drop { $0.properties.isWhitespace }
    let tail = scalars.reversed().prefix { $0.properties.isWhitespace }.count
    return String(scalars.dropLast(tail))
  }
}

extension FieldExpression {
  /// The conditions joined by `&&` at the top.
  var conjuncts: [FieldExpression] {
    if case .binary(.and, let left, let right) = self { return left.conjuncts + right.conjuncts }
    return [self]
  }

  /// Whether an `||` stands outside all parentheses of the top chain of `&&` and `||`.
  fileprivate var hasAlternatives: Bool {
    switch self {
    case .binary(.or, _, _): true
    case .binary(.and, let left, let right): left.hasAlternatives || right.hasAlternatives
    default: false
    }
  }
}

extension TraceQuery {
  /// The spanset that was written first.
  public var firstFilter: SpansetFilter? {
    switch self {
    case .pipeline(let pipeline): pipeline.source.firstFilter
    case .arithmetic(_, let left, _): left.firstFilter
    }
  }
}

extension SpansetExpression {
  fileprivate var firstFilter: SpansetFilter? {
    switch self {
    case .filter(let filter): filter
    case .operation(_, let left, _): left.firstFilter
    case .pipeline(let pipeline): pipeline.source.firstFilter
    }
  }
}
