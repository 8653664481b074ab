/// Running text, wrapped between words.
public struct Paragraph: Hashable, Sendable {
  public var text: String
  public var style: Style

  public init(_ text: String, _ style: Style = .text) {
    self.text = text
    self.style = style
  }

  /// The lines for `width` cells, at most `limit` of them. Line breaks in the text stay; words
  /// longer than a line are cut. Nothing after the last line is looked at, so a text of any length
  /// costs only what is shown.
  public func lines(width: Int, limit: Int = .max) -> [String] {
    guard width > 0, limit > 0 else { return [] }
    var wrapping = Wrapping(width: width, limit: limit)
    for glyph in text {
      if wrapping.isFull { break }
      wrapping.add(glyph)
    }
    return wrapping.finished()
  }

  /// Draws the lines that fit, `skipping` the first; says how many lines were drawn.
  @discardableResult
  public func draw(in rect: Rect, on surface: inout Surface, skipping: Int = 0) -> Int {
    let skipped = max(0, skipping)
    let (limit, overflow) = rect.height.addingReportingOverflow(skipped)
    let lines = lines(width: rect.width, limit: overflow ? .max : limit).dropFirst(skipped)
    for (row, line) in lines.enumerated() {
      surface.put(line, at: Point(rect.minX, rect.minY + row), style, in: rect)
    }
    return lines.count
  }
}

/// Breaks characters into lines one by one: a line that is filling up and the word at its end.
private struct Wrapping {
  let width: Int
  let limit: Int
  private var lines = [String]()
  /// The line so far, up to and with the last blank.
  private var line = ""
  private var lineWidth = 0
  private var word = ""
  private var wordWidth = 0

  init(width: Int, limit: Int) {
    self.width = width
    self.limit = limit
  }

  var isFull: Bool { lines.count >= limit }

  mutating func add(_ character: Character) {
    if character.isNewline {
      endWord()
      endLine()
      return
    }
    if character == " " {
      endWord()
      // A blank at the end of a full line disappears into the break.
      if lineWidth < width {
        line.append(" ")
        lineWidth += 1
      }
      return
    }
    let columns = String(character).cellWidth
    if lineWidth + wordWidth + columns > width {
      if lineWidth > 0 { endLine() }
      if wordWidth + columns > width {
        endWord()
        if lineWidth > 0 { endLine() }
      }
    }
    word.append(character)
    wordWidth += columns
  }

  mutating func finished() -> [String] {
    endWord()
    if !line.isEmpty || lines.isEmpty { endLine() }
    return Array(lines.prefix(limit))
  }

  private mutating func endWord() {
    line += word
    lineWidth += wordWidth
    word = ""
    wordWidth = 0
  }

  private mutating func endLine() {
    while line.last == " " { line.removeLast() }
    lines.append(line)
    line = ""
    lineWidth = 0
  }
}
