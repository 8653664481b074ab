/// A box, or a rule with a title, around the cells of a pane.
public struct Frame: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// Lines on all four sides.
    case box
    /// One line above: ` ─ title ─────`.
    case rule
  }

  public var title: [TextRun]
  /// At the right end of the upper line, such as an age or a count; goes first when there is no room.
  public var trailing: [TextRun]
  public var isFocused: Bool
  public var kind: Kind
  public var glyphs: GlyphSet

  public init(
    _ title: String, trailing: [TextRun] = [], isFocused: Bool = false, kind: Kind = .box,
    glyphs: GlyphSet = .unicode
  ) {
    self.title = [TextRun(title, Style(isFocused ? .focus : .heading, bold: isFocused))]
    self.trailing = trailing
    self.isFocused = isFocused
    self.kind = kind
    self.glyphs = glyphs
  }

  /// The cells inside.
  public func inner(of rect: Rect) -> Rect {
    kind == .box ? rect.inset(left: 1, top: 1, right: 1, bottom: 1) : rect.inset(top: 1)
  }

  /// Draws the frame and says which cells are left inside.
  @discardableResult
  public func draw(in rect: Rect, on surface: inout Surface) -> Rect {
    guard !rect.isEmpty else { return rect }
    let style = Style(isFocused ? .focus : .border)
    let line = String(repeating: glyphs.pick("─", "-"), count: rect.width)
    surface.put(line, at: rect.origin, style, in: rect)
    if kind == .box { drawSides(of: rect, style, on: &surface) }
    drawTitle(in: rect.row(0), on: &surface)
    return inner(of: rect)
  }

  private func drawSides(of rect: Rect, _ style: Style, on surface: inout Surface) {
    let (right, bottom) = (rect.maxX - 1, rect.maxY - 1)
    let line = String(repeating: glyphs.pick("─", "-"), count: rect.width)
    surface.put(line, at: Point(rect.minX, bottom), style, in: rect)
    for y in rect.minY..<rect.maxY {
      surface[Point(rect.minX, y)] = Cell(glyphs.pick("│", "|"), style)
      surface[Point(right, y)] = Cell(glyphs.pick("│", "|"), style)
    }
    surface[rect.origin] = Cell(glyphs.pick("┌", "+"), style)
    surface[Point(right, rect.minY)] = Cell(glyphs.pick("┐", "+"), style)
    surface[Point(rect.minX, bottom)] = Cell(glyphs.pick("└", "+"), style)
    surface[Point(right, bottom)] = Cell(glyphs.pick("┘", "+"), style)
  }

  private func drawTitle(in row: Rect, on surface: inout Surface) {
    let inset = kind == .box ? row.inset(left: 1, right: 1) : row.inset(left: 2, right: 1)
    var end = inset.minX
    let titleWidth = title.reduce(0) { $0 + $1.text.cellWidth }
    if titleWidth > 0, inset.width > 4 {
      // Cut titles end in an ellipsis, in the style of their first run.
      let shown =
        titleWidth > inset.width - 2
        ? TextRun(title.reduce("") { $0 + $1.text }.fitted(to: inset.width - 2), title[0].style) : nil
      let runs = [TextRun(" ")] + (shown.map { [$0] } ?? title) + [TextRun(" ")]
      end = surface.put(runs, at: inset.origin, in: inset)
    }
    let width = trailing.reduce(0) { $0 + $1.text.cellWidth } + 2
    guard !trailing.isEmpty, inset.maxX - width >= end else { return }
    let runs = [TextRun(" ")] + trailing + [TextRun(" ")]
    surface.put(runs, at: Point(inset.maxX - width, inset.minY), in: inset)
  }
}
