extension TraceParser {
  /// Pipelines in parentheses may be joined by arithmetic when they are metrics.
  mutating func query() throws(SyntaxError) -> TraceQuery {
    try arithmetic(above: 0)
  }

  private mutating func arithmetic(above strength: Int) throws(SyntaxError) -> TraceQuery {
    var left = try nested { parser throws(SyntaxError) in try parser.arithmeticOperand() }
    while left.isMetrics, let op = arithmeticOperator, op.precedence > strength {
      try countOperator()
      advance()
      let right = try arithmetic(above: op.precedence)
      guard right.isMetrics else { throw unexpected("a metrics query such as ({} | rate())") }
      left = .arithmetic(op, left, right)
    }
    return left
  }

  private var arithmeticOperator: FieldOperator? {
    guard case .symbol(let symbol) = current.kind, let op = FieldOperator(rawValue: symbol),
      op.precedence == 3 || op == .multiply || op == .divide
    else { return nil }
    return op
  }

  /// What stands in parentheses shows only at its end whether it was a metrics query, which
  /// arithmetic may follow, or spansets, whose operators may.
  private mutating func arithmeticOperand() throws(SyntaxError) -> TraceQuery {
    guard accept("(") else { return .pipeline(try pipeline()) }
    let inner = try arithmetic(above: 0)
    try expect(")")
    guard !inner.isMetrics, case .pipeline(let pipeline) = inner else { return inner }
    return .pipeline(try self.pipeline(startingWith: Self.operand(pipeline)))
  }

  mutating func pipeline(
    startingWith first: SpansetExpression? = nil
  ) throws(SyntaxError) -> TracePipeline {
    var pipeline = TracePipeline(.filter(SpansetFilter(nil)))
    if first == nil, startsStage {
      pipeline.stages.append(try stage())
    } else {
      pipeline.source = try spansets(startingWith: first)
    }
    while accept("|") { pipeline.stages.append(try stage()) }
    while case .symbol(let symbol) = current.kind, let op = FieldOperator(rawValue: symbol),
      op.isComparison, !op.isRegex, pipeline.isMetrics
    {
      advance()
      pipeline.stages.append(.threshold(op, try literal()))
    }
    return pipeline
  }

  /// A query may begin with a stage; `{}` is understood before it.
  private var startsStage: Bool {
    if case .word = current.kind { true } else { false }
  }

  mutating func spansets(
    above strength: Int = 0, startingWith first: SpansetExpression? = nil
  ) throws(SyntaxError) -> SpansetExpression {
    var left: SpansetExpression
    if let first {
      left = first
    } else {
      left = try nested { parser throws(SyntaxError) in try parser.spansetOperand() }
    }
    while let op = spansetOperator, op.precedence > strength {
      try countOperator()
      advance()
      let right = try nested { parser throws(SyntaxError) in
        try parser.spansets(above: op.precedence)
      }
      left = .operation(op, left, right)
    }
    return left
  }

  private var spansetOperator: SpansetOperator? {
    guard case .symbol(let symbol) = current.kind else { return nil }
    // `!~` is the negated sibling here and the negated regular expression inside braces.
    return SpansetOperator(spelling: symbol)
  }

  private mutating func spansetOperand() throws(SyntaxError) -> SpansetExpression {
    if at("{") { return .filter(try filter()) }
    guard accept("(") else { throw unexpected("\"{\"") }
    let inner = try pipeline()
    try expect(")")
    return Self.operand(inner)
  }

  /// Parentheses around bare spansets only group.
  private static func operand(_ pipeline: TracePipeline) -> SpansetExpression {
    pipeline.stages.isEmpty ? pipeline.source : .pipeline(pipeline)
  }

  mutating func filter() throws(SyntaxError) -> SpansetFilter {
    let start = current.range.start
    try expect("{")
    if accept("}") { return SpansetFilter(nil, source: range(from: start)) }
    let condition = try fieldExpression()
    guard at("}") else { throw unexpected("\"}\" or an operator") }
    advance()
    return SpansetFilter(condition, source: range(from: start))
  }
}
