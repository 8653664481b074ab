extension TraceParser {
  /// A condition or a value, by binding strength.
  mutating func fieldExpression(above strength: Int = 0) throws(SyntaxError) -> FieldExpression {
    var left = try nested { parser throws(SyntaxError) in try parser.operand() }
    while let op = fieldOperator, op.precedence > strength {
      try countOperator()
      advance()
      // Powers group from the right; comparisons do not chain, so equal strength ends them too.
      let rightStrength = op == .power ? op.precedence - 1 : op.precedence
      let right = try nested { parser throws(SyntaxError) in
        try parser.fieldExpression(above: rightStrength)
      }
      left = .binary(op, left, right)
    }
    return left
  }

  private var fieldOperator: FieldOperator? {
    guard case .symbol(let symbol) = current.kind else { return nil }
    return FieldOperator(rawValue: symbol)
  }

  private mutating func operand() throws(SyntaxError) -> FieldExpression {
    let start = current.range.start
    if accept("(") {
      let inner = try fieldExpression()
      try expect(")")
      return inner
    }
    if accept("!") {
      let inner = try nested { parser throws(SyntaxError) in try parser.operand() }
      return .not(inner, range(from: start))
    }
    if accept("-") { return try negative(from: start) }
    if case .literal(let literal) = current.kind {
      advance()
      return .literal(literal, range(from: start))
    }
    return .field(try field(), range(from: start))
  }

  private mutating func negative(from start: Int) throws(SyntaxError) -> FieldExpression {
    if case .literal(let literal) = current.kind, let negated = literal.negated {
      advance()
      return .literal(negated, range(from: start))
    }
    let inner = try nested { parser throws(SyntaxError) in
      try parser.fieldExpression(above: FieldOperator.subtract.precedence)
    }
    return .negative(inner, range(from: start))
  }

  /// An attribute or an intrinsic.
  mutating func field() throws(SyntaxError) -> TraceField {
    switch current.kind {
    case .attribute(let scope, let key):
      advance()
      return .attribute(scope, key)
    case .word(let word):
      guard let intrinsic = TraceIntrinsic(spelling: word) else {
        throw unexpected("an attribute such as span.http.route")
      }
      advance()
      return .intrinsic(intrinsic)
    default: throw unexpected("a value or an attribute")
    }
  }

  mutating func fieldList() throws(SyntaxError) -> [TraceField] {
    try expect("(")
    var fields = [try field()]
    while accept(",") { fields.append(try field()) }
    try expect(")")
    return fields
  }
}
