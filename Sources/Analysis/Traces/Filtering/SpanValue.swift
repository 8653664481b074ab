internal import Languages
internal import Telemetry

/// A value of a span, typed as TraceQL sees it.
enum SpanValue: Hashable {
  case string(String)
  case int(Int64)
  case float(Double)
  case bool(Bool)
  /// Nanoseconds.
  case duration(Int64)
  case status(SpanStatus)
  case kind(SpanKind)

  /// `nil` for the literal `nil`.
  init?(_ literal: TraceLiteral) {
    switch literal {
    case .string(let text): self = .string(text)
    case .int(let value): self = .int(value)
    case .float(let value): self = .float(value)
    case .duration(let value): self = .duration(value)
    case .bool(let value): self = .bool(value)
    case .status(let status): self = .status(SpanStatus(status))
    case .kind(let kind): self = .kind(SpanKind(kind))
    case .nil: return nil
    }
  }

  /// `nil` for a value that is not set. Arrays have no single value: whoever reads looks into them.
  init?(_ value: AttributeValue) {
    switch value {
    case .string(let text): self = .string(text)
    case .int(let value): self = .int(value)
    case .double(let value): self = .float(value)
    case .bool(let value): self = .bool(value)
    case .bytes, .array, .map: self = .string(value.description)
    case .empty: return nil
    }
  }

  /// As a number; durations in nanoseconds.
  var number: Double? {
    switch self {
    case .int(let value), .duration(let value): Double(value)
    case .float(let value): value
    default: nil
    }
  }

  /// Values that cannot be compared satisfy no operator, as Tempo has it.
  func satisfies(_ op: FieldOperator, _ other: SpanValue) -> Bool {
    switch (self, other) {
    case (.string(let a), .string(let b)): Self.ordered(a, op, b)
    case (.int(let a), .int(let b)), (.duration(let a), .duration(let b)): Self.ordered(a, op, b)
    case (.bool, .bool), (.status, .status), (.kind, .kind):
      op == .equal ? self == other : op == .notEqual && self != other
    default:
      if let a = number, let b = other.number { Self.ordered(a, op, b) } else { false }
    }
  }

  private static func ordered<Value: Comparable>(_ a: Value, _ op: FieldOperator, _ b: Value) -> Bool {
    switch op {
    case .equal: a == b
    case .notEqual: a != b
    case .less: a < b
    case .lessOrEqual: a <= b
    case .greater: a > b
    case .greaterOrEqual: a >= b
    default: false
    }
  }
}

extension SpanStatus {
  init(_ literal: TraceLiteral.Status) {
    switch literal {
    case .error: self = .error
    case .ok: self = .ok
    case .unset: self = .unset
    }
  }
}

extension SpanKind {
  init(_ literal: TraceLiteral.Kind) {
    switch literal {
    case .unspecified: self = .unspecified
    case .internal: self = .internal
    case .server: self = .server
    case .client: self = .client
    case .producer: self = .producer
    case .consumer: self = .consumer
    }
  }
}
