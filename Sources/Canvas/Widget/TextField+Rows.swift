extension TextField {
  /// A row of the text on the screen: a line, or as much of one as fits.
  public struct Row: Hashable, Sendable {
    /// Characters, without the line break.
    public var range: Range<Int>
    /// Whether the line goes on in the next row.
    public var isContinued: Bool
  }

  /// The text as rows of `width` cells, the last of which is kept free for the mark of a line that
  /// goes on and for the cursor. There is always one row.
  ///
  ///     sum by (service) (rate(traces_spanmetrics_cal\
  ///     ls_total[5m]))
  public func rows(width: Int) -> [Row] {
    let room = max(1, width - 1)
    var rows = [Row]()
    var (start, columns) = (0, 0)
    for (index, character) in characters.enumerated() {
      if character == "\n" {
        rows.append(Row(range: start..<index, isContinued: false))
        (start, columns) = (index + 1, 0)
        continue
      }
      let cells = String(character).cellWidth
      if columns + cells > room, index > start {
        rows.append(Row(range: start..<index, isContinued: true))
        (start, columns) = (index, 0)
      }
      columns += cells
    }
    return rows + [Row(range: start..<characters.count, isContinued: false)]
  }

  /// The row a character stands in, and the cells before it there; the end counts as a character.
  public func place(of character: Int, in rows: [Row]) -> (row: Int, column: Int) {
    let index = rows.lastIndex { $0.range.lowerBound <= character } ?? 0
    guard rows.indices.contains(index) else { return (0, 0) }
    let range =
      rows[index].range.lowerBound..<max(rows[index].range.lowerBound, min(character, characters.count))
    return (index, characters[range].reduce(0) { $0 + String($1).cellWidth })
  }

  /// The character of a UTF-8 offset; the end for what lies beyond.
  public func character(atOffset offset: Int) -> Int {
    var bytes = 0
    for (index, character) in characters.enumerated() {
      bytes += character.utf8.count
      if bytes > offset { return index }
    }
    return characters.count
  }
}
