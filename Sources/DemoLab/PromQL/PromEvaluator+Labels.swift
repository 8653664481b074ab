internal import Languages
internal import Telemetry

extension PromEvaluator {
  /// `label_replace(v, destination, replacement, source, regex)`
  func labelReplace(_ arguments: [PromExpression], at time: Int64) throws -> [PromPoint] {
    guard arguments.count == 5 else { return [] }
    let texts = arguments.dropFirst().map(text)
    let (destination, replacement, source, pattern) = (texts[0], texts[1], texts[2], texts[3])
    guard let expression = wholeRegex(pattern) else {
      throw PromFailure.execution("invalid regular expression in label_replace(): \(pattern)")
    }
    try checkLabel(destination, of: "label_replace")
    let points = try vector(arguments[0], at: time).map { point in
      guard let captures = expression.captures(in: point.labels[source] ?? "") else { return point }
      let value = captures.expanded(replacement)
      var replaced = point
      replaced.labels[destination] = value.isEmpty ? nil : value
      return replaced
    }
    return try distinct(points)
  }

  /// `label_join(v, destination, separator, source…)`
  func labelJoin(_ arguments: [PromExpression], at time: Int64) throws -> [PromPoint] {
    guard arguments.count >= 3 else { return [] }
    let texts = arguments.dropFirst().map(text)
    try checkLabel(texts[0], of: "label_join")
    let points = try vector(arguments[0], at: time).map { point in
      let parts = texts.dropFirst(2).map { point.labels[$0] ?? "" }
      let value = parts.joined(separator: texts[1])
      var joined = point
      joined.labels[texts[0]] = value.isEmpty ? nil : value
      return joined
    }
    return try distinct(points)
  }

  private func checkLabel(_ name: String, of function: String) throws {
    guard PromLabelName.isValid(name) else {
      throw PromFailure.execution("invalid destination label name in \(function)(): \(name)")
    }
  }
}

/// A regular expression that must match the whole of a text, as Prometheus anchors them.
struct WholeRegex {
  private let regex: Regex<AnyRegexOutput>

  /// `nil` when the pattern is not a regular expression.
  init?(_ pattern: String) {
    guard let regex = try? Regex("(?s:\(pattern))") else { return nil }
    self.regex = regex.matchingSemantics(.unicodeScalar)
  }

  func matches(_ text: String) -> Bool { (try? regex.wholeMatch(in: text)) != nil }

  /// What the groups matched; `nil` when the text does not match.
  func captures(in text: String) -> Captures? {
    guard let match = try? regex.wholeMatch(in: text) else { return nil }
    var captures = Captures()
    for group in match.output {
      let value = group.substring.map(String.init) ?? ""
      captures.groups.append(value)
      if let name = group.name { captures.names[name] = value }
    }
    return captures
  }

  struct Captures {
    var groups: [String] = []
    var names: [String: String] = [:]

    /// A template with `$1`, `${1}`, `$name`, `${name}` and `$$`; unknown groups are empty.
    func expanded(_ template: String) -> String {
      var out = ""
      var rest = template[...]
      while let character = rest.popFirst() {
        guard character == "$" else {
          out.append(character)
          continue
        }
        if rest.first == "$" {
          out.append("$")
          rest = rest.dropFirst()
        } else {
          out += reference(&rest)
        }
      }
      return out
    }

    private func reference(_ rest: inout Substring) -> String {
      let braced = rest.first == "{"
      let body = braced ? rest.dropFirst() : rest
      let name = body.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
      let after = body.dropFirst(name.count)
      guard !name.isEmpty, !braced || after.first == "}" else { return "$" }
      rest = braced ? after.dropFirst() : after
      if let number = Int(name) { return groups.indices.contains(number) ? groups[number] : "" }
      return names[String(name)] ?? ""
    }
  }
}
