extension PromExpression {
  /// What it answers.
  public var type: PromType {
    switch node {
    case .number: .scalar
    case .string: .string
    case .vector, .aggregation: .vector
    case .matrix, .subquery: .matrix
    case .call(let call): call.function.result
    case .binary(let binary):
      binary.left.type == .scalar && binary.right.type == .scalar ? .scalar : .vector
    case .negative(let inner), .positive(let inner), .parenthesised(let inner): inner.type
    }
  }

  /// The expressions directly inside, in the order they are written.
  public var children: [PromExpression] {
    switch node {
    case .number, .string, .vector, .matrix: []
    case .subquery(let subquery): [subquery.expression]
    case .call(let call): call.arguments
    case .aggregation(let aggregation):
      (aggregation.parameter.map { [$0] } ?? []) + [aggregation.expression]
    case .binary(let binary): [binary.left, binary.right]
    case .negative(let inner), .positive(let inner), .parenthesised(let inner): [inner]
    }
  }

  /// Every series selector, in the order written; `allMatchers` includes the name.
  public var selectors: [PromSelector] {
    switch node {
    case .vector(let selector), .matrix(let selector, _): [selector]
    default: children.flatMap(\.selectors)
    }
  }

  /// Without any parentheses around it.
  public var unwrapped: PromExpression {
    if case .parenthesised(let inner) = node { return inner.unwrapped }
    return self
  }
}
