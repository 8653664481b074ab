extension PromParser {
  /// `sum by (a) (x)`, `sum(x) by (a)` and `sum(x)`.
  mutating func aggregation(_ op: PromAggregator) throws(SyntaxError) -> PromExpression {
    let name = take()
    var grouping = try grouping()
    let (arguments, end) = try arguments(in: "aggregation")
    var range = name.range.joined(with: end)
    if grouping == nil, let trailing = try self.grouping() {
      grouping = trailing
      range = range.joined(with: lastLabelEnd)
    }
    let wanted = op.parameter == nil ? 1 : 2
    guard let expression = arguments.last else {
      throw SyntaxError("no arguments for aggregate expression provided", at: range)
    }
    guard arguments.count == wanted else {
      throw SyntaxError(
        "wrong number of arguments for aggregate expression provided, expected \(wanted), "
          + "got \(arguments.count)", at: range)
    }
    let node = PromAggregation(
      op: op, grouping: grouping, parameter: wanted == 2 ? arguments.first : nil,
      expression: expression)
    return PromExpression(.aggregation(node), range: range)
  }

  private mutating func grouping() throws(SyntaxError) -> PromAggregation.Grouping? {
    switch current.keyword {
    case "by":
      take()
      return .by(try labels(in: "grouping opts"))
    case "without":
      take()
      return .without(try labels(in: "grouping opts"))
    default:
      return nil
    }
  }

  /// What may stand between a binary operator and its right operand.
  mutating func modifiers() throws(SyntaxError) -> (returnsBool: Bool, matching: PromMatching?) {
    let returnsBool = current.keyword == "bool"
    if returnsBool { take() }
    let word = current.keyword
    guard word == "on" || word == "ignoring" else { return (returnsBool, nil) }
    take()
    let labels = try labels(in: "grouping opts")
    return (returnsBool, PromMatching(isOn: word == "on", labels: labels, group: try group()))
  }

  private mutating func group() throws(SyntaxError) -> PromMatching.Group? {
    let word = current.keyword
    guard word == "group_left" || word == "group_right" else { return nil }
    take()
    // A parenthesis here is always the label list, as in Prometheus' grammar.
    let labels = current.isSymbol("(") ? try labels(in: "grouping opts") : []
    return word == "group_left" ? .left(labels) : .right(labels)
  }

  private mutating func labels(in context: String) throws(SyntaxError) -> [String] {
    _ = try open(in: context)
    var names = [String]()
    while !current.isSymbol(")") {
      switch current.kind {
      case .identifier where !current.text.contains(":"): names.append(current.text)
      case .number where current.text.utf8.first?.isLetter == true: names.append(current.text)
      case .string(let name): names.append(name)
      default: throw unexpected(context, expected: "label")
      }
      take()
      guard skip(",") else { break }
    }
    guard current.isSymbol(")") else { throw unexpected(context, expected: "\",\" or \")\"") }
    _ = try close(in: context)
    return names
  }
}
