internal import Languages

/// What of the language this engine has; the rest is refused before any evaluation.
enum PromSupport {
  private static let missingFunctions: Set<String> = [
    "info", "double_exponential_smoothing", "holt_winters", "histogram_fraction",
  ]

  static func check(_ expression: PromExpression) throws {
    for child in expression.children { try check(child) }
    switch expression.node {
    case .call(let call) where missingFunctions.contains(call.function.name):
      throw unknown("unknown function with name \"\(call.function.name)\"", expression)
    case .aggregation(let node) where node.op == .limitk || node.op == .limitRatio:
      throw unknown("unknown function with name \"\(node.op.rawValue)\"", expression)
    case .vector(let selector): try check([selector.modifiers.offset], expression)
    case .matrix(let selector, let range):
      try check([range, selector.modifiers.offset], expression)
    case .subquery(let node):
      try check([node.range, node.step, node.modifiers.offset], expression)
    default: break
    }
  }

  /// A variable a dashboard did not fill in.
  private static func check(_ durations: [PromDuration?], _ place: PromExpression) throws {
    for case .variable(let name)? in durations {
      throw unknown("unexpected character: '$' (variable \(name) has no value)", place)
    }
  }

  private static func unknown(_ message: String, _ place: PromExpression) -> PromFailure {
    .syntax(SyntaxError(message, at: place.range))
  }
}
