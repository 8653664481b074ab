internal import Analysis
internal import Canvas

/// Markdown laid out for a width: lines of styled text, and the places the cursor stops at.
struct RunbookPage: Sendable {
  /// A link or a block of code.
  enum Stop: Equatable, Sendable {
    case link(String)
    case code(String)
  }

  struct Piece: Sendable {
    var text: String
    var style: Style
    /// Index of the stop it belongs to.
    var stop: Int?
  }

  let width: Int
  private(set) var lines: [[Piece]] = []
  private(set) var stops: [Stop] = []
  /// The first line of each stop.
  private(set) var places: [Int] = []
  /// The line of each heading, by its name in links: `#what-to-do`.
  private(set) var headings: [String: Int] = [:]

  init(_ markdown: Markdown, width: Int) {
    self.width = max(10, width)
    for (index, block) in markdown.blocks.enumerated() {
      if index > 0, !Self.belongTogether(markdown.blocks[index - 1], block) { lines.append([]) }
      add(block)
    }
  }

  private static func belongTogether(_ a: Markdown.Block, _ b: Markdown.Block) -> Bool {
    if case .item = a, case .item = b { return true }
    return false
  }

  private mutating func add(_ block: Markdown.Block) {
    switch block {
    case .heading(let level, let runs):
      headings[Self.anchor(of: runs), default: lines.count] = lines.count
      wrap(pieces(of: runs, Style(.heading, bold: true)))
      if level == 1, !lines.isEmpty {
        lines.append([Piece(text: String(repeating: "─", count: width), style: Style(.border))])
      }
    case .paragraph(let runs): wrap(pieces(of: runs, .text))
    case .item(let depth, let marker, let runs):
      let indent = String(repeating: "  ", count: depth)
      wrap(
        pieces(of: runs, .text), first: indent + marker + " ",
        rest: indent + String(repeating: " ", count: marker.cellWidth + 1))
    case .quote(let runs): wrap(pieces(of: runs, .muted), first: "│ ", rest: "│ ")
    case .code(_, let code): addCode(code)
    case .table(let header, let rows): addTable(header, rows)
    case .rule: lines.append([Piece(text: String(repeating: "─", count: width), style: Style(.border))])
    }
  }

  private mutating func pieces(of runs: [Markdown.Run], _ base: Style) -> [Piece] {
    runs.map { run in
      var style = run.isCode ? Style(.string) : base
      style.bold = style.bold || run.isStrong
      style.underline = run.isEmphasised
      guard let link = run.link else { return Piece(text: run.text, style: style) }
      stops.append(.link(link))
      places.append(lines.count)
      return Piece(text: run.text, style: Style(.link, underline: true), stop: stops.count - 1)
    }
  }

  /// Lines of code stay as they are; what is too long goes on below.
  private mutating func addCode(_ code: [String]) {
    stops.append(.code(code.joined(separator: "\n")))
    places.append(lines.count)
    let room = width - 2
    for line in code.isEmpty ? [""] : code {
      var rest = Substring(
        line.split(separator: "\t", omittingEmptySubsequences: false).joined(separator: "    "))
      repeat {
        var columns = 0
        let part = rest.prefix { character in
          columns += String(character).cellWidth
          return columns <= room
        }
        let cut = part.isEmpty ? rest.prefix(1) : part
        lines.append([
          Piece(text: "│ ", style: Style(.border), stop: stops.count - 1),
          Piece(text: String(cut), style: Style(.string), stop: stops.count - 1),
        ])
        rest = rest.dropFirst(cut.count)
      } while !rest.isEmpty
    }
  }

  // MARK: Tables

  /// Columns as wide as they like while there is room, else their share; cells wrap.
  private mutating func addTable(_ header: [[Markdown.Run]], _ rows: [[[Markdown.Run]]]) {
    func texts(_ row: [[Markdown.Run]]) -> [String] { row.map { $0.map(\.text).joined() } }
    let all = [texts(header)] + rows.map(texts)
    let count = max(1, all.map(\.count).max() ?? 1)
    let share = max(3, (width - (count - 1) * 2) / count)
    var widths = (0..<count).map { column in
      all.map { $0.indices.contains(column) ? $0[column].cellWidth : 0 }.max() ?? 0
    }
    if widths.reduce(0, +) + (count - 1) * 2 > width { widths = widths.map { min($0, share) } }
    for (index, row) in all.enumerated() {
      let cells = (0..<count).map { column in
        Paragraph(row.indices.contains(column) ? row[column] : "").lines(
          width: max(1, widths[column]), limit: 20)
      }
      for line in 0..<(cells.map(\.count).max() ?? 1) {
        let text = cells.enumerated().map { column, parts in
          (parts.indices.contains(line) ? parts[line] : "").padded(to: max(1, widths[column]))
        }.joined(separator: "  ")
        lines.append([Piece(text: text, style: index == 0 ? Style(.heading) : .text)])
      }
      if index == 0 {
        let rule = widths.map { String(repeating: "─", count: max(1, $0)) }.joined(separator: "  ")
        lines.append([Piece(text: rule, style: Style(.border))])
      }
    }
  }

  // MARK: Wrapping

  private mutating func wrap(_ pieces: [Piece], first: String = "", rest: String = "") {
    var wrapping = PieceWrapping(width: width, first: first, rest: rest)
    for piece in pieces { wrapping.add(piece) }
    let start = lines.count
    let wrapped = wrapping.finished()
    for (offset, line) in wrapped.enumerated() {
      // A stop's place is the line its first word came to.
      for stop in Set(line.compactMap(\.stop)) where places[stop] == start { places[stop] = start + offset }
    }
    lines += wrapped
  }

  /// `What to do?` as `what-to-do`, the way servers name headings.
  static func anchor(of runs: [Markdown.Run]) -> String {
    let text = runs.map(\.text).joined().lowercased()
    return String(
      text.compactMap { $0 == " " ? "-" : $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" ? $0 : nil })
  }
}

/// Breaks styled text into lines between words.
private struct PieceWrapping {
  let width: Int
  private let rest: String
  private var lines: [[RunbookPage.Piece]] = []
  private var line: [RunbookPage.Piece]
  private var columns: Int
  private var margin: Int

  init(width: Int, first: String, rest: String) {
    self.width = width
    self.rest = rest
    line = first.isEmpty ? [] : [RunbookPage.Piece(text: first, style: .muted)]
    columns = first.cellWidth
    margin = columns
  }

  mutating func add(_ piece: RunbookPage.Piece) {
    var word = ""
    for character in piece.text {
      if character.isWhitespace {
        put(word, piece)
        word = ""
        if columns > margin, columns < width { append(" ", piece) }
      } else {
        word.append(character)
      }
    }
    put(word, piece)
  }

  private mutating func put(_ word: String, _ piece: RunbookPage.Piece) {
    guard !word.isEmpty else { return }
    if columns + word.cellWidth > width, columns > margin { breakLine() }
    var left = Substring(word)
    while columns + left.cellWidth > width {
      var taken = 0
      let part = left.prefix { character in
        taken += String(character).cellWidth
        return columns + taken <= width
      }
      guard !part.isEmpty else { break }
      append(String(part), piece)
      left = left.dropFirst(part.count)
      breakLine()
    }
    append(String(left), piece)
  }

  private mutating func append(_ text: String, _ piece: RunbookPage.Piece) {
    columns += text.cellWidth
    if let last = line.last, last.style == piece.style, last.stop == piece.stop, line.count > 1 || margin == 0
    {
      line[line.count - 1].text += text
    } else {
      line.append(RunbookPage.Piece(text: text, style: piece.style, stop: piece.stop))
    }
  }

  private mutating func breakLine() {
    lines.append(line)
    line = rest.isEmpty ? [] : [RunbookPage.Piece(text: rest, style: .muted)]
    (columns, margin) = (rest.cellWidth, rest.cellWidth)
  }

  func finished() -> [[RunbookPage.Piece]] { line.isEmpty ? lines : lines + [line] }
}
