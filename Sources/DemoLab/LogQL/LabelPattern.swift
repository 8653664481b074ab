internal import Languages

/// A compiled matcher; an absent label counts as the empty text.
struct LabelPattern {
  let name: String
  private let op: Matcher.Operator
  private let value: String
  private let pattern: LogRegex?

  init(_ matcher: Matcher) throws(LogFailure) {
    name = matcher.name
    op = matcher.op
    value = matcher.value
    pattern = op == .matches || op == .notMatches ? try LogRegex(value, isAnchored: true) : nil
  }

  func accepts(_ text: String) -> Bool {
    switch op {
    case .equal: text == value
    case .notEqual: text != value
    case .matches: pattern?.matches(text) ?? false
    case .notMatches: !(pattern?.matches(text) ?? true)
    }
  }
}
