import Languages

/// A completion as a line of text, so that tables of them can be read.
enum CompletionText {
  /// - Parameter marked: The text with `|` at the cursor, or `¦` where the text itself has a bar.
  static func shown(_ marked: String, _ completion: (String, Int) -> CompletionContext) -> String {
    let mark: Character = marked.contains("¦") ? "¦" : "|"
    let parts = marked.split(separator: mark, maxSplits: 1, omittingEmptySubsequences: false)
    let text = parts.joined()
    let cursor = parts[0].utf8.count
    let context = completion(text, cursor)
    let bytes = Array(text.utf8)
    var replaced = String(
      decoding: bytes[context.replaced.start..<min(cursor, context.replaced.end)], as: UTF8.self)
    if context.replaced.end > cursor {
      replaced += "|" + String(decoding: bytes[cursor..<context.replaced.end], as: UTF8.self)
    }
    let leading = context.leading.isEmpty ? "" : " after \(context.leading)"
    return "\(name(context.kind)) \(context.isQuoted ? "\"" : "")«\(replaced)»\(leading)"
  }

  private static func name(_ kind: CompletionContext.Kind) -> String {
    switch kind {
    case .nothing: "nothing"
    case .operand(let words): "operand" + (words.isEmpty ? "" : "[\(words.joined(separator: " "))]")
    case .word(let words): "word[\(words.joined(separator: " "))]"
    case .duration: "duration"
    case .labelName(let selector): "labelName(\(selector ?? "–"))"
    case .matcherOperator: "matcherOperator"
    case .labelValue(let label, let op, let selector):
      "labelValue(\(label) \(op.rawValue) \(selector ?? "–"))"
    case .grouping(let selectors): "grouping(\(selectors.joined(separator: " ")))"
    case .stage(let query): "stage(\(query))"
    case .fieldName(let query): "fieldName(\(query))"
    case .fieldValue(let field, let query): "fieldValue(\(field) \(query))"
    case .attribute(let filter): "attribute(\(filter ?? "–"))"
    case .attributeValue(let attribute, let op, let filter):
      "attributeValue(\(attribute) \(op) \(filter ?? "–"))"
    }
  }
}
