public import Languages
public import Telemetry

extension TraceLiteral {
  /// An attribute's value as a query would write it; `nil` for one that has no single value.
  init?(_ value: AttributeValue) {
    switch value {
    case .string(let text): self = .string(text)
    case .int(let number): self = .int(number)
    case .double(let number): self = .float(number)
    case .bool(let flag): self = .bool(flag)
    case .bytes, .array, .map, .empty: return nil
    }
  }

  /// A span's value of a field as a query would write it: the words of `status` and `kind` stay words,
  /// and what has no single value is compared as text.
  public init(_ value: AttributeValue, of field: TraceField) {
    if case .intrinsic = field, case .string(let text) = value {
      self = TraceLiteral(reading: text, of: field)
    } else {
      self = TraceLiteral(value) ?? .string(value.description)
    }
  }

  /// What a text most likely means as a value of a field: the words of `status` and `kind`, durations,
  /// numbers, `true` and `false`; anything else is a string.
  public init(reading text: String, of field: TraceField) {
    switch field {
    case .intrinsic(.status): self = Status(rawValue: text).map(TraceLiteral.status) ?? .string(text)
    case .intrinsic(.kind): self = Kind(rawValue: text).map(TraceLiteral.kind) ?? .string(text)
    case .intrinsic(.duration), .intrinsic(.traceDuration), .intrinsic(.eventTime):
      self = DurationText.duration(text).map { .duration($0.wholeNanoseconds) } ?? .string(text)
    case .intrinsic(.childCount), .intrinsic(.nestedSetParent):
      self = Int64(text).map(TraceLiteral.int) ?? .string(text)
    case .intrinsic: self = .string(text)
    case .attribute(_, let key) where key == "service.name": self = .string(text)
    case .attribute:
      if let number = Int64(text), String(number) == text {
        self = .int(number)
      } else if let number = Double(text), number.isFinite, text.contains(".") {
        self = .float(number)
      } else {
        self = text == "true" ? .bool(true) : text == "false" ? .bool(false) : .string(text)
      }
    }
  }

  var number: Double? {
    switch self {
    case .int(let value), .duration(let value): Double(value)
    case .float(let value): value
    default: nil
    }
  }
}
