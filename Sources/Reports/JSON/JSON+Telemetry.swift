public import Telemetry

extension JSON {
  public static func labels(_ labels: Labels) -> JSON {
    .object(labels.pairs.map { ($0.name, .string($0.value)) })
  }

  /// RFC 3339 with nanoseconds in UTC.
  public static func time(_ instant: Instant) -> JSON { .string(RFC3339.string(instant)) }

  public static func attributes(_ attributes: [Attribute]) -> JSON {
    .object(attributes.map { ($0.key, .attribute($0.value)) })
  }

  public static func attribute(_ value: AttributeValue) -> JSON {
    switch value {
    case .string(let text): .string(text)
    case .int(let number): .integer(number)
    case .double(let number): .number(number)
    case .bool(let flag): .bool(flag)
    case .bytes: .string(value.description)
    case .array(let values): .array(values.map(attribute))
    case .map(let entries): attributes(entries)
    case .empty: .null
    }
  }

  /// Nanoseconds as seconds.
  static func seconds(_ nanoseconds: Int64) -> JSON { .number(Double(nanoseconds) / 1e9) }
}
