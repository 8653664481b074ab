/// A constant in a TraceQL text.
public enum TraceLiteral: Hashable, Sendable {
  case string(String)
  case int(Int64)
  case float(Double)
  /// Nanoseconds.
  case duration(Int64)
  case bool(Bool)
  case status(Status)
  case kind(Kind)
  case `nil`

  public enum Status: String, Hashable, Sendable, CaseIterable { case error, ok, unset }

  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case unspecified, `internal`, server, client, producer, consumer
  }
}

extension TraceLiteral {
  /// A constant that is written as a bare word; `nil` for any other word.
  init?(word: String) {
    switch word {
    case "true": self = .bool(true)
    case "false": self = .bool(false)
    case "nil": self = .nil
    default:
      if let status = Status(rawValue: word) {
        self = .status(status)
      } else if let kind = Kind(rawValue: word) {
        self = .kind(kind)
      } else {
        return nil
      }
    }
  }

  public var isNumeric: Bool {
    switch self {
    case .int, .float, .duration: true
    default: false
    }
  }
}

extension TraceLiteral: CustomStringConvertible {
  public var description: String {
    switch self {
    case .string(let text): TraceText.quoted(text)
    case .int(let value): String(value)
    case .float(let value): TraceText.float(value)
    case .duration(let nanoseconds): TraceText.duration(nanoseconds)
    case .bool(let value): String(value)
    case .status(let status): status.rawValue
    case .kind(let kind): kind.rawValue
    case .nil: "nil"
    }
  }
}
