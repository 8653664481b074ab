internal import Languages

/// Adds to a stream selector so that it stays one the server accepts.
struct SelectorEdit {
  private let query: LogQuery

  init(_ query: LogQuery) { self.query = query }

  /// The matcher behind the others; in place of its opposite, of another value that would leave
  /// nothing, or of one that says less.
  func adding(_ wanted: Matcher, insteadOf opposite: Matcher) -> QueryEdit? {
    let own = query.matchers.filter { $0.name == wanted.name }
    if own.contains(where: { Self.same($0, wanted) }) { return nil }
    let replaced = own.first { Self.same($0, opposite) } ?? own.first { Self.isOverruled($0, by: wanted) }
    guard let replaced else { return behind(wanted) }
    var matchers = [wanted]
    let others = query.matchers.filter { $0 != replaced }
    if !(others + [wanted]).contains(where: Self.isNarrow) {
      matchers.append(Matcher(wanted.name, .matches, ".+"))
    }
    return QueryEdit(range: replaced.range, text: Self.text(matchers))
  }

  private func behind(_ wanted: Matcher) -> QueryEdit {
    let end = query.selectorRange.end - 1
    var matchers = [wanted]
    if !(query.matchers + [wanted]).contains(where: Self.isNarrow) {
      matchers.append(Matcher(wanted.name, .matches, ".+"))
    }
    guard let last = query.matchers.last else {
      return QueryEdit(range: TextRange(end, end), text: Self.text(matchers))
    }
    return QueryEdit(range: TextRange(last.range.end, last.range.end), text: ", " + Self.text(matchers))
  }

  private static func text(_ matchers: [Matcher]) -> String {
    matchers.map { LogQL.text(of: $0) }.joined(separator: ", ")
  }

  private static func same(_ a: Matcher, _ b: Matcher) -> Bool {
    a.name == b.name && a.op == b.op && a.value == b.value
  }

  /// Another value of the same label would leave no line; any value (`.+`) says less than one.
  private static func isOverruled(_ old: Matcher, by wanted: Matcher) -> Bool {
    guard wanted.op == .equal else { return false }
    return old.op == .equal || (old.op == .matches && (old.value == ".+" || old.value == ".*"))
  }

  /// Loki wants one matcher at least that an empty value does not pass.
  static func isNarrow(_ matcher: Matcher) -> Bool {
    switch matcher.op {
    case .equal: !matcher.value.isEmpty
    case .notEqual: matcher.value.isEmpty
    case .matches: !passesEmpty(matcher.value)
    case .notMatches: passesEmpty(matcher.value)
    }
  }

  private static func passesEmpty(_ pattern: String) -> Bool {
    guard let regex = try? Regex(pattern) else { return false }
    return (try? regex.wholeMatch(in: "")) != nil
  }
}
