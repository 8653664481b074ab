/// Reads the styles within a line: `code`, **strong**, *emphasised*, [links](to) and <links>.
///
/// One pass; a sign without its partner stands for itself.
struct MarkdownRuns {
  private let characters: [Character]
  private var place = 0
  private var runs: [Markdown.Run] = []
  private var isStrong = false
  private var isEmphasised = false

  static func runs(in text: String) -> [Markdown.Run] {
    var reader = MarkdownRuns(characters: Array(text))
    reader.read()
    return reader.runs
  }

  private init(characters: [Character]) { self.characters = characters }

  private mutating func read() {
    while place < characters.count {
      switch characters[place] {
      case "\\" where place + 1 < characters.count && characters[place + 1].isPunctuationSign:
        add(String(characters[place + 1]))
        place += 2
      case "`": readCode()
      case "*", "_": readEmphasis(characters[place])
      case "[": readLink()
      case "!" where place + 1 < characters.count && characters[place + 1] == "[":
        // A picture cannot be shown; its description can.
        place += 1
      case "<": readAddress()
      default:
        add(String(characters[place]))
        place += 1
      }
    }
  }

  private mutating func add(_ text: String, link: String? = nil, isCode: Bool = false) {
    var run = Markdown.Run(text)
    (run.isCode, run.isStrong, run.isEmphasised, run.link) = (isCode, isStrong, isEmphasised, link)
    if let last = runs.last, last.isCode == isCode, last.isStrong == isStrong,
      last.isEmphasised == isEmphasised,
      last.link == nil, link == nil
    {
      runs[runs.count - 1].text += text
    } else {
      runs.append(run)
    }
  }

  private mutating func readCode() {
    let ticks = characters[place...].prefix { $0 == "`" }.count
    let start = place + ticks
    var end = start
    while end < characters.count {
      guard characters[end] == "`" else {
        end += 1
        continue
      }
      let closing = characters[end...].prefix { $0 == "`" }.count
      if closing == ticks {
        add(String(characters[start..<end]), isCode: true)
        place = end + ticks
        return
      }
      end += closing
    }
    add(String(characters[place..<start]))
    place = start
  }

  private mutating func readEmphasis(_ sign: Character) {
    let count = min(2, characters[place...].prefix { $0 == sign }.count)
    let before = place > 0 ? characters[place - 1] : " "
    let after = place + count < characters.count ? characters[place + count] : " "
    // Underscores within words are part of the word: node_load1.
    let isWord = sign == "_" && (before.isLetter || before.isNumber) && (after.isLetter || after.isNumber)
    let opens = !after.isWhitespace
    let isOpen = count == 2 ? isStrong : isEmphasised
    let hasPartner = isOpen || (opens && closes(sign, count, from: place + count))
    guard !isWord, hasPartner, isOpen ? !before.isWhitespace : true else {
      add(String(repeating: String(sign), count: count))
      place += count
      return
    }
    if count == 2 { isStrong.toggle() } else { isEmphasised.toggle() }
    place += count
  }

  /// Whether the same signs come again within the next few hundred characters.
  private func closes(_ sign: Character, _ count: Int, from start: Int) -> Bool {
    let end = min(characters.count, start + 400)
    var at = start
    while at + count <= end {
      if characters[at..<(at + count)].allSatisfy({ $0 == sign }), at > start,
        !characters[at - 1].isWhitespace
      {
        return true
      }
      at += 1
    }
    return false
  }

  /// `[words](address "title")`; anything else that begins with a bracket is text.
  private mutating func readLink() {
    let limit = min(characters.count, place + 2000)
    guard let close = characters[place..<limit].firstIndex(of: "]"), close + 1 < limit,
      characters[close + 1] == "(",
      let end = characters[close..<limit].firstIndex(of: ")")
    else {
      add("[")
      place += 1
      return
    }
    let target = String(characters[(close + 2)..<end]).split(separator: " ").first.map(String.init) ?? ""
    let words = String(characters[(place + 1)..<close])
    add(words.isEmpty ? target : words, link: target)
    place = end + 1
  }

  /// `<https://…>`; other angle brackets are text.
  private mutating func readAddress() {
    let limit = min(characters.count, place + 2000)
    if let end = characters[place..<limit].firstIndex(of: ">") {
      let text = String(characters[(place + 1)..<end])
      if text.hasPrefix("http://") || text.hasPrefix("https://"), !text.contains(" ") {
        add(text, link: text)
        place = end + 1
        return
      }
    }
    add("<")
    place += 1
  }
}

extension Character {
  fileprivate var isPunctuationSign: Bool { isASCII && (isPunctuation || isSymbol) }
}
