/// Reads Markdown line by line into blocks.
struct MarkdownReader {
  private var lines: ArraySlice<Substring>
  private var found: [Markdown.Block] = []
  private var paragraph: [Substring] = []

  init(_ text: String) {
    lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)[...]
  }

  mutating func blocks() -> [Markdown.Block] {
    while let line = lines.popFirst() { take(line) }
    endParagraph()
    return found
  }

  private mutating func take(_ line: Substring) {
    let text = line.trimmed
    if text.isEmpty { return endParagraph() }
    if let fence = Self.fence(text) {
      return takeCode(fence, language: text.drop { $0 == fence.first }.trimmed)
    }
    if let (level, title) = Self.heading(text) {
      return end(with: .heading(level, MarkdownRuns.runs(in: title)))
    }
    if Self.isRule(text) { return end(with: .rule) }
    if text.hasPrefix(">") { return takeQuote(text) }
    if text.contains("|"), let next = lines.first, Self.isTableRule(next.trimmed) { return takeTable(text) }
    if let (marker, rest) = Self.marker(text) { return takeItem(line, marker: marker, rest) }
    if line.hasPrefix("    "), paragraph.isEmpty, !isInItem { return takeIndented(line) }
    paragraph.append(text)
  }

  /// Whether what is indented goes on with a list's item rather than being code.
  private var isInItem: Bool { if case .item? = found.last { true } else { false } }

  private mutating func end(with block: Markdown.Block) {
    endParagraph()
    found.append(block)
  }

  private mutating func endParagraph() {
    guard !paragraph.isEmpty else { return }
    let runs = MarkdownRuns.runs(in: paragraph.joined(separator: " "))
    paragraph = []
    found.append(.paragraph(runs))
  }

  // MARK: Blocks of several lines

  private mutating func takeCode(_ fence: String, language: Substring) {
    endParagraph()
    var code = [String]()
    while let line = lines.popFirst() {
      if line.trimmed.hasPrefix(fence), line.trimmed.allSatisfy({ $0 == fence.first }) { break }
      code.append(String(line))
    }
    found.append(.code(language: String(language), lines: code))
  }

  private mutating func takeIndented(_ first: Substring) {
    var code = [String(first.dropFirst(4))]
    while let line = lines.first, line.hasPrefix("    ") {
      code.append(String(line.dropFirst(4)))
      lines.removeFirst()
    }
    end(with: .code(language: "", lines: code))
  }

  private mutating func takeQuote(_ first: Substring) {
    var parts = [first.drop { $0 == ">" }.trimmed]
    while let line = lines.first, line.trimmed.hasPrefix(">") {
      parts.append(line.trimmed.drop { $0 == ">" }.trimmed)
      lines.removeFirst()
    }
    end(with: .quote(MarkdownRuns.runs(in: parts.joined(separator: " "))))
  }

  /// An item with the lines that go on with it: those indented, and those right below.
  private mutating func takeItem(_ line: Substring, marker: String, _ rest: Substring) {
    let indent = line.prefix { $0 == " " || $0 == "\t" }.reduce(0) { $0 + ($1 == "\t" ? 4 : 1) }
    var parts = [rest]
    while let next = lines.first {
      let text = next.trimmed
      if text.isEmpty || Self.marker(text) != nil || Self.fence(text) != nil || Self.heading(text) != nil
        || text.hasPrefix(">") || Self.isRule(text)
      {
        break
      }
      parts.append(text)
      lines.removeFirst()
    }
    end(
      with: .item(
        depth: min(indent / 2, 6), marker: marker, MarkdownRuns.runs(in: parts.joined(separator: " "))))
  }

  private mutating func takeTable(_ first: Substring) {
    let header = Self.cells(first)
    lines.removeFirst()
    var rows = [[[Markdown.Run]]]()
    while let line = lines.first, line.trimmed.contains("|") {
      rows.append(Self.cells(line.trimmed))
      lines.removeFirst()
    }
    end(with: .table(header: header, rows: rows))
  }

  private static func cells(_ line: Substring) -> [[Markdown.Run]] {
    var text = line
    if text.first == "|" { text.removeFirst() }
    if text.last == "|" { text.removeLast() }
    return text.split(separator: "|", omittingEmptySubsequences: false).prefix(32)
      .map { MarkdownRuns.runs(in: String($0.trimmed)) }
  }

  // MARK: What a line is

  private static func fence(_ text: Substring) -> String? {
    for sign in ["`", "~"] where text.hasPrefix(sign + sign + sign) {
      return String(text.prefix { String($0) == sign })
    }
    return nil
  }

  private static func heading(_ text: Substring) -> (Int, String)? {
    let level = text.prefix { $0 == "#" }.count
    guard (1...6).contains(level) else { return nil }
    let rest = text.dropFirst(level)
    guard rest.isEmpty || rest.first == " " else { return nil }
    var title = rest.trimmed
    while title.last == "#" { title.removeLast() }
    return (level, String(title.trimmed))
  }

  private static func isRule(_ text: Substring) -> Bool {
    let signs = text.filter { $0 != " " }
    guard signs.count >= 3, let first = signs.first, "-*_".contains(first) else { return false }
    return signs.allSatisfy { $0 == first }
  }

  private static func isTableRule(_ text: Substring) -> Bool {
    text.contains("-") && text.contains("|") && text.allSatisfy { "|-: ".contains($0) }
  }

  private static func marker(_ text: Substring) -> (String, Substring)? {
    if let first = text.first, "-*+".contains(first), text.dropFirst().first == " " {
      let rest = text.dropFirst(2).trimmed
      if rest.hasPrefix("[ ] ") { return ("☐", rest.dropFirst(4)) }
      if rest.hasPrefix("[x] ") || rest.hasPrefix("[X] ") { return ("☑", rest.dropFirst(4)) }
      return ("•", rest)
    }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let after = text.dropFirst(digits.count)
    guard (1...9).contains(digits.count), let sign = after.first, sign == "." || sign == ")",
      after.dropFirst().first == " "
    else { return nil }
    return ("\(digits)\(sign)", after.dropFirst(2).trimmed)
  }
}

extension Substring {
  var trimmed: Substring {
    var text = self
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
