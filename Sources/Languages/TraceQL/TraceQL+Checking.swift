extension TraceQL {
  /// Looks for what a server refuses although it can be read: types that do not fit together,
  /// stages in an impossible order.
  public static func check(_ expression: TraceExpression) throws(SyntaxError) {
    try check(expression.query)
  }

  private static func check(_ query: TraceQuery) throws(SyntaxError) {
    switch query {
    case .pipeline(let pipeline): try check(pipeline)
    case .arithmetic(_, let left, let right):
      try check(left)
      try check(right)
    }
  }

  private static func check(_ pipeline: TracePipeline) throws(SyntaxError) {
    try check(pipeline.source)
    var seenMetric = false
    for stage in pipeline.stages {
      try check(stage)
      switch stage {
      case .metric where seenMetric: throw refused("only one metrics function is allowed")
      case .metric: seenMetric = true
      case .topk, .bottomk, .threshold:
        guard seenMetric else { throw refused("\(stage) needs a metrics function before it") }
      default:
        if seenMetric { throw refused("\(stage) cannot follow a metrics function") }
      }
    }
  }

  private static func refused(_ message: String) -> SyntaxError {
    SyntaxError(message, at: TextRange(0, 0))
  }

  private static func check(_ spansets: SpansetExpression) throws(SyntaxError) {
    switch spansets {
    case .filter(let filter): try check(filter)
    case .pipeline(let pipeline): try check(pipeline)
    case .operation(_, let left, let right):
      try check(left)
      try check(right)
    }
  }

  private static func check(_ filter: SpansetFilter) throws(SyntaxError) {
    guard let condition = filter.condition else { return }
    let type = try type(of: condition)
    guard type == .boolean || type == .attribute else {
      throw SyntaxError(
        "span filter field expressions must resolve to a boolean: \(condition)", at: condition.range)
    }
  }

  private static func check(_ stage: TraceStage) throws(SyntaxError) {
    switch stage {
    case .spansets(let spansets): try check(spansets)
    case .by(let expression): _ = try type(of: expression)
    case .aggregate(let aggregate, _, let value):
      guard let argument = aggregate.argument else { break }
      let type = try type(of: argument)
      guard type == .number || type == .attribute else {
        throw SyntaxError(
          "aggregate field expressions must resolve to a number type: \(aggregate)",
          at: argument.range)
      }
      guard value.isNumeric else { throw refused("\(stage) must compare with a number") }
    case .metric(let metric):
      if case .compare(let comparison) = metric.function { try check(comparison.selection) }
    default: break
    }
  }

  // MARK: Types

  private enum ValueType { case number, string, boolean, status, kind, attribute, `nil` }

  private static func type(of expression: FieldExpression) throws(SyntaxError) -> ValueType {
    switch expression {
    case .literal(let literal, _): return type(of: literal)
    case .field(let field, _): return type(of: field)
    case .not(let inner, let at):
      try require(.boolean, inner, at)
      return .boolean
    case .negative(let inner, let at):
      try require(.number, inner, at)
      return .number
    case .binary(let op, let left, let right):
      return try type(of: op, left, right, in: expression)
    }
  }

  private static func require(
    _ wanted: ValueType, _ inner: FieldExpression, _ at: SourceRange
  ) throws(SyntaxError) {
    let found = try type(of: inner)
    guard found == wanted || found == .attribute else {
      throw SyntaxError("illegal operation for the given type: \(inner)", at: at.range)
    }
  }

  private static func type(
    of op: FieldOperator, _ left: FieldExpression, _ right: FieldExpression,
    in whole: FieldExpression
  ) throws(SyntaxError) -> ValueType {
    let (a, b) = (try type(of: left), try type(of: right))
    let loose = a == .attribute || b == .attribute || a == .nil || b == .nil
    guard a == b || loose else {
      throw SyntaxError(
        "binary operations must operate on the same type: \(serverText(whole))", at: whole.range)
    }
    let allowed: [ValueType] =
      op.isArithmetic ? [.number] : op.isLogical ? [.boolean] : op.isRegex ? [.string] : []
    for type in [a, b] where !allowed.isEmpty && type != .attribute && !allowed.contains(type) {
      throw SyntaxError(
        "illegal operation for the given types: \(serverText(whole))", at: whole.range)
    }
    return op.isArithmetic ? .number : .boolean
  }

  /// Tempo prints string constants between backticks.
  private static func serverText(_ expression: FieldExpression) -> String {
    switch expression {
    case .literal(.string(let text), _): "`\(text)`"
    case .binary(let op, let left, let right):
      "\(serverText(left)) \(op.rawValue) \(serverText(right))"
    default: expression.description
    }
  }

  private static func type(of literal: TraceLiteral) -> ValueType {
    switch literal {
    case .string: .string
    case .int, .float, .duration: .number
    case .bool: .boolean
    case .status: .status
    case .kind: .kind
    case .nil: .nil
    }
  }

  private static func type(of field: TraceField) -> ValueType {
    guard case .intrinsic(let intrinsic) = field else { return .attribute }
    switch intrinsic {
    case .duration, .traceDuration, .childCount, .eventTime, .nestedSetParent: return .number
    case .status: return .status
    case .kind: return .kind
    default: return .string
    }
  }
}
