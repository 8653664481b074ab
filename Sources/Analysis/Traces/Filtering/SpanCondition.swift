internal import Languages

/// A compiled condition on one span.
indirect enum SpanCondition {
  case constant(Bool)
  case and(SpanCondition, SpanCondition)
  case or(SpanCondition, SpanCondition)
  case not(SpanCondition)
  /// A field against a constant, which is what people mostly write.
  case comparison(TraceField, FieldOperator, SpanValue)
  case pattern(TraceField, SpanPattern, isNegated: Bool)
  case presence(TraceField, Bool)
  case computed(SpanTerm, FieldOperator, SpanTerm)
  /// A value that is itself true or false.
  case truth(SpanTerm)

  func holds(row: Int, _ reader: SpanFieldReader) -> Bool {
    switch self {
    case .constant(let value): return value
    case .and(let a, let b): return a.holds(row: row, reader) && b.holds(row: row, reader)
    case .or(let a, let b): return a.holds(row: row, reader) || b.holds(row: row, reader)
    case .not(let inner): return !inner.holds(row: row, reader)
    case .comparison(let field, let op, let constant):
      return reader.contains(field, row: row) { $0.satisfies(op, constant) }
    case .pattern(let field, let pattern, let isNegated):
      return reader.contains(field, row: row) {
        if case .string(let text) = $0 { pattern.matches(text) != isNegated } else { false }
      }
    case .presence(let field, let wanted):
      return reader.contains(field, row: row) { _ in true } == wanted
    case .computed(let a, let op, let b):
      guard let x = a.value(row: row, reader), let y = b.value(row: row, reader) else { return false }
      return x.satisfies(op, y)
    case .truth(let term): return term.value(row: row, reader) == .bool(true)
    }
  }
}

extension SpanCondition {
  init(_ expression: FieldExpression) throws(TraceFilter.Failure) {
    switch expression {
    case .literal(.bool(let value), _): self = .constant(value)
    case .not(let inner, _): self = .not(try SpanCondition(inner))
    case .binary(.and, let a, let b): self = .and(try SpanCondition(a), try SpanCondition(b))
    case .binary(.or, let a, let b): self = .or(try SpanCondition(a), try SpanCondition(b))
    case .binary(let op, let a, let b) where op.isComparison: self = try Self.comparison(op, a, b)
    default: self = .truth(try SpanTerm(expression))
    }
  }

  private static func comparison(
    _ op: FieldOperator, _ left: FieldExpression, _ right: FieldExpression
  ) throws(TraceFilter.Failure) -> SpanCondition {
    switch (left, right) {
    case (.field(let field, _), .literal(let literal, _)): return try comparison(field, op, literal)
    case (.literal(let literal, _), .field(let field, _)) where !op.isRegex:
      return try comparison(field, op.mirrored, literal)
    case _ where op.isRegex:
      throw .unsupported("\(op.rawValue) between two values; it needs an attribute and a string", left.range)
    default: return .computed(try SpanTerm(left), op, try SpanTerm(right))
    }
  }

  private static func comparison(
    _ field: TraceField, _ op: FieldOperator, _ literal: TraceLiteral
  ) throws(TraceFilter.Failure) -> SpanCondition {
    switch (op, literal) {
    case (.equal, .nil): return .presence(field, false)
    case (.notEqual, .nil): return .presence(field, true)
    case (.matches, .string(let pattern)), (.notMatches, .string(let pattern)):
      return .pattern(field, try SpanPattern(pattern), isNegated: op == .notMatches)
    case (_, .string(let text)) where field.isTraceID:
      let id: String = SpanFieldReader.withoutZeros(text.lowercased())
      return .comparison(field, op, SpanValue.string(id))
    default: return SpanValue(literal).map { .comparison(field, op, $0) } ?? .constant(false)
    }
  }
}

extension TraceField {
  fileprivate var isTraceID: Bool { self == .intrinsic(.traceID) || self == .intrinsic(.linkTraceID) }
}

extension FieldOperator {
  /// The operator with its sides exchanged.
  fileprivate var mirrored: FieldOperator {
    switch self {
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    default: self
    }
  }
}
