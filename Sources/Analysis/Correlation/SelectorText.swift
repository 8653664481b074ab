internal import Telemetry

/// Writes label selectors, the same in PromQL and LogQL.
struct SelectorText {
  private(set) var matchers: [String] = []

  var isEmpty: Bool { matchers.isEmpty }

  /// `{a="b", c=~"d|e"}`
  var text: String { "{" + matchers.joined(separator: ", ") + "}" }

  /// `a="b", c=~"d|e"`, as it stands for `$__tags`.
  var list: String { matchers.joined(separator: ", ") }

  mutating func add(_ name: String, equals value: String) {
    matchers.append("\(name)=\"\(Labels.escaped(value))\"")
  }

  /// Any of `values`, literally; nothing when there are none.
  mutating func add(_ name: String, anyOf values: [String]) {
    guard values.count != 1 else { return add(name, equals: values[0]) }
    guard !values.isEmpty else { return }
    let pattern = values.map(Self.regexEscaped).joined(separator: "|")
    matchers.append("\(name)=~\"\(Labels.escaped(pattern))\"")
  }

  /// A text as RE2 matches it literally.
  static func regexEscaped(_ text: String) -> String {
    var out = ""
    for character in text {
      if #"\.+*?()|[]{}^$"#.contains(character) { out.append("\\") }
      out.append(character)
    }
    return out
  }
}
