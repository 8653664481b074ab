/// JSON in an attribute, one member a line.
///
/// Only looks at brackets and strings: what it is given came from anywhere, may be cut off at its end,
/// and is shown as it is wherever it is not JSON after all.
package enum JSONIndenting {
  /// Characters of the text that are looked at; what lies beyond is cut off with `…`.
  static let inputLimit = 16_384
  private static let outputLimit = 65_536
  private static let deepest = 32

  /// The text indented by two blanks a level; `nil` when it does not read like a JSON object or array.
  package static func indented(_ text: String) -> String? {
    guard looksLikeJSON(text) else { return nil }
    var writer = Writer()
    for (index, scalar) in text.unicodeScalars.enumerated() {
      guard index < inputLimit, writer.count < outputLimit else { return writer.text + "…" }
      guard writer.take(scalar) else { return nil }
    }
    return writer.text
  }

  private static func looksLikeJSON(_ text: String) -> Bool {
    let start = text.unicodeScalars.lazy.filter { !$0.properties.isWhitespace }.prefix(2)
    guard let first = start.first, start.count == 2, let second = start.dropFirst().first else { return false }
    switch first {
    case "{": return second == "\"" || second == "}"
    case "[": return "{[\"]-0123456789tfn".unicodeScalars.contains(second)
    default: return false
    }
  }

  private struct Writer {
    private(set) var text = ""
    private(set) var count = 0
    private var open: [Unicode.Scalar] = []
    private var isInString = false
    private var isEscaped = false
    /// A bracket was opened and nothing stands in it yet.
    private var isFresh = false
    private var isOver = false

    /// `false` when this cannot be JSON.
    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
      if isInString {
        put(scalar)
        if isEscaped { isEscaped = false } else if scalar == "\\" { isEscaped = true } else {
          isInString = scalar != "\""
        }
        return true
      }
      guard !scalar.properties.isWhitespace else { return true }
      guard !isOver else { return false }
      switch scalar {
      case "{", "[":
        breakAfterOpening()
        put(scalar)
        open.append(scalar)
        isFresh = true
      case "}", "]": return close(scalar)
      case ",":
        put(scalar)
        endLine()
      case ":":
        put(scalar)
        put(" ")
      default:
        breakAfterOpening()
        put(scalar)
        isInString = scalar == "\""
      }
      return true
    }

    private mutating func close(_ scalar: Unicode.Scalar) -> Bool {
      guard open.popLast() == (scalar == "}" ? "{" : "[") else { return false }
      if isFresh { isFresh = false } else { endLine() }
      put(scalar)
      isOver = open.isEmpty
      return true
    }

    private mutating func breakAfterOpening() {
      guard isFresh else { return }
      isFresh = false
      endLine()
    }

    private mutating func endLine() {
      put("\n")
      for _ in 0..<(2 * min(open.count, deepest)) { put(" ") }
    }

    private mutating func put(_ scalar: Unicode.Scalar) {
      text.unicodeScalars.append(scalar)
      count += 1
    }
  }
}
