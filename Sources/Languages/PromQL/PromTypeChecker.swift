/// Prometheus' checks after parsing, in its words.
enum PromTypeChecker {
  static func check(_ expression: PromExpression) throws(SyntaxError) {
    for child in expression.children { try check(child) }
    switch expression.node {
    case .aggregation(let node): try check(node)
    case .binary(let node): try check(node, at: expression.range)
    case .call(let node): try check(node, at: expression.range)
    case .subquery(let node):
      guard node.expression.type == .vector else {
        throw SyntaxError(
          "subquery is only allowed on instant vector, got \(node.expression.type.rawValue) instead",
          at: expression.range)
      }
    case .negative(let operand), .positive(let operand):
      guard [.scalar, .vector].contains(operand.type) else {
        throw SyntaxError(
          "unary expression only allowed on expressions of type scalar or instant vector, "
            + "got \"\(operand.type.rawValue)\"", at: expression.range)
      }
    default: break
    }
  }

  private static func expect(
    _ type: PromType, _ expression: PromExpression, in context: String
  ) throws(SyntaxError) {
    guard expression.type == type else {
      throw SyntaxError(
        "expected type \(type.rawValue) in \(context), got \(expression.type.rawValue)",
        at: expression.range)
    }
  }

  private static func check(_ node: PromAggregation) throws(SyntaxError) {
    try expect(.vector, node.expression, in: "aggregation expression")
    if let type = node.op.parameter, let parameter = node.parameter {
      try expect(type, parameter, in: "aggregation parameter")
    }
  }

  private static func check(_ node: PromCall, at range: TextRange) throws(SyntaxError) {
    let (function, count) = (node.function, node.arguments.count)
    let most = function.parameters.count
    let problem: String? =
      switch function.variadic {
      case .none: count == most ? nil : "expected \(most)"
      case _ where count < function.minimum: "expected at least \(function.minimum)"
      case .optional: count > most ? "expected at most \(most)" : nil
      case .repeating: nil
      }
    if let problem {
      throw SyntaxError(
        "\(problem) argument(s) in call to \"\(function.name)\", got \(count)", at: range)
    }
    for (index, argument) in node.arguments.enumerated() {
      guard let type = function.parameters[safe: min(index, most - 1)] else { break }
      try expect(type, argument, in: "call to function \"\(function.name)\"")
    }
  }

  private static func check(_ node: PromBinary, at range: TextRange) throws(SyntaxError) {
    let types = [node.left.type, node.right.type]
    if node.returnsBool && !node.op.isComparison {
      throw SyntaxError("bool modifier can only be used on comparison operators", at: node.opRange)
    }
    if node.op.isComparison && !node.returnsBool && types == [.scalar, .scalar] {
      throw SyntaxError("comparisons between scalars must use BOOL modifier", at: node.opRange)
    }
    for operand in [node.left, node.right] where ![.scalar, .vector].contains(operand.type) {
      throw SyntaxError(
        "binary expression must contain only scalar and instant vector types", at: operand.range)
    }
    if node.op.isSetOperator && types.contains(.scalar) {
      throw SyntaxError(
        "set operator \"\(node.op.rawValue)\" not allowed in binary scalar expression", at: range)
    }
    if let matching = node.matching {
      try check(matching, of: node, types, at: range)
    }
  }

  private static func check(
    _ matching: PromMatching, of node: PromBinary, _ types: [PromType], at range: TextRange
  ) throws(SyntaxError) {
    if types.contains(.scalar) && !(matching.labels.isEmpty && matching.group == nil) {
      throw SyntaxError("vector matching only allowed between instant vectors", at: range)
    }
    guard let group = matching.group else { return }
    if node.op.isSetOperator {
      throw SyntaxError("no grouping allowed for \"\(node.op.rawValue)\" operation", at: range)
    }
    let included =
      switch group {
      case .left(let labels), .right(let labels): labels
      }
    if matching.isOn, let twice = included.first(where: matching.labels.contains) {
      throw SyntaxError(
        "label \"\(twice)\" must not occur in ON and GROUP clause at once", at: node.opRange)
    }
  }
}

extension Array {
  fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
