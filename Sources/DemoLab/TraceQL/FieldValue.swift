internal import Languages
internal import Telemetry

/// A value of a span, typed as TraceQL sees it.
enum FieldValue: Hashable {
  case absent
  case string(String)
  case int(Int64)
  case float(Double)
  case bool(Bool)
  /// Nanoseconds.
  case duration(Int64)
  case status(SpanStatus)
  case kind(SpanKind)

  init(_ literal: TraceLiteral) {
    switch literal {
    case .string(let text): self = .string(text)
    case .int(let value): self = .int(value)
    case .float(let value): self = .float(value)
    case .duration(let value): self = .duration(value)
    case .bool(let value): self = .bool(value)
    case .status(let status):
      self = .status(SpanStatus.allCases.first { $0.name == status.rawValue } ?? .unset)
    case .kind(let kind):
      self = .kind(SpanKind.allCases.first { $0.name == kind.rawValue } ?? .unspecified)
    case .nil: self = .absent
    }
  }

  /// Arrays have no single value: `FieldReader` looks into them.
  init(_ value: AttributeValue) {
    switch value {
    case .string(let text): self = .string(text)
    case .int(let value): self = .int(value)
    case .double(let value): self = .float(value)
    case .bool(let value): self = .bool(value)
    case .empty: self = .absent
    case .bytes, .array, .map: self = .string(value.description)
    }
  }

  /// The value as a number; durations in nanoseconds.
  var number: Double? {
    switch self {
    case .int(let value), .duration(let value): Double(value)
    case .float(let value): value
    default: nil
    }
  }

  /// As a metric gives it: durations in seconds.
  var measurement: Double? {
    if case .duration(let value) = self { Double(value) / 1e9 } else { number }
  }

  /// As Tempo writes it as text: `nil` when absent, durations in Go's form.
  var text: String {
    switch self {
    case .absent: "nil"
    case .string(let text): text
    case .int(let value): String(value)
    case .float(let value): NumberText.shortest(value)
    case .bool(let value): String(value)
    case .duration(let value): GoDuration.text(nanoseconds: value)
    case .status(let status): status.name
    case .kind(let kind): kind.name
    }
  }

  /// Values of different types compare as false, whatever the operator.
  func satisfies(_ op: FieldOperator, _ other: FieldValue) -> Bool {
    switch (self, other) {
    case (.string(let a), .string(let b)): Self.ordered(a, op, b)
    case (.int(let a), .int(let b)), (.duration(let a), .duration(let b)): Self.ordered(a, op, b)
    case (.bool(let a), .bool(let b)): Self.equated(a, op, b)
    case (.status(let a), .status(let b)): Self.equated(a, op, b)
    case (.kind(let a), .kind(let b)): Self.equated(a, op, b)
    default:
      if let a = number, let b = other.number { Self.ordered(a, op, b) } else { false }
    }
  }

  private static func ordered<Value: Comparable>(
    _ a: Value, _ op: FieldOperator, _ b: Value
  ) -> Bool {
    switch op {
    case .less: a < b
    case .lessOrEqual: a <= b
    case .greater: a > b
    case .greaterOrEqual: a >= b
    default: equated(a, op, b)
    }
  }

  private static func equated<Value: Equatable>(
    _ a: Value, _ op: FieldOperator, _ b: Value
  ) -> Bool {
    switch op {
    case .equal: a == b
    case .notEqual: a != b
    default: false
    }
  }
}
