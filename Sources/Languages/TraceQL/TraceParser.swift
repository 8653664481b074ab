/// Reads a TraceQL text by recursive descent; expressions by binding strength.
struct TraceParser {
  private var lexer: TraceLexer
  private(set) var current: TraceLexeme
  private(set) var previousEnd = 0
  private var depth = 0
  private var operators = 0

  init(_ text: String) {
    lexer = TraceLexer(text)
    current = TraceLexeme(kind: .end, range: TextRange(0, 0))
    current = nextLexeme()
  }

  mutating func root() throws(SyntaxError) -> TraceExpression {
    let query = try self.query()
    let hints = try self.hints()
    guard current.kind == .end else { throw unexpected("\"|\" or the end") }
    return TraceExpression(query, hints: hints)
  }

  // MARK: Reading

  private mutating func nextLexeme() -> TraceLexeme {
    var lexeme = lexer.next()
    while lexeme.kind == .comment { lexeme = lexer.next() }
    return lexeme
  }

  mutating func advance() {
    previousEnd = current.range.end
    current = nextLexeme()
  }

  func at(_ symbol: String) -> Bool { current.kind == .symbol(symbol) }

  mutating func accept(_ symbol: String) -> Bool {
    guard at(symbol) else { return false }
    advance()
    return true
  }

  mutating func expect(_ symbol: String) throws(SyntaxError) {
    guard accept(symbol) else { throw unexpected("\"\(symbol)\"") }
  }

  /// Everything from `start` to the last lexeme consumed.
  func range(from start: Int) -> SourceRange { SourceRange(TextRange(start, previousEnd)) }

  func unexpected(_ expected: String) -> SyntaxError {
    let found: String
    switch current.kind {
    case .end: found = "unexpected end"
    case .invalid(let message): return SyntaxError(message, at: current.range)
    case .word(let word): found = "unexpected \"\(word)\""
    case .attribute(let scope, let key):
      found = "unexpected \"\(TraceField.attribute(scope, key))\""
    case .literal(let literal): found = "unexpected \(literal)"
    case .symbol(let symbol): found = "unexpected \"\(symbol)\""
    case .comment: found = "unexpected comment"
    }
    return SyntaxError("\(found), expected \(expected)", at: current.range)
  }

  /// Guards the stack against hostile nesting.
  mutating func nested<Result>(
    _ body: (inout TraceParser) throws(SyntaxError) -> Result
  ) throws(SyntaxError) -> Result {
    guard depth < 200 else { throw SyntaxError("nested too deeply", at: current.range) }
    depth += 1
    defer { depth -= 1 }
    return try body(&self)
  }

  /// Counts a binary operator. A chain makes a tree as deep as it is long, which whoever walks the
  /// tree must have stack for.
  mutating func countOperator() throws(SyntaxError) {
    operators += 1
    guard operators <= 400 else {
      throw SyntaxError("more than 400 operators in one query", at: current.range)
    }
  }

  // MARK: Hints

  private mutating func hints() throws(SyntaxError) -> [TraceHint] {
    guard current.kind == .word("with") else { return [] }
    advance()
    try expect("(")
    var hints = [try hint()]
    while accept(",") { hints.append(try hint()) }
    try expect(")")
    return hints
  }

  private mutating func hint() throws(SyntaxError) -> TraceHint {
    guard case .word(let name) = current.kind else { throw unexpected("a hint's name") }
    advance()
    try expect("=")
    return TraceHint(name, try literal())
  }

  // MARK: Constants

  mutating func literal() throws(SyntaxError) -> TraceLiteral {
    let negative = accept("-")
    guard case .literal(let literal) = current.kind else { throw unexpected("a value") }
    guard negative else {
      advance()
      return literal
    }
    guard let negated = literal.negated else { throw unexpected("a number") }
    advance()
    return negated
  }

  mutating func integer() throws(SyntaxError) -> Int64 {
    guard case .literal(.int(let value)) = current.kind else { throw unexpected("a whole number") }
    advance()
    return value
  }
}

extension TraceLiteral {
  /// The same number below zero; `nil` for what is no number.
  var negated: TraceLiteral? {
    switch self {
    case .int(let value): .int(0 &- value)
    case .float(let value): .float(-value)
    case .duration(let value): .duration(0 &- value)
    default: nil
    }
  }
}
