/// The longest text that every match of a regular expression must hold, so that lines without it need
/// not be asked.
enum RequiredText {
  /// Empty when there is none, or when telling would take a parser: alternatives, groups, flags.
  static func longest(in pattern: String) -> String {
    var runs: [String] = [""]
    var rest = Array(pattern)[...]
    while let character = rest.popFirst() {
      switch character {
      case "|", "(", ")": return ""
      case "\\":
        guard let escaped = rest.popFirst() else { return "" }
        // \Q quotes whatever follows it.
        if escaped == "Q" { return "" }
        if escaped.isLetter || escaped.isNumber {
          skipArgument(&rest)
          runs.append("")
        } else {
          runs[runs.count - 1].append(escaped)
        }
      case "[":
        guard skipClass(&rest) else { return "" }
        runs.append("")
      case "?", "*", "{":
        // What stands before may be absent or repeated.
        if !runs[runs.count - 1].isEmpty { runs[runs.count - 1].removeLast() }
        if character == "{" { rest = rest.drop { $0 != "}" }.dropFirst() }
        runs.append("")
      case "+", ".", "^", "$": runs.append("")
      default: runs[runs.count - 1].append(character)
      }
    }
    return runs.max { $0.utf8.count < $1.utf8.count } ?? ""
  }

  /// `\x41`, `\u{41}`, `\p{L}`: what belongs to the escape is no text.
  private static func skipArgument(_ rest: inout ArraySlice<Character>) {
    if rest.first == "{" { rest = rest.drop { $0 != "}" }.dropFirst() }
    while let next = rest.first, next.isHexDigit { rest = rest.dropFirst() }
  }

  private static func skipClass(_ rest: inout ArraySlice<Character>) -> Bool {
    if rest.first == "^" { rest = rest.dropFirst() }
    if rest.first == "]" { rest = rest.dropFirst() }
    while let character = rest.popFirst() {
      switch character {
      case "]": return true
      case "[": return false
      case "\\": rest = rest.dropFirst()
      default: break
      }
    }
    return false
  }
}
