extension PromQL {
  /// The text in Prometheus' own style: on one line when it fits into `width` characters, else one
  /// part a line, two blanks a level.
  ///
  /// - Throws: `SyntaxError` when the text does not parse.
  public static func formatted(_ text: String, width: Int = 72) throws(SyntaxError) -> String {
    PromFormatter(width: width).block(try parse(text), depth: 0).text
  }
}

struct PromFormatter {
  let width: Int

  func block(_ expression: PromExpression, depth: Int) -> LineBlock {
    let line = expression.description
    guard line.count + 2 * depth > width else { return LineBlock(line) }
    switch expression.node {
    case .number, .string: return LineBlock(line)
    case .vector(let selector): return self.selector(selector, suffix: selector.modifiers.description)
    case .matrix(let selector, let range):
      return self.selector(selector, suffix: "[\(range)]\(selector.modifiers)")
    case .subquery(let node):
      let suffix = "[\(node.range):\(node.step?.description ?? "")]\(node.modifiers)"
      return block(node.expression, depth: depth).ending(in: suffix)
    case .call(let call):
      guard !call.arguments.isEmpty else { return LineBlock(line) }
      return .enclosed(call.function.name + "(", call.arguments.map { block($0, depth: depth + 1) }, ")")
    case .aggregation(let aggregation): return self.aggregation(aggregation, depth: depth)
    case .binary(let binary): return self.binary(binary, depth: depth)
    case .negative(let inner): return block(inner, depth: depth).beginning(with: "-")
    case .positive(let inner): return block(inner, depth: depth).beginning(with: "+")
    case .parenthesised(let inner): return .enclosed("(", [block(inner, depth: depth + 1)], ")")
    }
  }

  private func selector(_ selector: PromSelector, suffix: String) -> LineBlock {
    let line = selector.text
    // The text in braces is cut between its matchers, nowhere else.
    guard selector.matchers.count > 1, let brace = line.firstIndex(of: "{") else {
      return LineBlock(line + suffix)
    }
    let bare = PromSelector(name: selector.name).text
    let quotedName = bare.hasPrefix("{") ? [LineBlock(String(bare.dropFirst().dropLast()))] : []
    let matchers = selector.matchers.map {
      LineBlock("\(PromExpression.label($0.name))\($0.op.rawValue)\(PromExpression.quoted($0.value))")
    }
    return .enclosed(String(line[...brace]), quotedName + matchers, "}" + suffix)
  }

  private func aggregation(_ aggregation: PromAggregation, depth: Int) -> LineBlock {
    let group =
      switch aggregation.grouping {
      case nil: ""
      case .by(let labels): " by \(PromExpression.list(labels)) "
      case .without(let labels): " without \(PromExpression.list(labels)) "
      }
    let arguments = [aggregation.parameter, aggregation.expression].compactMap { $0 }
    return .enclosed(
      "\(aggregation.op.rawValue)\(group)(", arguments.map { block($0, depth: depth + 1) }, ")")
  }

  private func binary(_ binary: PromBinary, depth: Int) -> LineBlock {
    let op = "\(binary.op.rawValue)\(binary.returnsBool ? " bool" : "")\(binary.matching?.description ?? "") "
    return block(binary.left, depth: depth).followed(
      by: block(binary.right, depth: depth).beginning(with: op))
  }
}
