internal import Telemetry

/// Reads the JSON that somebody posts as a silence.
struct SilenceWire {
  private let fields: [String: JSONText]

  init(_ text: String) {
    guard case .object(let fields, _)? = JSONText(text) else {
      fields = [:]
      return
    }
    self.fields = Dictionary(fields.map { ($0.key, $0.value) }) { first, _ in first }
  }

  /// `nil` when something that must be there is missing.
  var draft: SilenceDraft? {
    guard let start = text("startsAt").flatMap({ RFC3339.instant($0) }),
      let end = text("endsAt").flatMap({ RFC3339.instant($0) }), let author = text("createdBy"),
      let comment = text("comment"), case .array(let elements, _)? = fields["matchers"]
    else { return nil }
    let matchers = elements.compactMap(Self.matcher)
    guard matchers.count == elements.count else { return nil }
    return SilenceDraft(
      id: text("id").flatMap { $0.isEmpty ? nil : $0 }, matchers: matchers, start: start, end: end,
      createdBy: author,
      comment: comment)
  }

  private func text(_ name: String) -> String? {
    guard case .string(let text)? = fields[name] else { return nil }
    return text
  }

  private static func matcher(_ value: JSONText) -> Silence.Matcher? {
    guard case .object(let fields, _) = value else { return nil }
    func member(_ name: String) -> String? { fields.first { $0.key == name }?.value.label }
    guard let name = member("name"), let text = member("value"), let isRegex = member("isRegex") else {
      return nil
    }
    return Silence.Matcher(
      name: name, value: text, isRegex: isRegex == "true", isEqual: member("isEqual") != "false")
  }
}

/// Whether labels are as a silence wants them; expressions must match whole values.
enum LabPattern {
  static func accepts(_ matcher: Silence.Matcher, _ labels: Labels) -> Bool {
    let value = labels[matcher.name] ?? ""
    guard matcher.isRegex else { return (value == matcher.value) == matcher.isEqual }
    guard let regex = try? Regex(matcher.value) else { return false }
    return ((try? regex.wholeMatch(in: value)) != nil) == matcher.isEqual
  }
}
