/// Writes syntax trees as Loki's `format_query` does on one line; what it writes parses back equal.
enum LogPrinter {
  static func text(_ expression: LogExpression) -> String {
    switch expression {
    case .logs(let query): text(query)
    case .metric(let metric): text(metric)
    }
  }

  static func text(_ query: LogQuery) -> String {
    ([selector(query.matchers)] + query.stages.map(text)).joined(separator: " ")
  }

  static func selector(_ matchers: [Matcher]) -> String {
    "{" + matchers.map(text).joined(separator: ", ") + "}"
  }

  static func text(_ matcher: Matcher) -> String {
    matcher.name + matcher.op.rawValue + quoted(matcher.value)
  }

  static func text(_ stage: LogStage) -> String {
    switch stage.kind {
    case .lineFilter(let filter): text(filter)
    case .json(let fields): "| json" + extractions(fields)
    case .logfmt(let strict, let keepEmpty, let fields):
      "| logfmt" + (strict ? " --strict" : "") + (keepEmpty ? " --keep-empty" : "") + extractions(fields)
    case .pattern(let pattern): "| pattern " + quoted(pattern)
    case .regexp(let pattern): "| regexp " + quoted(pattern)
    case .unpack: "| unpack"
    case .labelFilter(let condition): "| " + text(condition)
    case .lineFormat(let template): "| line_format " + quoted(template)
    case .labelFormat(let assignments):
      "| label_format " + assignments.map(text).joined(separator: ", ")
    case .decolorize: "| decolorize"
    case .drop(let choices): "| drop " + choices.map(text).joined(separator: ", ")
    case .keep(let choices): "| keep " + choices.map(text).joined(separator: ", ")
    case .unwrap(let unwrap):
      "| unwrap " + (unwrap.conversion.map { "\($0.rawValue)(\(unwrap.label))" } ?? unwrap.label)
    }
  }

  private static func text(_ filter: LineFilter) -> String {
    let operands = filter.operands.map { operand in
      switch operand {
      case .text(let text): quoted(text)
      case .ip(let pattern): "ip(\(quoted(pattern)))"
      }
    }
    return filter.op.rawValue + " " + operands.joined(separator: " or ")
  }

  private static func extractions(_ fields: [FieldExtraction]) -> String {
    guard !fields.isEmpty else { return "" }
    return " " + fields.map { "\($0.label)=\(quoted($0.expression))" }.joined(separator: ", ")
  }

  private static func text(_ assignment: LabelAssignment) -> String {
    switch assignment.source {
    case .label(let name): "\(assignment.label)=\(name)"
    case .template(let template): "\(assignment.label)=\(quoted(template))"
    }
  }

  private static func text(_ choice: LabelChoice) -> String {
    switch choice {
    case .name(let name): name
    case .matcher(let matcher): text(matcher)
    }
  }

  /// Parentheses only where the tree would change without them.
  static func text(_ condition: LabelCondition) -> String {
    switch condition {
    case .comparison(let comparison):
      return comparison.label + comparison.op.rawValue + text(comparison.value)
    case .and(let left, let right):
      return nested(left, if: isOr(left)) + " and " + nested(right, if: !isLeaf(right))
    case .or(let left, let right):
      return text(left) + " or " + nested(right, if: isOr(right))
    }
  }

  private static func nested(_ condition: LabelCondition, if needed: Bool) -> String {
    needed ? "(\(text(condition)))" : text(condition)
  }

  private static func isOr(_ condition: LabelCondition) -> Bool {
    if case .or = condition { true } else { false }
  }

  private static func isLeaf(_ condition: LabelCondition) -> Bool {
    if case .comparison = condition { true } else { false }
  }

  private static func text(_ value: LabelComparison.Value) -> String {
    switch value {
    case .text(let text): quoted(text)
    case .number(let number): LogPrinter.number(number)
    case .duration(let duration): duration.text
    case .bytes(let bytes): bytes.text
    case .ip(let pattern): "ip(\(quoted(pattern)))"
    }
  }

  static func number(_ value: Double) -> String {
    guard let whole = Int64(exactly: value) else { return "\(value)" }
    return String(whole)
  }

  /// A string literal in double quotes, as Go writes it.
  static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": out += "\\\\"
      case "\"": out += "\\\""
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        out += "\\x" + String(repeating: "0", count: 2 - digits.count) + digits
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}

extension LogExpression: CustomStringConvertible {
  /// The query on one line, spaced as Loki formats it.
  public var description: String { LogPrinter.text(self) }
}

extension LogStage: CustomStringConvertible {
  /// The stage as it stands in a query, its bar or operator included.
  public var description: String { LogPrinter.text(self) }
}

extension LogQL {
  /// `name="value"`, as it stands between the braces of a selector.
  public static func text(of matcher: Matcher) -> String { LogPrinter.text(matcher) }
}
