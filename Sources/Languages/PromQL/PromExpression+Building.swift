extension PromExpression {
  /// A metric by its name, which may be any UTF-8 text, and matchers.
  public static func metric(_ name: String, _ matchers: [Matcher] = []) -> PromExpression {
    PromExpression(.vector(PromSelector(name: name, matchers: matchers)))
  }

  public static func number(_ value: Double) -> PromExpression { PromExpression(.number(value)) }

  /// `sum by (labels) (self)`, or `sum(self)` when there are no labels.
  public func aggregated(_ op: PromAggregator, by labels: [String] = []) -> PromExpression {
    let node = PromAggregation(
      op: op, grouping: labels.isEmpty ? nil : .by(labels), parameter: nil, expression: self)
    return PromExpression(.aggregation(node))
  }

  /// `name(arguments…)`
  ///
  /// - Returns: `nil` when Prometheus has no function of this name.
  public static func calling(_ name: String, _ arguments: [PromExpression]) -> PromExpression? {
    PromFunction.named(name).map {
      PromExpression(.call(PromCall(function: $0, arguments: arguments)))
    }
  }

  /// `self op other`, either side in parentheses where the operator would tear it apart.
  public func combined(_ op: PromOperator, _ other: PromExpression) -> PromExpression {
    let node = PromBinary(op: op, left: enclosed(in: op), right: other.enclosed(in: op))
    return PromExpression(.binary(node))
  }

  private func enclosed(in op: PromOperator) -> PromExpression {
    switch node {
    case .binary, .negative, .positive: PromExpression(.parenthesised(self))
    default: self
    }
  }

  /// The same expression with every part replaced for which `change` answers; the parts inside a
  /// replaced one are not visited.
  public func replacing(_ change: (PromExpression) -> PromExpression?) -> PromExpression {
    if let changed = change(self) { return changed }
    var copy = self
    switch node {
    case .number, .string, .vector, .matrix: break
    case .subquery(var inner):
      inner.expression = inner.expression.replacing(change)
      copy.node = .subquery(inner)
    case .call(var call):
      call.arguments = call.arguments.map { $0.replacing(change) }
      copy.node = .call(call)
    case .aggregation(var aggregation):
      aggregation.parameter = aggregation.parameter?.replacing(change)
      aggregation.expression = aggregation.expression.replacing(change)
      copy.node = .aggregation(aggregation)
    case .binary(var binary):
      binary.left = binary.left.replacing(change)
      binary.right = binary.right.replacing(change)
      copy.node = .binary(binary)
    case .negative(let inner): copy.node = .negative(inner.replacing(change))
    case .positive(let inner): copy.node = .positive(inner.replacing(change))
    case .parenthesised(let inner): copy.node = .parenthesised(inner.replacing(change))
    }
    return copy
  }
}
