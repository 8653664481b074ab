extension TraceParser {
  /// What follows a `|`.
  mutating func stage() throws(SyntaxError) -> TraceStage {
    guard case .word(let word) = current.kind else {
      if at("{") || at("(") { return .spansets(try spansets()) }
      throw unexpected("a stage such as count(), by(…), select(…) or rate()")
    }
    if let function = TraceAggregate.Function(rawValue: word) { return try aggregate(function) }
    if TraceMetric.names.contains(word) { return .metric(try metric(word)) }
    switch word {
    case "by":
      advance()
      return .by(try inParentheses { parser throws(SyntaxError) in try parser.fieldExpression() })
    case "coalesce":
      advance()
      try inParentheses { parser throws(SyntaxError) in }
      return .coalesce
    case "select":
      advance()
      return .select(try fieldList())
    case "topk", "bottomk":
      advance()
      let count = try inParentheses { parser throws(SyntaxError) in try parser.count() }
      return word == "topk" ? .topk(count) : .bottomk(count)
    default: throw unexpected("a stage such as count(), by(…), select(…) or rate()")
    }
  }

  private mutating func inParentheses<Result>(
    _ body: (inout TraceParser) throws(SyntaxError) -> Result
  ) throws(SyntaxError) -> Result {
    try expect("(")
    let result = try body(&self)
    try expect(")")
    return result
  }

  /// A whole number from 1.
  private mutating func count() throws(SyntaxError) -> Int {
    guard case .literal(.int(let value)) = current.kind, value > 0, let count = Int(exactly: value)
    else { throw unexpected("a whole number above 0") }
    advance()
    return count
  }

  private mutating func aggregate(
    _ function: TraceAggregate.Function
  ) throws(SyntaxError) -> TraceStage {
    advance()
    let argument = try inParentheses { parser throws(SyntaxError) in
      function == .count ? nil : try parser.fieldExpression()
    }
    guard case .symbol(let symbol) = current.kind, let op = FieldOperator(rawValue: symbol),
      op.isComparison, !op.isRegex
    else { throw unexpected("a comparison such as > 2") }
    advance()
    return .aggregate(TraceAggregate(function, of: argument), op, try literal())
  }

  private mutating func metric(_ name: String) throws(SyntaxError) -> TraceMetric {
    advance()
    let function = try inParentheses { parser throws(SyntaxError) in
      try parser.metricFunction(name)
    }
    guard current.kind == .word("by") else { return TraceMetric(function) }
    advance()
    return TraceMetric(function, by: try fieldList())
  }

  private mutating func metricFunction(
    _ name: String
  ) throws(SyntaxError) -> TraceMetric.Function {
    switch name {
    case "rate": return .rate
    case "count_over_time": return .countOverTime
    case "sum_over_time": return .sumOverTime(try field())
    case "min_over_time": return .minOverTime(try field())
    case "max_over_time": return .maxOverTime(try field())
    case "avg_over_time": return .avgOverTime(try field())
    case "histogram_over_time": return .histogramOverTime(try field())
    case "quantile_over_time": return .quantileOverTime(try field(), try quantiles())
    default: return .compare(try comparison())
    }
  }

  private mutating func quantiles() throws(SyntaxError) -> [Double] {
    var quantiles = [Double]()
    repeat {
      try expect(",")
      switch current.kind {
      case .literal(.float(let value)) where (0...1).contains(value): quantiles.append(value)
      case .literal(.int(let value)) where value == 0 || value == 1:
        quantiles.append(Double(value))
      default: throw unexpected("a quantile from 0 to 1")
      }
      advance()
    } while at(",")
    return quantiles
  }

  private mutating func comparison() throws(SyntaxError) -> TraceComparison {
    var comparison = TraceComparison(try filter())
    guard accept(",") else { return comparison }
    comparison.top = try count()
    guard accept(",") else { return comparison }
    comparison.start = try integer()
    try expect(",")
    comparison.end = try integer()
    return comparison
  }
}
