/// The words of a PromQL text that tell its unit: a rough reading, because a guess must also work on
/// what is half typed.
struct QueryWords {
  /// Metric names, in order.
  private(set) var names: [String] = []
  private(set) var functions: [String] = []
  private(set) var divides = false
  private(set) var timesHundred = false

  init(_ query: String) {
    let text = Self.outsideOfSelectors(query)
    divides = text.contains("/")
    let dense = String(text.filter { !$0.isWhitespace })
    timesHundred = dense.hasSuffix("*100") || dense.hasPrefix("100*")
    readWords(of: text)
  }

  private mutating func readWords(of text: [Character]) {
    var index = 0
    // After `by (` and the like come labels, not metrics.
    var isGrouping = false
    while index < text.count {
      guard Self.isWord(text[index]) else {
        if text[index] == ")" { isGrouping = false }
        index += 1
        continue
      }
      let start = index
      while index < text.count, Self.isWord(text[index]) { index += 1 }
      let word = String(text[start..<index])
      let next = text[index...].first { $0 != " " && $0 != "\n" }
      if Self.grouping.contains(word) {
        isGrouping = true
      } else if isGrouping || text[start].isNumber || Self.operators.contains(word) {
        continue
      } else if next == "(" || Self.aggregations.contains(word) {
        functions.append(word)
      } else {
        names.append(word)
      }
    }
  }

  /// Without what stands in braces, brackets and quotes.
  private static func outsideOfSelectors(_ query: String) -> [Character] {
    var kept = [Character]()
    var depth = 0
    var quote: Character?
    for character in query {
      if let open = quote {
        if character == open { quote = nil }
      } else if "\"'`".contains(character) {
        quote = character
      } else if "{[".contains(character) {
        depth += 1
      } else if "}]".contains(character) {
        depth = max(0, depth - 1)
      } else if depth == 0 {
        kept.append(character)
      }
    }
    return kept
  }

  private static func isWord(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || "_:.".contains(character))
  }

  private static let grouping: Set<String> = [
    "by", "without", "on", "ignoring", "group_left", "group_right",
  ]
  private static let operators: Set<String> = [
    "and", "or", "unless", "offset", "bool", "Inf", "NaN",
  ]
  private static let aggregations: Set<String> = [
    "sum", "avg", "min", "max", "count", "topk", "bottomk", "quantile", "stddev", "group",
  ]
}
