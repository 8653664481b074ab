internal import Glibc
internal import Languages

/// A compiled computation on one span.
indirect enum SpanValue {
  case constant(FieldValue)
  case field(FieldReader)
  case negative(SpanValue)
  case arithmetic(FieldOperator, SpanValue, SpanValue)
  case condition(SpanPredicate)

  init(_ expression: FieldExpression) throws(TraceRefusal) {
    switch expression {
    case .literal(let literal, _): self = .constant(FieldValue(literal))
    case .field(let field, _): self = .field(FieldReader(field))
    case .negative(let inner, _): self = .negative(try SpanValue(inner))
    case .binary(let op, let a, let b) where op.isArithmetic:
      self = .arithmetic(op, try SpanValue(a), try SpanValue(b))
    case .not, .binary: self = .condition(try SpanPredicate(expression))
    }
  }

  func value(of span: Int, in trace: IndexedTrace) -> FieldValue {
    switch self {
    case .constant(let value): return value
    case .field(let reader): return reader.value(of: span, in: trace)
    case .negative(let inner):
      return Self.arithmetic(.subtract, .int(0), inner.value(of: span, in: trace))
    case .arithmetic(let op, let a, let b):
      return Self.arithmetic(op, a.value(of: span, in: trace), b.value(of: span, in: trace))
    case .condition(let predicate): return .bool(predicate.holds(span, in: trace))
    }
  }

  /// Whole where both sides are whole; a duration where either is one.
  private static func arithmetic(
    _ op: FieldOperator, _ left: FieldValue, _ right: FieldValue
  ) -> FieldValue {
    guard let a = left.number, let b = right.number else { return .absent }
    let result: Double
    switch op {
    case .add: result = a + b
    case .subtract: result = a - b
    case .multiply: result = a * b
    case .divide: result = a / b
    case .modulo: result = fmod(a, b)
    case .power: result = pow(a, b)
    default: return .absent
    }
    if case .duration = left { return whole(result).map(FieldValue.duration) ?? .float(result) }
    if case .duration = right { return whole(result).map(FieldValue.duration) ?? .float(result) }
    if case .int = left, case .int = right, op != .divide {
      return whole(result).map(FieldValue.int) ?? .float(result)
    }
    return .float(result)
  }

  private static func whole(_ value: Double) -> Int64? { Int64(exactly: value.rounded()) }
}
