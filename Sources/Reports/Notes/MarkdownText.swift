internal import Canvas

/// Text of anybody's as Markdown that shows it and does nothing else.
enum MarkdownText {
  /// Words in a line: nothing in them begins a list, a heading, a link or a tag.
  static func escaped(_ text: String) -> String {
    var out = ""
    let line = shown(text, linesStay: false)
    for character in line {
      if "\\`*_[]<>#|~&$!".contains(character) { out.append("\\") }
      out.append(character)
    }
    return withoutListMark(out)
  }

  /// As it is: between backticks where it is one line, else as a block, so many blanks from the left.
  static func code(_ text: String, indent: Int) -> String {
    let text = shown(text, linesStay: true)
    guard text.contains(where: \.isNewline) else { return span(text) }
    let blanks = String(repeating: " ", count: indent)
    let fence = String(repeating: "`", count: max(3, longestRun(in: text) + 1))
    let lines = text.split(whereSeparator: \.isNewline).map { blanks + $0 }
    return (["", "", blanks + fence + "text"] + lines + [blanks + fence]).joined(separator: "\n")
  }

  private static func span(_ text: String) -> String {
    guard !text.allSatisfy({ $0 == " " }) else { return "(empty)" }
    let fence = String(repeating: "`", count: longestRun(in: text) + 1)
    let needsRoom = text.first == "`" || text.last == "`" || text.first == " "
    return fence + (needsRoom ? " \(text) " : text) + fence
  }

  private static func longestRun(in text: String) -> Int {
    var (longest, run) = (0, 0)
    for character in text {
      run = character == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }

  /// Controls and what reorders text as visible signs, as on the screen.
  private static func shown(_ text: String, linesStay: Bool) -> String {
    var out = ""
    for character in text {
      switch character {
      case "\n", "\r\n": out += linesStay ? "\n" : " "
      case "\t": out += " "
      default: for glyph in Glyphs(String(character)) { out.append(glyph.character) }
      }
    }
    return out
  }

  /// `- x`, `+ x`, `1. x` and `===` at the beginning are no list and no heading.
  private static func withoutListMark(_ text: String) -> String {
    guard let first = text.first else { return "" }
    if "-+=".contains(first) { return "\\" + text }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let rest = text.dropFirst(digits.count)
    guard !digits.isEmpty, let mark = rest.first, ".)".contains(mark) else { return text }
    return digits + "\\" + rest
  }
}
