public import Languages
public import Telemetry

/// Matchers ready to be tried on many label sets, their regular expressions compiled once.
///
/// A missing label counts as empty, and regular expressions must match the whole value.
public struct LabelFilter {
  private let tests: [(name: String, accepts: (String) -> Bool)]

  /// A pattern that is no regular expression matches nothing.
  public init(_ matchers: [Matcher]) {
    tests = matchers.map { matcher in
      let value = matcher.value
      switch matcher.op {
      case .equal: return (matcher.name, { $0 == value })
      case .notEqual: return (matcher.name, { $0 != value })
      case .matches:
        let test = Self.test(value)
        return (matcher.name, { test?($0) ?? false })
      case .notMatches:
        let test = Self.test(value)
        return (matcher.name, { !(test?($0) ?? true) })
      }
    }
  }

  public func accepts(_ labels: Labels) -> Bool {
    tests.allSatisfy { $0.accepts(labels[$0.name] ?? "") }
  }

  /// Alternatives of plain text, by far the most common patterns, need no expression at all.
  private static func test(_ pattern: String) -> ((String) -> Bool)? {
    if pattern == ".*" { return { _ in true } }
    if pattern == ".+" { return { !$0.isEmpty } }
    let special: Set<Character> = [
      "\\", ".", "+", "*", "?", "(", ")", "[", "]", "{", "}", "^", "$",
    ]
    if !pattern.contains(where: special.contains) {
      let plain = Set(
        pattern.split(separator: "|", omittingEmptySubsequences: false).map(String.init))
      return { plain.contains($0) }
    }
    return WholeRegex(pattern).map { regex in { regex.matches($0) } }
  }
}
