internal import Telemetry

/// The JSON of a silence, as `POST /api/v2/silences` takes it.
enum SilenceRequest {
  static func body(_ draft: SilenceDraft) -> [UInt8] {
    var fields = [(String, String)]()
    if let id = draft.id { fields.append(("id", quoted(id))) }
    fields += [
      ("matchers", "[" + draft.matchers.map(matcher).joined(separator: ",") + "]"),
      ("startsAt", quoted(RFC3339.string(draft.start))), ("endsAt", quoted(RFC3339.string(draft.end))),
      ("createdBy", quoted(draft.createdBy)), ("comment", quoted(draft.comment)),
    ]
    return Array(object(fields).utf8)
  }

  private static func matcher(_ matcher: Silence.Matcher) -> String {
    object([
      ("name", quoted(matcher.name)), ("value", quoted(matcher.value)),
      ("isRegex", matcher.isRegex ? "true" : "false"), ("isEqual", matcher.isEqual ? "true" : "false"),
    ])
  }

  private static func object(_ fields: [(String, String)]) -> String {
    "{" + fields.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
  }

  private static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x22: out += "\\\""
      case 0x5C: out += "\\\\"
      case 0..<0x20:
        let digits = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}
