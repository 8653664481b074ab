internal import Telemetry

/// Reads OTLP's KeyValue lists from JSON. Keys and values repeat from span to span; each long one is
/// made a `String` once.
struct AttributeReader {
  private var pool = TextPool()

  /// A list on its own, of an answer that has few.
  static func list(_ value: JSONValue?) -> [Attribute] {
    var reader = AttributeReader()
    return reader.list(value)
  }

  mutating func list(_ value: JSONValue?) -> [Attribute] {
    guard let value else { return [] }
    let count = value.count
    guard count > 0 else { return [] }
    var list: [Attribute] = []
    list.reserveCapacity(count)
    for entry in value.elements {
      if let key = entry["key"].flatMap({ text($0) }) {
        list.append(Attribute(key, self.value(entry["value"])))
      }
    }
    return list
  }

  /// A text that may well repeat; `nil` for other types.
  mutating func text(_ value: JSONValue) -> String? { value.withUTF8 { pool.text($0) } }

  /// An AnyValue: exactly one member is set, none at all for an unset value.
  private mutating func value(_ value: JSONValue?) -> AttributeValue {
    guard let value else { return .empty }
    for (key, member) in value.members {
      switch key {
      case "stringValue": if let text = text(member) { return .string(text) }
      case "intValue": if let number = member.int64 { return .int(number) }
      case "doubleValue": if let number = member.double { return .double(number) }
      case "boolValue": if let flag = member.bool { return .bool(flag) }
      case "bytesValue":
        if let bytes = member.withUTF8(Base64.decode) ?? nil { return .bytes(bytes) }
      case "arrayValue":
        guard let values = member["values"] else { return .array([]) }
        return .array(values.elements.map { self.value($0) })
      case "kvlistValue": return .map(list(member["values"]))
      default: continue
      }
    }
    return .empty
  }

  /// A list as labels, values as TraceQL's results show them: whole numbers without a fraction.
  static func labels(_ value: JSONValue?) -> Labels {
    Labels(
      list(value).lazy.map { attribute in
        guard case .double(let number) = attribute.value, let whole = Int64(exactly: number) else {
          return Labels.Pair(attribute.key, attribute.value.description)
        }
        return Labels.Pair(attribute.key, String(whole))
      })
  }
}
