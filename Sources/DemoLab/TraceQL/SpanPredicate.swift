internal import Languages

/// A compiled condition on one span.
///
/// Comparisons of a field with a constant, which is what people mostly write, have cases of their
/// own that make no value beyond the attribute's.
indirect enum SpanPredicate {
  case constant(Bool)
  case and(SpanPredicate, SpanPredicate)
  case or(SpanPredicate, SpanPredicate)
  case not(SpanPredicate)
  case comparison(FieldReader, FieldOperator, FieldValue)
  case pattern(FieldReader, TextPattern, negated: Bool)
  case presence(FieldReader, Bool)
  case computed(SpanValue, FieldOperator, SpanValue)
  /// A value that is itself true or false.
  case truth(SpanValue)

  func holds(_ span: Int, in trace: IndexedTrace) -> Bool {
    switch self {
    case .constant(let value): value
    case .and(let a, let b): a.holds(span, in: trace) && b.holds(span, in: trace)
    case .or(let a, let b): a.holds(span, in: trace) || b.holds(span, in: trace)
    case .not(let inner): !inner.holds(span, in: trace)
    case .comparison(let reader, let op, let constant):
      reader.contains(in: trace, span) { $0.satisfies(op, constant) }
    case .pattern(let reader, let pattern, let negated):
      reader.contains(in: trace, span) {
        if case .string(let text) = $0 { pattern.matches(text) != negated } else { false }
      }
    case .presence(let reader, let wanted):
      reader.contains(in: trace, span) { _ in true } == wanted
    case .computed(let a, let op, let b):
      a.value(of: span, in: trace).satisfies(op, b.value(of: span, in: trace))
    case .truth(let value): value.value(of: span, in: trace) == .bool(true)
    }
  }
}

extension SpanPredicate {
  init(_ filter: SpansetFilter) throws(TraceRefusal) {
    guard let condition = filter.condition else {
      self = .constant(true)
      return
    }
    try self.init(condition)
  }

  init(_ expression: FieldExpression) throws(TraceRefusal) {
    switch expression {
    case .literal(.bool(let value), _): self = .constant(value)
    case .not(let inner, _): self = .not(try SpanPredicate(inner))
    case .binary(.and, let a, let b): self = .and(try SpanPredicate(a), try SpanPredicate(b))
    case .binary(.or, let a, let b): self = .or(try SpanPredicate(a), try SpanPredicate(b))
    case .binary(let op, let a, let b) where op.isComparison:
      self = try Self.comparison(op, a, b)
    default: self = .truth(try SpanValue(expression))
    }
  }

  private static func comparison(
    _ op: FieldOperator, _ left: FieldExpression, _ right: FieldExpression
  ) throws(TraceRefusal) -> SpanPredicate {
    switch (left, right) {
    case (.field(let field, _), .literal(let literal, _)):
      return try comparison(FieldReader(field), op, literal)
    case (.literal(let literal, _), .field(let field, _)) where !op.isRegex:
      return try comparison(FieldReader(field), op.mirrored, literal)
    default:
      guard !op.isRegex else {
        throw TraceRefusal("regular expressions need an attribute and a string")
      }
      return .computed(try SpanValue(left), op, try SpanValue(right))
    }
  }

  private static func comparison(
    _ reader: FieldReader, _ op: FieldOperator, _ literal: TraceLiteral
  ) throws(TraceRefusal) -> SpanPredicate {
    switch (op, literal) {
    case (.equal, .nil): return .presence(reader, false)
    case (.notEqual, .nil): return .presence(reader, true)
    case (.matches, .string(let pattern)), (.notMatches, .string(let pattern)):
      return .pattern(reader, try TextPattern(pattern), negated: op == .notMatches)
    case (_, .string(let text)) where reader.isTraceID:
      return .comparison(
        reader, op, FieldValue.string(IndexedTrace.stripped(text.lowercased())))
    default: return .comparison(reader, op, FieldValue(literal))
    }
  }
}

extension FieldReader {
  /// Trace ids compare without leading zeros, so that both forms of one match.
  fileprivate var isTraceID: Bool {
    field == .intrinsic(.traceID) || field == .intrinsic(.linkTraceID)
  }
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
