internal import Canvas
internal import Languages

extension QueryPrompt {
  /// - Parameter note: What stands at the right end of the first row: counts, badges.
  func draw(in area: Rect, on surface: inout Surface, note: [TextRun] = []) {
    let first = area.row(0)
    let start = surface.put(
      " \(language.name)› ", at: first.origin, Style(isEditing ? .focus : .muted, bold: isEditing), in: first)
    let noteWidth = note.reduce(0) { $0 + $1.text.cellWidth }
    if isEditing {
      let place = area.inset(left: start - area.minX)
      let end = drawEdited(in: place, on: &surface)
      guard noteWidth > 0, end + noteWidth + 2 <= area.maxX else { return }
      put(note, in: first.inset(left: area.width - noteWidth - 1, right: 1), on: &surface)
    } else {
      let (left, right) = first.split(right: noteWidth == 0 ? 0 : min(noteWidth + 2, area.width / 2))
      drawAtRest(in: Rect(start, left.minY, max(0, left.maxX - start), 1), on: &surface)
      put(note, in: right.inset(left: 1, right: 1), on: &surface)
    }
  }

  private func put(_ note: [TextRun], in row: Rect, on surface: inout Surface) {
    var x = row.minX
    for run in note {
      let text = run.text.fitted(to: max(0, row.maxX - x))
      x = surface.put(text, at: Point(x, row.minY), run.style, in: row)
    }
  }

  private static let placeholder = "i writes a query"

  /// From its beginning and in one row, whatever the cursor's place: what a query asks stands first.
  private func drawAtRest(in row: Rect, on surface: inout Surface) {
    guard !field.isEmpty else {
      surface.put(Self.placeholder.fitted(to: row.width), at: row.origin, .muted, in: row)
      return
    }
    let styles = characterStyles()
    var shown = [(character: Character, style: Style)]()
    for (index, character) in field.characters.enumerated() {
      let isBlank = character == " " || character == "\n"
      // The indentation of lines put one behind the other says nothing.
      if character == " ", index > 0, shown.last?.character == "\n" { continue }
      if character == "\n", shown.last?.character == "\n" { continue }
      shown.append((character, isBlank ? .text : styles[index]))
    }
    let width = shown.reduce(0) { $0 + ($1.character == "\n" ? 1 : String($1.character).cellWidth) }
    let limit = row.maxX - (width > row.width ? 1 : 0)
    var x = row.minX
    for (character, style) in shown {
      let glyph = character == "\n" ? " " : String(character)
      guard x + glyph.cellWidth <= limit else { break }
      x = surface.put(glyph, at: Point(x, row.minY), style, in: row)
    }
    if width > row.width { surface.put("…", at: Point(x, row.minY), .muted, in: row) }
  }

  /// - Returns: The column after the text of the first row.
  private func drawEdited(in area: Rect, on surface: inout Surface) -> Int {
    guard !field.isEmpty else {
      surface.put(Self.placeholder.fitted(to: area.width), at: area.origin, .muted, in: area)
      return area.minX + Self.placeholder.count
    }
    let layout = layout(width: area.width)
    let styles = marked(characterStyles())
    var end = area.minX
    for (offset, index) in layout.visible(height: area.height).enumerated() {
      let row = area.row(offset)
      switch layout.lines[index] {
      case .problem: drawProblem(at: layout.problemColumn, in: row, on: &surface)
      case .text(let line):
        var x = row.minX
        for character in layout.rows[line].range {
          x = surface.put(
            String(field.characters[character]), at: Point(x, row.minY), styles[character], in: row)
        }
        if layout.rows[line].isContinued { surface.put("\\", at: Point(x, row.minY), .muted, in: row) }
        if offset == 0 { end = x }
      }
    }
    return end
  }

  private func drawProblem(at column: Int, in row: Rect, on surface: inout Surface) {
    guard let problem else { return }
    let x = min(row.minX + column, max(row.minX, row.maxX - problem.message.cellWidth - 3))
    surface.put("▲ " + problem.message, at: Point(x, row.minY), Style(.error), in: row)
  }

  /// Where the terminal's cursor stands, given the prompt's own rows.
  func cursor(in area: Rect) -> Point? {
    guard isEditing else { return nil }
    let place = area.inset(left: labelWidth)
    let layout = layout(width: place.width)
    let row = layout.cursor.line - layout.visible(height: max(1, area.height)).lowerBound
    return Point(place.minX + layout.cursor.column, place.minY + row)
  }

  /// Draws what is open over the pane: the completion or the search in the history.
  ///
  /// - Parameter cursor: Where the text's cursor stands.
  func drawPopup(at cursor: Point, in area: Rect, on surface: inout Surface) {
    let below = popupOrigin(cursor)
    if let search {
      search.draw(at: below, in: area, on: &surface)
    } else if let completion, completion.isVisible {
      completion.draw(at: below, in: area, waiting: waitingFor, on: &surface)
    }
  }

  /// Where the terminal's cursor stands in what is open; `nil`: in the text.
  func popupCursor(at cursor: Point, in area: Rect) -> Point? {
    search?.cursor(at: popupOrigin(cursor), in: area)
  }

  /// Below the cursor's row and the complaint about it; to the left by what was typed.
  private func popupOrigin(_ cursor: Point) -> Point {
    let complaint = layout(width: room.width - labelWidth).hasProblemBelowCursor ? 1 : 0
    let typed = completion?.context.typed.cellWidth ?? 0
    return Point(cursor.x - typed - 1, cursor.y + 1 + complaint)
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

  /// The bracket at the cursor and its partner stand out; one without a partner is an error.
  private func marked(_ styles: [Style]) -> [Style] {
    let tokens = language.tokens(field.text)
    guard let pair = BracketPair(at: field.cursorOffset, in: field.text, tokens: tokens) else {
      return styles
    }
    var styles = styles
    let role: Role = pair.partner == nil ? .error : .match
    for offset in [pair.here, pair.partner].compactMap({ $0 }) {
      let index = field.character(atOffset: offset)
      if styles.indices.contains(index) { styles[index] = Style(role, bold: true, underline: true) }
    }
    return styles
  }
}
