/// A label matcher, the same in PromQL and LogQL selectors.
public struct Matcher: Hashable, Sendable {
  public enum Operator: String, Hashable, Sendable, CaseIterable {
    case equal = "="
    case notEqual = "!="
    case matches = "=~"
    case notMatches = "!~"
  }

  public var name: String
  public var op: Operator
  public var value: String
  /// The whole matcher; zero-length when it was made, not parsed.
  public var range: TextRange

  public init(_ name: String, _ op: Operator, _ value: String, range: TextRange = TextRange(0, 0)) {
    self.name = name
    self.op = op
    self.value = value
    self.range = range
  }
}
