internal import Glibc
internal import Languages

/// A compiled computation on one span.
indirect enum SpanTerm {
  case constant(SpanValue?)
  case field(TraceField)
  case negative(SpanTerm)
  case arithmetic(FieldOperator, SpanTerm, SpanTerm)
  case condition(SpanCondition)

  init(_ expression: FieldExpression) throws(TraceFilter.Failure) {
    switch expression {
    case .literal(let literal, _): self = .constant(SpanValue(literal))
    case .field(let field, _): self = .field(field)
    case .negative(let inner, _): self = .negative(try SpanTerm(inner))
    case .binary(let op, let a, let b) where op.isArithmetic:
      self = .arithmetic(op, try SpanTerm(a), try SpanTerm(b))
    case .not, .binary: self = .condition(try SpanCondition(expression))
    }
  }

  /// `nil` where a part is absent or is no number.
  func value(row: Int, _ reader: SpanFieldReader) -> SpanValue? {
    switch self {
    case .constant(let value): return value
    case .field(let field): return reader.value(of: field, row: row)
    case .negative(let inner):
      return inner.value(row: row, reader).flatMap { Self.computed(.subtract, .int(0), $0) }
    case .arithmetic(let op, let a, let b):
      guard let x = a.value(row: row, reader), let y = b.value(row: row, reader) else { return nil }
      return Self.computed(op, x, y)
    case .condition(let condition): return .bool(condition.holds(row: row, reader))
    }
  }

  /// Whole where both sides are whole; a duration where either is one.
  private static func computed(_ op: FieldOperator, _ left: SpanValue, _ right: SpanValue) -> SpanValue? {
    guard let a = left.number, let b = right.number else { return nil }
    let result: Double
    switch op {
    case .add: result = a + b
    case .subtract: result = a - b
    case .multiply: result = a * b
    case .divide: result = a / b
    case .modulo: result = fmod(a, b)
    case .power: result = pow(a, b)
    default: return nil
    }
    let whole = Int64(exactly: result.rounded())
    switch (left, right) {
    case (.duration, _), (_, .duration): return whole.map(SpanValue.duration) ?? .float(result)
    case (.int, .int) where op != .divide: return whole.map(SpanValue.int) ?? .float(result)
    default: return .float(result)
    }
  }
}
