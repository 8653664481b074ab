extension PromParser {
  /// `up`, `up{job="a"}`, `{job="a"}`, `{"dotted.name", job="a"}`.
  mutating func selector() throws(SyntaxError) -> PromExpression {
    var selector = PromSelector(name: nil, range: current.range)
    if current.kind == .identifier { selector.name = take().text }
    if current.isSymbol("{") { try braces(&selector) }
    let rules = selector.allMatchers
    guard rules.contains(where: { !$0.acceptsNothing }) else {
      throw SyntaxError(
        "vector selector must contain at least one non-empty matcher", at: selector.range)
    }
    return PromExpression(.vector(selector), range: selector.range)
  }

  private mutating func braces(_ selector: inout PromSelector) throws(SyntaxError) {
    take()
    while !current.isSymbol("}") {
      try matcher(&selector)
      guard skip(",") else { break }
    }
    guard current.isSymbol("}") else {
      throw unexpected("label matching", expected: "\",\" or \"}\"")
    }
    selector.range = selector.range.joined(with: take().range)
  }

  private mutating func matcher(_ selector: inout PromSelector) throws(SyntaxError) {
    let name = current
    var label = name.text
    switch name.kind {
    case .identifier: take()
    case .string(let quoted):
      take()
      label = quoted
      if current.isSymbol(",") || current.isSymbol("}") {
        return try setName(quoted, at: name.range, of: &selector)
      }
    default: throw unexpected("label matching", expected: "identifier or \"}\"")
    }
    guard current.kind == .symbol, let op = Matcher.Operator(rawValue: current.text) else {
      throw unexpected("label matching", expected: "label matching operator")
    }
    take()
    guard case .string(let value) = current.kind else {
      throw unexpected("label matching", expected: "string")
    }
    let range = name.range.joined(with: take().range)
    if label == "__name__", op == .equal, let first = selector.name {
      throw SyntaxError(
        "metric name must not be set twice: \"\(first)\" or \"\(value)\"", at: range)
    }
    selector.matchers.append(Matcher(label, op, value, range: range))
  }

  private func setName(
    _ name: String, at range: TextRange, of selector: inout PromSelector
  ) throws(SyntaxError) {
    if let first = selector.name {
      throw SyntaxError("metric name must not be set twice: \"\(first)\" or \"\(name)\"", at: range)
    }
    selector.name = name
  }

  // MARK: Behind an expression

  /// Ranges, `offset` and `@`, in any order Prometheus allows.
  mutating func postfix(_ expression: PromExpression) throws(SyntaxError) -> PromExpression {
    var result = expression
    while true {
      if current.isSymbol("[") {
        result = try ranged(result)
      } else if current.keyword == "offset" {
        result = try offset(result)
      } else if current.isSymbol("@") {
        result = try anchored(result)
      } else {
        return result
      }
    }
  }

  private mutating func ranged(_ inner: PromExpression) throws(SyntaxError) -> PromExpression {
    let bracket = take().range
    let length = try duration(in: "range selector", positive: true)
    if skip(":") {
      let step = current.isSymbol("]") ? nil : try duration(in: "subquery selector", positive: true)
      let end = try expect("]", in: "subquery selector")
      let node = PromSubquery(
        expression: inner, range: length, step: step, modifiers: PromModifiers())
      return PromExpression(.subquery(node), range: inner.range.joined(with: end.range))
    }
    let end = try expect("]", in: "range selector", expected: "\":\" or \"]\"")
    let range = inner.range.joined(with: end.range)
    guard case .vector(let selector) = inner.node else {
      throw SyntaxError("ranges only allowed for vector selectors", at: bracket)
    }
    if selector.modifiers.offset != nil {
      throw SyntaxError("no offset modifiers allowed before range", at: bracket)
    }
    if selector.modifiers.at != nil {
      throw SyntaxError("no @ modifiers allowed before range", at: bracket)
    }
    return PromExpression(.matrix(selector, length), range: range)
  }

  private mutating func duration(
    in context: String, positive: Bool
  ) throws(SyntaxError) -> PromDuration {
    let lexeme = current
    switch lexeme.kind {
    case .variable:
      take()
      return .variable(lexeme.text)
    case .duration(let milliseconds):
      take()
      if positive && milliseconds == 0 {
        throw SyntaxError("duration must be greater than 0", at: lexeme.range)
      }
      return .milliseconds(milliseconds)
    case .number(let seconds):
      take()
      guard let milliseconds = Int64(exactly: (seconds * 1000).rounded()),
        milliseconds.magnitude < 9_223_372_036_854
      else { throw SyntaxError("duration out of range", at: lexeme.range) }
      if positive && milliseconds <= 0 {
        throw SyntaxError("duration must be greater than 0", at: lexeme.range)
      }
      return .milliseconds(milliseconds)
    default:
      throw unexpected(context, expected: "duration")
    }
  }

  private mutating func offset(_ inner: PromExpression) throws(SyntaxError) -> PromExpression {
    take()
    let negative = current.isSymbol("-")
    if negative || current.isSymbol("+") { take() }
    let last = current.range
    var length = try duration(in: "offset", positive: false)
    if negative { length = length.negated }
    return try modifying(inner, end: last, named: "offset") { modifiers in
      guard modifiers.offset == nil else { return false }
      modifiers.offset = length
      return true
    }
  }

  private mutating func anchored(_ inner: PromExpression) throws(SyntaxError) -> PromExpression {
    take()
    let sign = current.isSymbol("-") ? -1.0 : 1.0
    if current.isSymbol("-") || current.isSymbol("+") { take() }
    var last = current.range
    let anchor: PromModifiers.Anchor
    switch (current.kind, current.keyword) {
    case (.identifier, "start"), (.identifier, "end"):
      anchor = take().keyword == "start" ? .start : .end
      _ = try open(in: "@")
      last = try close(in: "@").range
    case (.number(let seconds), _):
      guard let milliseconds = Int64(exactly: (sign * seconds * 1000).rounded()),
        milliseconds.magnitude < 9_223_372_036_854
      else {
        throw SyntaxError("timestamp out of bounds for @ modifier: \(current.text)", at: last)
      }
      take()
      anchor = .milliseconds(milliseconds)
    default:
      throw unexpected("@", expected: "timestamp")
    }
    return try modifying(inner, end: last, named: "@") { modifiers in
      guard modifiers.at == nil else { return false }
      modifiers.at = anchor
      return true
    }
  }

  private func modifying(
    _ inner: PromExpression, end: TextRange, named name: String,
    _ change: (inout PromModifiers) -> Bool
  ) throws(SyntaxError) -> PromExpression {
    let range = inner.range.joined(with: end)
    var (node, changed) = (inner.node, false)
    switch node {
    case .vector(var selector):
      changed = change(&selector.modifiers)
      node = .vector(selector)
    case .matrix(var selector, let length):
      changed = change(&selector.modifiers)
      node = .matrix(selector, length)
    case .subquery(var subquery):
      changed = change(&subquery.modifiers)
      node = .subquery(subquery)
    default:
      throw SyntaxError(
        "\(name) modifier must be preceded by an instant vector selector or range vector selector "
          + "or a subquery", at: range)
    }
    guard changed else {
      let plural = name == "@" ? "@ <timestamp>" : "offset"
      throw SyntaxError("\(plural) may not be set multiple times", at: range)
    }
    return PromExpression(node, range: range)
  }

  /// Where the last lexeme taken ends.
  var lastLabelEnd: TextRange { previous.range }
}

extension Matcher {
  /// Whether a series without the label would match. Regular expressions are judged by the forms
  /// people write to match everything; others count as restrictive.
  var acceptsNothing: Bool {
    switch op {
    case .equal: value.isEmpty
    case .notEqual: !value.isEmpty
    case .matches: ["", ".*", "^.*$", "(.*)", ".*.*"].contains(value) || value.hasSuffix("|")
    case .notMatches: !["", ".*", "^.*$", "(.*)"].contains(value)
    }
  }
}
