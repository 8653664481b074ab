internal import Telemetry

/// Reads OTLP's KeyValue lists.
enum AttributeReader {
  static func list(_ value: JSONValue?) -> [Attribute] {
    guard let value else { return [] }
    return value.elements.compactMap { entry in
      entry["key"]?.string.map { Attribute($0, self.value(entry["value"])) }
    }
  }

  /// An AnyValue: exactly one member is set, none at all for an unset value.
  static func value(_ value: JSONValue?) -> AttributeValue {
    guard let value else { return .empty }
    for (key, member) in value.fields {
      switch key {
      case "stringValue": if let text = member.string { return .string(text) }
      case "intValue": if let number = member.int64 { return .int(number) }
      case "doubleValue": if let number = member.double { return .double(number) }
      case "boolValue": if let flag = member.bool { return .bool(flag) }
      case "bytesValue":
        if let bytes = member.withUTF8(Base64.decode) ?? nil { return .bytes(bytes) }
      case "arrayValue": return .array(member["values"]?.elements.map(self.value) ?? [])
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
