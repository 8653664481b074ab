/// Recursive descent over lexemes, binary operators by precedence climbing.
struct PromParser {
  /// Deeper nesting than this is hostile, not a query; it would exhaust the stack.
  private static let deepest = 100
  private static let mostOperators = 400

  private let lexemes: [PromLexeme]
  private var position = 0
  private var depth = 0
  private var operators = 0
  /// Open parentheses, so that a text that just stops is reported as Prometheus does.
  private var openParentheses = 0

  init(_ text: String) {
    lexemes = PromLexer.lexemes(of: text).filter { $0.kind != .comment }
  }

  var current: PromLexeme { lexemes[position] }
  var previous: PromLexeme { lexemes[max(0, position - 1)] }
  var following: PromLexeme { lexemes[min(position + 1, lexemes.count - 1)] }

  mutating func whole() throws(SyntaxError) -> PromExpression {
    if current.kind == .end { throw SyntaxError("no expression found in input", at: current.range) }
    let expression = try binary(above: 0)
    guard current.kind == .end else { throw unexpected(nil) }
    return expression
  }

  // MARK: Moving on

  @discardableResult
  mutating func take() -> PromLexeme {
    let lexeme = current
    if position < lexemes.count - 1 { position += 1 }
    return lexeme
  }

  mutating func skip(_ symbol: String) -> Bool {
    guard current.isSymbol(symbol) else { return false }
    take()
    return true
  }

  mutating func expect(
    _ symbol: String, in context: String, expected: String? = nil
  ) throws(SyntaxError) -> PromLexeme {
    guard current.isSymbol(symbol) else {
      throw unexpected(context, expected: expected ?? "\"\(symbol)\"")
    }
    return take()
  }

  mutating func open(in context: String) throws(SyntaxError) -> PromLexeme {
    let lexeme = try expect("(", in: context)
    openParentheses += 1
    return lexeme
  }

  mutating func close(in context: String) throws(SyntaxError) -> PromLexeme {
    let lexeme = try expect(")", in: context)
    openParentheses -= 1
    return lexeme
  }

  func unexpected(_ context: String?, expected: String? = nil) -> SyntaxError {
    if case .invalid(let message) = current.kind { return SyntaxError(message, at: current.range) }
    if current.kind == .end && openParentheses > 0 {
      return SyntaxError("unclosed left parenthesis", at: current.range)
    }
    if current.isSymbol(")") && openParentheses == 0 {
      return SyntaxError("unexpected right parenthesis ')'", at: current.range)
    }
    if current.kind == .end && context == "label matching" {
      return SyntaxError("unexpected end of input inside braces", at: current.range)
    }
    var message = "unexpected \(current.described)"
    if let context { message += " in \(context)" }
    if let expected { message += ", expected \(expected)" }
    return SyntaxError(message, at: current.range)
  }

  // MARK: Expressions

  /// Operators that bind tighter than `precedence`, and their operands.
  mutating func binary(above precedence: Int) throws(SyntaxError) -> PromExpression {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else {
      throw SyntaxError("expression nested too deeply", at: current.range)
    }
    var left = try unary()
    while let op = currentOperator, op.precedence > precedence {
      operators += 1
      guard operators <= Self.mostOperators else {
        throw SyntaxError("too many operators", at: current.range)
      }
      let place = take().range
      let (returnsBool, matching) = try modifiers()
      let right = try binary(above: op.precedence - (op.isRightAssociative ? 1 : 0))
      let node = PromBinary(
        op: op, opRange: place, left: left, right: right, returnsBool: returnsBool,
        matching: matching)
      left = PromExpression(.binary(node), range: left.range.joined(with: right.range))
    }
    return left
  }

  private var currentOperator: PromOperator? {
    switch current.kind {
    case .symbol: PromOperator(rawValue: current.text)
    case .identifier: PromOperator(rawValue: current.keyword)
    default: nil
    }
  }

  /// A sign binds tighter than `*` and looser than `^`: `-2 ^ 2` is -4.
  private mutating func unary() throws(SyntaxError) -> PromExpression {
    let sign = current
    guard sign.isSymbol("-") || sign.isSymbol("+") else { return try postfix(primary()) }
    take()
    let operand = try binary(above: PromOperator.times.precedence)
    let range = sign.range.joined(with: operand.range)
    if case .number(let value) = operand.node {
      return PromExpression(.number(sign.text == "-" ? -value : value), range: range)
    }
    return PromExpression(sign.text == "-" ? .negative(operand) : .positive(operand), range: range)
  }

  private mutating func primary() throws(SyntaxError) -> PromExpression {
    let lexeme = current
    switch lexeme.kind {
    case .number(let value):
      take()
      return PromExpression(.number(value), range: lexeme.range)
    case .duration(let milliseconds):
      take()
      return PromExpression(.number(Double(milliseconds) / 1000), range: lexeme.range)
    case .string(let value):
      take()
      return PromExpression(.string(value), range: lexeme.range)
    case .identifier:
      return try named()
    case .symbol where lexeme.text == "(":
      return try parenthesised()
    case .symbol where lexeme.text == "{":
      return try selector()
    default:
      throw unexpected(nil)
    }
  }

  private mutating func parenthesised() throws(SyntaxError) -> PromExpression {
    let start = try open(in: "paren expression")
    let inner = try binary(above: 0)
    let end = try close(in: "paren expression")
    return PromExpression(.parenthesised(inner), range: start.range.joined(with: end.range))
  }

  /// A name is an aggregation, a function or a metric, by what follows it.
  private mutating func named() throws(SyntaxError) -> PromExpression {
    let calls = following.isSymbol("(")
    if let op = PromAggregator(rawValue: current.keyword),
      calls || ["by", "without"].contains(following.keyword)
    {
      return try aggregation(op)
    }
    return calls ? try call() : try selector()
  }

  private mutating func call() throws(SyntaxError) -> PromExpression {
    let name = take()
    guard let function = PromFunction.named(name.text) else {
      throw SyntaxError("unknown function with name \"\(name.text)\"", at: name.range)
    }
    let (arguments, end) = try arguments(in: "call to function \"\(name.text)\"")
    let node = PromCall(function: function, arguments: arguments)
    return PromExpression(.call(node), range: name.range.joined(with: end))
  }

  mutating func arguments(
    in context: String
  ) throws(SyntaxError) -> (arguments: [PromExpression], end: TextRange) {
    _ = try open(in: context)
    var arguments = [PromExpression]()
    while !current.isSymbol(")") {
      arguments.append(try binary(above: 0))
      guard skip(",") else { break }
      if current.isSymbol(")") {
        throw SyntaxError("trailing commas not allowed in function call args", at: current.range)
      }
    }
    return (arguments, try close(in: context).range)
  }
}
