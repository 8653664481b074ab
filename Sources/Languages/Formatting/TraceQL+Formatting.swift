extension TraceQL {
  /// The canonical text: on one line when it fits into `width` characters, else one condition and one
  /// stage a line, two blanks a level.
  ///
  /// - Throws: `SyntaxError` when the text does not parse.
  public static func formatted(_ text: String, width: Int = 72) throws(SyntaxError) -> String {
    let expression = try parse(text)
    let line = expression.description
    guard line.count > width, case .pipeline(let pipeline) = expression.query else { return line }
    var block = TraceFormatter(width: width).block(pipeline.source)
    for stage in pipeline.stages {
      if case .threshold = stage {
        block = block.ending(in: " \(stage)")
      } else {
        block = block.followed(by: LineBlock("| \(stage)").indented())
      }
    }
    let bare = TraceExpression(expression.query).description
    return block.ending(in: String(line.dropFirst(bare.count))).text
  }
}

struct TraceFormatter {
  let width: Int

  func block(_ spansets: SpansetExpression) -> LineBlock {
    let line = spansets.description
    guard line.count > width else { return LineBlock(line) }
    switch spansets {
    case .filter(let filter): return block(filter) ?? LineBlock(line)
    case .operation(let op, .filter(let left), .filter(let right)):
      let first = block(.filter(left))
      return first.followed(by: block(.filter(right)).beginning(with: "\(op) "))
    case .operation, .pipeline: return LineBlock(line)
    }
  }

  /// One condition a line where `&&` joins all of them.
  private func block(_ filter: SpansetFilter) -> LineBlock? {
    guard let conjuncts = filter.condition?.conjuncts, conjuncts.count > 1 else { return nil }
    let rest = conjuncts.dropFirst().map { LineBlock("&& " + parenthesised($0)).indented() }
    let first = LineBlock("{ " + parenthesised(conjuncts[0]))
    return rest.reduce(first) { $0.followed(by: $1) }.followed(by: LineBlock("}"))
  }

  private func parenthesised(_ condition: FieldExpression) -> String {
    if case .binary(let op, _, _) = condition, op.isLogical { return "(\(condition))" }
    return condition.description
  }
}
