/// A screenful of cells as a plain value. Panes draw on it; the difference of two reaches the
/// terminal.
///
/// `put` is the one place where text becomes cells, so it is the one place where hostile text is
/// made harmless: see `Glyphs`.
public struct Surface: Equatable, Sendable {
  /// Adjacent changed cells of one row.
  public struct Run: Equatable, Sendable {
    public var start: Point
    public var cells: ArraySlice<Cell>

    public init(start: Point, cells: ArraySlice<Cell>) {
      self.start = start
      self.cells = cells
    }
  }

  public let size: Size
  public private(set) var cells: [Cell]

  public init(_ size: Size) {
    self.size = size
    cells = Array(repeating: .blank, count: size.width * size.height)
  }

  public var bounds: Rect { Rect(size) }

  public subscript(point: Point) -> Cell {
    get { bounds.contains(point) ? cells[point.y * size.width + point.x] : .blank }
    set {
      guard bounds.contains(point) else { return }
      let index = point.y * size.width + point.x
      // A new glyph over half of a wide one blanks the other half; a new style keeps both.
      if newValue.glyph != cells[index].glyph {
        breakWideGlyph(at: point, keepingLeft: newValue.isContinuation)
      }
      cells[index] = newValue
    }
  }

  /// Writes text from `point` to the right, cut at the edge of `clip`; control characters appear
  /// as symbols.
  ///
  /// - Returns: The column after the last cell written.
  @discardableResult
  public mutating func put(
    _ text: some StringProtocol, at point: Point, _ style: Style = .text, in clip: Rect
  ) -> Int {
    let clip = clip.intersection(bounds)
    guard (clip.minY..<clip.maxY).contains(point.y) else { return point.x }
    var x = point.x
    for glyph in Glyphs(text) {
      let width = glyph.width
      if x + width > clip.maxX { break }
      if x >= clip.minX {
        set(glyph.character, width: width, at: Point(x, point.y), style)
      } else if x + width > clip.minX {
        // The right half of a wide glyph cut by the left edge: a blank of the same style.
        set(" ", width: 1, at: Point(clip.minX, point.y), style)
      }
      x += width
    }
    return x
  }

  /// Writes text cut to the surface.
  @discardableResult
  public mutating func put(
    _ text: some StringProtocol, at point: Point, _ style: Style = .text
  ) -> Int {
    put(text, at: point, style, in: bounds)
  }

  public mutating func fill(_ rect: Rect, with cell: Cell = .blank) {
    let rect = rect.intersection(bounds)
    for y in rect.minY..<max(rect.minY, rect.maxY) {
      let start = y * size.width
      breakWideGlyphs(at: rect, row: y)
      for x in rect.minX..<max(rect.minX, rect.maxX) { cells[start + x] = cell }
    }
  }

  /// Puts `ground` behind the cells of a rectangle, keeping what stands there.
  public mutating func shade(_ rect: Rect, _ ground: Ground) {
    let rect = rect.intersection(bounds)
    for y in rect.minY..<max(rect.minY, rect.maxY) {
      for x in rect.minX..<max(rect.minX, rect.maxX) {
        cells[y * size.width + x].style.ground = ground
      }
    }
  }

  /// What must be written to turn `previous` into this; everything when the sizes differ.
  ///
  /// Runs closer than four cells are joined: moving the cursor costs more than the cells between.
  public func changes(since previous: Surface?) -> [Run] {
    guard let previous, previous.size == size else {
      return (0..<size.height).map { y in
        Run(start: Point(0, y), cells: cells[(y * size.width)..<((y + 1) * size.width)])
      }
    }
    var runs = [Run]()
    for y in 0..<size.height {
      appendChanges(ofRow: y, since: previous, to: &runs)
    }
    return runs
  }

  private func appendChanges(ofRow y: Int, since previous: Surface, to runs: inout [Run]) {
    let row = (y * size.width)..<((y + 1) * size.width)
    guard cells[row] != previous.cells[row] else { return }
    var open: Range<Int>?
    for index in row where cells[index] != previous.cells[index] {
      if let run = open, index - run.upperBound < 4 {
        open = run.lowerBound..<(index + 1)
      } else {
        if let run = open { runs.append(self.run(run, row: y)) }
        open = index..<(index + 1)
      }
    }
    if let run = open { runs.append(self.run(run, row: y)) }
  }

  /// A run that neither begins nor ends inside a wide glyph.
  private func run(_ range: Range<Int>, row y: Int) -> Run {
    var lower = range.lowerBound
    while lower > y * size.width, cells[lower].isContinuation { lower -= 1 }
    var upper = range.upperBound
    while upper < (y + 1) * size.width, cells[upper].isContinuation { upper += 1 }
    return Run(start: Point(lower - y * size.width, y), cells: cells[lower..<upper])
  }

  private mutating func set(_ glyph: Character, width: Int, at point: Point, _ style: Style) {
    let index = point.y * size.width + point.x
    breakWideGlyph(at: point)
    cells[index] = Cell(glyph, style)
    if width == 2 {
      breakWideGlyph(at: Point(point.x + 1, point.y))
      cells[index + 1] = Cell(Cell.continuation, style)
    }
  }

  /// Blanks the halves that would remain of wide glyphs on the left and right edge of a rectangle.
  private mutating func breakWideGlyphs(at rect: Rect, row y: Int) {
    guard !rect.isEmpty else { return }
    breakWideGlyph(at: Point(rect.minX, y))
    breakWideGlyph(at: Point(rect.maxX - 1, y))
  }

  /// Blanks the other half of a wide glyph that is about to lose one.
  private mutating func breakWideGlyph(at point: Point, keepingLeft: Bool = false) {
    let index = point.y * size.width + point.x
    if !keepingLeft, cells[index].isContinuation, point.x > 0 {
      cells[index - 1].glyph = " "
    }
    if point.x + 1 < size.width, cells[index + 1].isContinuation {
      cells[index + 1].glyph = " "
    }
  }
}

extension Surface {
  /// The rows as text, without trailing blanks: what golden files and headless output hold.
  public var lines: [String] {
    (0..<size.height).map { y in
      let row = (y * size.width)..<((y + 1) * size.width)
      let end = row.last { !cells[$0].isBlank && !cells[$0].isContinuation }
      guard let end else { return "" }
      var line = ""
      line.reserveCapacity(row.count * 3)
      for index in row.lowerBound...end where !cells[index].isContinuation {
        line.append(cells[index].glyph)
      }
      return line
    }
  }
}
