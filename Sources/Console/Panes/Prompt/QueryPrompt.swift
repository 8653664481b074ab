internal import Canvas
internal import Languages

/// The query line of a pane: coloured by its language, edited in place, with the parser's complaint
/// under the column it is about.
struct QueryPrompt: Sendable {
  let language: QueryLanguage
  private(set) var field: TextField
  private(set) var isEditing = false
  /// The text as it was before editing began.
  private var before: String

  enum Outcome: Equatable {
    case editing
    /// Run this text.
    case run(String)
    case left
    /// The key means nothing to a prompt.
    case unused
  }

  init(_ language: QueryLanguage, text: String) {
    self.language = language
    before = text
    field = TextField(text, history: text.isEmpty ? [] : [text])
  }

  var text: String { field.text }

  /// Rows the prompt takes: one more while its text does not parse.
  var height: Int { problem == nil ? 1 : 2 }

  /// Why the text being edited does not parse.
  var problem: SyntaxError? {
    isEditing && !field.isEmpty ? language.problem(in: field.text) : nil
  }

  mutating func begin() {
    before = field.text
    isEditing = true
  }

  /// Replaces the text from outside, as `+` and `-` do.
  mutating func set(_ text: String) {
    field.setText(text)
    field.commit()
  }

  mutating func insert(_ text: String) { field.insert(text) }

  mutating func press(_ key: Key) -> Outcome {
    switch key {
    case .enter:
      isEditing = false
      field.commit()
      return .run(field.text)
    case .escape:
      // What was typed stays in the history; the query that runs stays on screen.
      field.commit()
      isEditing = false
      if field.text != before { field.setText(before) }
      return .left
    case .up: field.recall(-1)
    case .down: field.recall(1)
    default: return field.handle(key) ? .editing : .unused
    }
    return .editing
  }

  /// - Parameter note: What stands at the right end: counts, badges.
  func draw(in area: Rect, on surface: inout Surface, note: [TextRun] = []) {
    let noteWidth = note.reduce(0) { $0 + $1.text.cellWidth }
    let (left, right) = area.row(0).split(right: noteWidth == 0 ? 0 : min(noteWidth + 2, area.width / 2))
    let start = surface.put(
      " \(language.name)› ", at: left.origin, Style(isEditing ? .focus : .muted, bold: isEditing), in: left)
    let place = Rect(start, left.minY, max(0, left.maxX - start), 1)
    let styles = characterStyles()
    if isEditing || field.isEmpty {
      field.draw(in: place, on: &surface, placeholder: "i writes a query") { styles[$0] }
    } else {
      drawAtRest(in: place, on: &surface, styles)
    }
    draw(note, in: right.inset(left: 1, right: 1), on: &surface)
    guard let problem, area.height > 1 else { return }
    let column = problem.range.position(in: field.text).column - 1
    let text = problem.message
    let x = min(start + column, max(start, area.maxX - text.cellWidth - 3))
    surface.put("▲ " + text, at: Point(x, area.minY + 1), Style(.error), in: area)
  }

  private func draw(_ note: [TextRun], in row: Rect, on surface: inout Surface) {
    var x = row.minX
    for run in note {
      let text = run.text.fitted(to: max(0, row.maxX - x))
      x = surface.put(text, at: Point(x, row.minY), run.style, in: row)
    }
  }

  /// From its beginning, whatever the cursor's place: what a query asks stands first.
  private func drawAtRest(in row: Rect, on surface: inout Surface, _ styles: [Style]) {
    let isCut = field.text.cellWidth > row.width
    var x = row.minX
    for (index, character) in field.characters.enumerated() {
      let glyph = String(character)
      guard x + glyph.cellWidth <= row.maxX - (isCut ? 1 : 0) else { break }
      x = surface.put(glyph, at: Point(x, row.minY), styles[index], in: row)
    }
    if isCut { surface.put("…", at: Point(x, row.minY), .muted, in: row) }
  }

  func cursor(in area: Rect) -> Point? {
    guard isEditing else { return nil }
    var scratch = Surface(Size(area.maxX, area.minY + 1))
    let start = area.minX + language.name.count + 3
    return field.draw(in: Rect(start, area.minY, max(0, area.width - start), 1), on: &scratch)
  }

  private func characterStyles() -> [Style] {
    var styles = [Style](repeating: .text, count: field.characters.count)
    var offsets = [Int]()
    var offset = 0
    for character in field.characters {
      offsets.append(offset)
      offset += character.utf8.count
    }
    var first = 0
    for token in language.tokens(field.text) {
      while first < offsets.count, offsets[first] < token.range.start { first += 1 }
      var index = first
      while index < offsets.count, offsets[index] < token.range.end {
        styles[index] = Style(token.kind.role)
        index += 1
      }
    }
    return styles
  }
}
