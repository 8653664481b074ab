extension LogPrinter {
  static func text(_ metric: LogMetric) -> String {
    switch metric.kind {
    case .number(let value): return number(value)
    case .vector(let value): return "vector(\(number(value)))"
    case .range(let aggregation): return text(aggregation)
    case .aggregation(let aggregation): return text(aggregation)
    case .binary(let binary): return text(binary)
    case .labelReplace(let call):
      let rest = [call.target, call.replacement, call.source, call.pattern].map(quoted)
      return "label_replace(" + ([text(call.inner)] + rest).joined(separator: ", ") + ")"
    }
  }

  private static func text(_ aggregation: RangeAggregation) -> String {
    let parameter = aggregation.parameter.map { number($0) + ", " } ?? ""
    let offset = aggregation.offset.map { " offset \($0.text)" } ?? ""
    let grouping = aggregation.grouping.map { " " + text($0) } ?? ""
    return "\(aggregation.function.rawValue)(\(parameter)\(text(aggregation.query)) "
      + "[\(aggregation.window.text)]\(offset))\(grouping)"
  }

  private static func text(_ aggregation: VectorAggregation) -> String {
    let parameter = aggregation.parameter.map { "\($0), " } ?? ""
    let grouping = aggregation.grouping.map { " \(text($0)) " } ?? ""
    return "\(aggregation.function.rawValue)\(grouping)(\(parameter)\(text(aggregation.inner)))"
  }

  static func text(_ grouping: LogGrouping) -> String {
    "\(grouping.isWithout ? "without" : "by") (\(grouping.labels.joined(separator: ", ")))"
  }

  private static func text(_ binary: LogBinary) -> String {
    nested(binary.left, if: leftIsLooser(binary)) + " \(middle(of: binary)) "
      + nested(binary.right, if: rightIsLooser(binary))
  }

  /// The operator with what modifies it.
  static func middle(of binary: LogBinary) -> String {
    var middle = binary.op.rawValue
    if binary.returnsBool { middle += " bool" }
    if let matching = binary.matching {
      middle += " \(matching.isOn ? "on" : "ignoring") (\(matching.labels.joined(separator: ", ")))"
      if let group = matching.group {
        middle += " \(group.rawValue) (\(matching.include.joined(separator: ", ")))"
      }
    }
    return middle
  }

  /// Whether the left operand needs parentheses.
  static func leftIsLooser(_ binary: LogBinary) -> Bool {
    precedence(binary.left).map {
      $0 < binary.op.precedence || ($0 == binary.op.precedence && binary.op == .power)
    } ?? false
  }

  static func rightIsLooser(_ binary: LogBinary) -> Bool {
    precedence(binary.right).map {
      $0 < binary.op.precedence || ($0 == binary.op.precedence && binary.op != .power)
    } ?? false
  }

  private static func nested(_ metric: LogMetric, if needed: Bool) -> String {
    needed ? "(\(text(metric)))" : text(metric)
  }

  private static func precedence(_ metric: LogMetric) -> Int? {
    guard case .binary(let binary) = metric.kind else { return nil }
    return binary.op.precedence
  }
}
