extension TraceExpression: CustomStringConvertible {
  /// Canonical text that parses back to an equal tree.
  public var description: String {
    guard !hints.isEmpty else { return query.description }
    let list = hints.map { "\($0.name)=\($0.value)" }.joined(separator: ", ")
    return "\(query) with(\(list))"
  }
}

extension TraceQuery: CustomStringConvertible {
  public var description: String {
    switch self {
    case .pipeline(let pipeline): pipeline.description
    case .arithmetic(let op, let left, let right): "(\(left)) \(op.rawValue) (\(right))"
    }
  }
}

extension TracePipeline: CustomStringConvertible {
  public var description: String {
    var out = source.description
    for stage in stages {
      if case .threshold = stage { out += " \(stage)" } else { out += " | \(stage)" }
    }
    return out
  }
}

extension SpansetExpression: CustomStringConvertible {
  public var description: String {
    switch self {
    case .filter(let filter): filter.description
    case .pipeline(let pipeline): "(\(pipeline))"
    case .operation(let op, let left, let right):
      "\(Self.operand(left, in: op, right: false)) \(op) \(Self.operand(right, in: op, right: true))"
    }
  }

  private static func operand(
    _ operand: SpansetExpression, in op: SpansetOperator, right: Bool
  ) -> String {
    guard case .operation(let inner, _, _) = operand else { return operand.description }
    let loose = right ? inner.precedence <= op.precedence : inner.precedence < op.precedence
    return loose ? "(\(operand))" : operand.description
  }
}

extension SpansetFilter: CustomStringConvertible {
  public var description: String { condition.map { "{ \($0) }" } ?? "{}" }
}

extension FieldExpression: CustomStringConvertible {
  public var description: String {
    switch self {
    case .literal(let literal, _): literal.description
    case .field(let field, _): field.description
    case .not(let inner, _): "!" + Self.tight(inner)
    case .negative(let inner, _): "-" + Self.tight(inner)
    case .binary(let op, let left, let right):
      "\(Self.operand(left, in: op, right: false)) \(op.rawValue) "
        + Self.operand(right, in: op, right: true)
    }
  }

  private static func tight(_ inner: FieldExpression) -> String {
    if case .field = inner { inner.description } else { "(\(inner))" }
  }

  private static func operand(
    _ operand: FieldExpression, in op: FieldOperator, right: Bool
  ) -> String {
    switch operand {
    case .literal, .field, .not: return operand.description
    case .negative: return "(\(operand))"
    case .binary(let inner, _, _):
      let groupsRight = op == .power
      let loose =
        right == groupsRight
        ? inner.precedence < op.precedence : inner.precedence <= op.precedence
      return loose ? "(\(operand))" : operand.description
    }
  }
}

extension TraceStage: CustomStringConvertible {
  public var description: String {
    switch self {
    case .spansets(let spansets): spansets.description
    case .aggregate(let aggregate, let op, let value): "\(aggregate) \(op.rawValue) \(value)"
    case .by(let field): "by(\(field))"
    case .coalesce: "coalesce()"
    case .select(let fields): "select(\(TraceMetric.list(fields)))"
    case .metric(let metric): metric.description
    case .topk(let count): "topk(\(count))"
    case .bottomk(let count): "bottomk(\(count))"
    case .threshold(let op, let value): "\(op.rawValue) \(value)"
    }
  }
}

extension TraceAggregate: CustomStringConvertible {
  public var description: String { "\(function.rawValue)(\(argument?.description ?? ""))" }
}

extension TraceMetric: CustomStringConvertible {
  public var description: String {
    "\(name)(\(arguments))" + (by.isEmpty ? "" : " by(\(Self.list(by)))")
  }

  private var arguments: String {
    switch function {
    case .quantileOverTime(let field, let quantiles):
      ([field.description] + quantiles.map(TraceText.float)).joined(separator: ", ")
    case .compare(let comparison): comparison.description
    default: field?.description ?? ""
    }
  }

  fileprivate static func list(_ fields: [TraceField]) -> String {
    fields.map(\.description).joined(separator: ", ")
  }
}

extension TraceComparison: CustomStringConvertible {
  public var description: String {
    let numbers = [top.map(Int64.init), start, end].compactMap { $0 }.map { ", \($0)" }
    return selection.description + numbers.joined()
  }
}
