extension PromCompletion {
  private static let joining = ["and", "or", "unless", "atan2"]

  /// What may follow the last complete lexeme outside braces, ranges and label lists.
  var expected: CompletionContext.Kind? {
    guard let last = before.last else { return .operand(words: []) }
    switch last.kind {
    case .identifier: return after(word: last.keyword)
    case .number, .duration, .variable: return .word(Self.joining)
    case .symbol: return after(symbol: last.text)
    case .string, .comment, .invalid, .end: return nil
    }
  }

  private func after(word: String) -> CompletionContext.Kind? {
    switch word {
    case "offset": return .duration
    case "bool": return .operand(words: ["on", "ignoring"])
    case "and", "or", "unless", "atan2": return .operand(words: ["on", "ignoring"])
    case "by", "without", "on", "ignoring": return nil
    case "group_left", "group_right": return .operand(words: [])
    default:
      if PromAggregator(rawValue: word) != nil { return .word(["by", "without"]) }
      return .word(["offset"] + Self.joining)
    }
  }

  private func after(symbol: String) -> CompletionContext.Kind? {
    switch symbol {
    case "(", ",": return .operand(words: [])
    case "@": return .word(["start()", "end()"])
    case "}", "]": return .word(["offset"] + Self.joining)
    case ")": return afterParenthesis
    default:
      guard let op = PromOperator(rawValue: symbol) else { return nil }
      guard hasLeftOperand else { return .operand(words: []) }
      return .operand(words: (op.isComparison ? ["bool"] : []) + ["on", "ignoring"])
    }
  }

  /// Whether the operator that stands last joins two values, rather than being a sign.
  private var hasLeftOperand: Bool {
    guard before.count > 1 else { return false }
    let previous = before[before.count - 2]
    switch previous.kind {
    case .identifier: return !PromQL.isKeyword(previous.keyword)
    case .symbol: return [")", "]", "}"].contains(previous.text)
    default: return true
    }
  }

  private var afterParenthesis: CompletionContext.Kind? {
    switch closed?.kind {
    case .labels(_, leads: true)?: return nil
    case .labels("by", _)?, .labels("without", _)?: return .word(Self.joining)
    case .labels("on", _)?, .labels("ignoring", _)?:
      return .operand(words: ["group_left", "group_right"])
    case .labels?: return .operand(words: [])
    case .aggregation?:
      return .word((hasGrouping ? [] : ["by", "without"]) + Self.joining)
    default: return .word(Self.joining)
    }
  }

  /// Whether the aggregation that just ended named its groups before its arguments.
  private var hasGrouping: Bool {
    guard let start = closed?.start, start > 1 else { return false }
    return before[start - 2].isSymbol(")")
  }
}
