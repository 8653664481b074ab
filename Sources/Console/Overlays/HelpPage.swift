internal import Canvas

/// All keys, from the keymap.
public struct HelpPage: Sendable {
  public var offset = 0

  public init() {}

  /// Scrolls by at most so many lines in all; `false` when the key closes the page.
  mutating func scroll(_ key: Key, limit: Int) -> Bool {
    switch key {
    case .down, .character("j"): offset += 1
    case .up, .character("k"): offset = max(0, offset - 1)
    case .pageDown, .character(" "): offset += 10
    case .pageUp: offset = max(0, offset - 10)
    case .home: offset = 0
    case .end, .character("G"): offset = limit
    default: return false
    }
    offset = min(offset, max(0, limit))
    return true
  }

  /// Headings and lines: key, then what it does.
  /// The screen's own keys first, those of other screens last.
  static func lines(of keymap: Keymap, on pane: PaneKind, in glyphs: GlyphSet = .unicode)
    -> [(key: String?, text: String)]
  {
    let own = keymap.groups.filter { $0.panes.contains(pane) }
    let everywhere = keymap.groups.filter(\.panes.isEmpty)
    let others = keymap.groups.filter { !$0.holds(on: pane) }
    return (own + everywhere + others).flatMap { group in
      [(nil, group.title)]
        + group.bindings.map { binding in
          (binding.keys.map { $0.label(in: glyphs) }.joined(separator: " "), binding.command.help)
        }
    }
  }

  private static func columns(inWidth width: Int) -> Int { max(1, min(3, width / 50)) }

  /// How many lines lie below the end of a page drawn into `area`.
  static func overflow(of keymap: Keymap, on pane: PaneKind, in area: Rect) -> Int {
    let columns = columns(inWidth: area.width - 4)
    return max(0, (lines(of: keymap, on: pane).count + columns - 1) / columns - (area.height - 2))
  }

  func draw(
    in area: Rect, on surface: inout Surface, _ keymap: Keymap, on pane: PaneKind, _ glyphs: GlyphSet
  ) {
    let inner = Sheet.draw("Keys — ↑ ↓ scroll, any other key closes", in: area, on: &surface)
    let lines = Self.lines(of: keymap, on: pane, in: glyphs)
    let count = Self.columns(inWidth: inner.width)
    let perColumn = (lines.count + count - 1) / count
    let first = min(offset, max(0, perColumn - inner.height))
    let columns = (0..<count).map { lines.dropFirst($0 * perColumn).prefix(perColumn) }
    let widths = columns.map(Self.widths)
    // What is over, or missing, is shared among the columns.
    let spare = (inner.width - widths.reduce(0) { $0 + $1.key + $1.text }) / count
    var x = inner.minX
    for (column, width) in zip(columns, widths) {
      let room = Rect(x, inner.minY, max(1, width.key + width.text + spare), inner.height)
      for (row, line) in column.dropFirst(first).prefix(inner.height).enumerated() {
        Self.draw(line, keyWidth: width.key, in: room.row(row), on: &surface)
      }
      x = room.maxX
    }
  }

  /// What a column needs: its keys whole with the blanks around them, and its longest text.
  private static func widths(of column: ArraySlice<(key: String?, text: String)>) -> (key: Int, text: Int) {
    let bindings = column.filter { $0.key != nil }
    let key = bindings.compactMap { $0.key?.cellWidth }.max() ?? 0
    return (key + 3, (bindings.map(\.text.cellWidth).max() ?? 0) + 1)
  }

  private static func draw(
    _ line: (key: String?, text: String), keyWidth: Int, in row: Rect, on surface: inout Surface
  ) {
    guard let key = line.key else {
      surface.put(line.text, at: row.origin, Style(.heading, on: .raised, bold: true), in: row)
      return
    }
    surface.put(key.paddedLeft(to: keyWidth - 2), at: row.origin, Style(.key, on: .raised), in: row)
    let text = line.text.fitted(to: max(0, row.width - keyWidth - 1))
    surface.put(text, at: Point(row.minX + keyWidth, row.minY), Style(.text, on: .raised), in: row)
  }
}
