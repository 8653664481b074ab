internal import Languages

/// What a field's values are, named as Loki's `detected_fields` names them.
public enum FieldType: String, Hashable, Sendable, CaseIterable {
  case string, int, float, boolean, duration, bytes

  /// The narrowest type of one value.
  public init(of text: some StringProtocol) {
    guard let first = text.utf8.first, text.utf8.count <= 40 else {
      self = .string
      return
    }
    let isNumeric = (43...57).contains(first) && first != UInt8(ascii: "/") && first != UInt8(ascii: ",")
    if text == "true" || text == "false" {
      self = .boolean
    } else if !isNumeric {
      self = .string
    } else if Int64(text) != nil {
      self = .int
    } else if Double(text) != nil {
      self = .float
    } else if LogUnits.duration(text) != nil {
      self = .duration
    } else {
      self = LogUnits.bytes(text) != nil ? .bytes : .string
    }
  }

  /// The value as a number: seconds for durations, bytes for sizes; `nil` for texts.
  public func number(_ text: some StringProtocol) -> Double? {
    switch self {
    case .string, .boolean: nil
    case .int, .float: Double(text)
    case .duration: LogUnits.duration(text).map { Double($0) / 1e9 }
    case .bytes: LogUnits.bytes(text)
    }
  }

  /// The type both values have; a whole number is a float among floats.
  func joined(with other: FieldType) -> FieldType {
    if self == other { return self }
    let both: Set = [self, other]
    return both == [.int, .float] ? .float : .string
  }

  public var isNumeric: Bool { self != .string && self != .boolean }
}
