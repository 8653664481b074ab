internal import Canvas
internal import Languages

/// The rows of a prompt while it is edited: the text, and the parser's complaint below the row it is
/// about.
///
///     promql› sum by (job) (
///               rate(up[5m]
///                          ▲ unclosed left parenthesis
///             )
struct PromptLayout {
  enum Line: Equatable {
    /// Index into `rows`.
    case text(Int)
    case problem
  }

  let rows: [TextField.Row]
  let lines: [Line]
  /// Of the cursor: index into `lines`, and the cells before it.
  let cursor: (line: Int, column: Int)
  /// The cells before what the complaint is about.
  let problemColumn: Int

  /// - Parameter width: Of the text, in cells.
  init(_ field: TextField, _ problem: SyntaxError?, width: Int) {
    rows = field.rows(width: width)
    var lines = rows.indices.map(Line.text)
    let here = field.place(of: field.cursor, in: rows)
    var cursorLine = here.row
    var column = 0
    if let problem {
      let place = field.place(of: field.character(atOffset: problem.range.start), in: rows)
      lines.insert(.problem, at: min(place.row + 1, lines.count))
      if here.row > place.row { cursorLine += 1 }
      column = place.column
    }
    self.lines = lines
    cursor = (cursorLine, here.column)
    problemColumn = column
  }

  /// The lines to show in `height` rows: always the cursor's, and the complaint below it.
  func visible(height: Int) -> Range<Int> {
    let last = hasProblemBelowCursor ? cursor.line + 1 : cursor.line
    let first = max(0, min(cursor.line, last - height + 1))
    return first..<min(lines.count, first + max(1, height))
  }

  var hasProblemBelowCursor: Bool {
    lines.indices.contains(cursor.line + 1) && lines[cursor.line + 1] == .problem
  }
}
