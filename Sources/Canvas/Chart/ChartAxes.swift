/// Draws what surrounds a plot: axes, their labels, the crosshair and the brackets of a selection.
struct ChartAxes {
  let layout: ChartLayout
  let glyphs: GlyphSet

  private var area: Rect { layout.area }

  /// The line that stands for the lower edge. In ASCII a floor of dashes would read as data.
  var floor: Cell { Cell(glyphs.pick("─", " "), .muted) }

  func drawFloor(on surface: inout Surface) {
    let text = String(repeating: floor.glyph, count: area.width)
    surface.put(text, at: Point(area.minX, area.maxY - 1), .muted, in: area)
  }

  func drawLeft(_ ticks: [AxisTick], of plot: Plot, on surface: inout Surface) {
    guard layout.hasLeftAxis, !area.isEmpty else { return }
    let x = area.minX - 1
    drawRule(x, on: &surface)
    for tick in ticks {
      guard let y = plot.row(of: tick.value) else { continue }
      if y < area.maxY - 1 { surface[Point(x, y)] = Cell(glyphs.pick("┤", "+"), .muted) }
      let label = Rect(layout.rect.minX, y, x - layout.rect.minX - 1, 1)
      surface.put(tick.label.paddedLeft(to: label.width), at: label.origin, .muted, in: label)
    }
  }

  func drawRight(_ ticks: [AxisTick], of plot: Plot, on surface: inout Surface) {
    guard layout.hasRightAxis, !area.isEmpty else { return }
    let x = area.maxX
    drawRule(x, on: &surface)
    for tick in ticks {
      guard let y = plot.row(of: tick.value) else { continue }
      if y < area.maxY - 1 { surface[Point(x, y)] = Cell(glyphs.pick("├", "+"), .muted) }
      surface.put(tick.label, at: Point(x + 2, y), .muted, in: layout.rect)
    }
  }

  private func drawRule(_ x: Int, on surface: inout Surface) {
    for y in area.minY..<area.maxY {
      surface[Point(x, y)] = Cell(glyphs.pick("│", "|"), .muted)
    }
    surface[Point(x, area.maxY - 1)] = Cell(glyphs.pick("┼", "+"), .muted)
  }

  /// Labels are centred on their tick, and left out where they would touch the one before or cover
  /// a cell that is taken.
  func drawLabels(
    _ axis: LineChart.HorizontalAxis, of plot: Plot, after note: String = "", taken: [Int] = [],
    on surface: inout Surface
  ) {
    let row = layout.labels
    guard !row.isEmpty else { return }
    var free = row.minX
    if !note.isEmpty { free = surface.put(note, at: row.origin, Style(.warning), in: row) + 1 }
    for tick in axis.ticks(in: plot.domain, atMost: max(2, area.width / 12)) {
      guard let column = plot.column(of: tick.value) else { continue }
      let width = tick.label.cellWidth
      let start = min(max(row.minX, column - width / 2), row.maxX - width)
      let isTaken = taken.contains { $0 >= start && $0 < start + width }
      guard start >= free, !isTaken else { continue }
      free = surface.put(tick.label, at: Point(start, row.minY), .muted, in: row) + 1
    }
  }

  /// A line from top to bottom with its foot among the labels; what is drawn later lies over it.
  func drawCrosshair(_ column: Int, on surface: inout Surface) {
    for y in area.minY..<area.maxY {
      surface[Point(column, y)] = Cell(glyphs.pick("│", "|"), Style(.focus))
    }
    let foot = Point(column, layout.labels.minY)
    if !layout.labels.isEmpty, surface[foot].glyph == " " {
      surface[foot] = Cell(glyphs.pick("▲", "^"), Style(.focus))
    }
  }

  /// The columns of the brackets around a selection: always two, side by side at the least.
  func brackets(around columns: ClosedRange<Int>) -> (open: Int, close: Int) {
    let (first, last) = (columns.lowerBound, columns.upperBound)
    if first < last { return (first, last) }
    return last + 1 < area.maxX ? (first, last + 1) : (first - 1, last)
  }

  /// Shades the columns and sets brackets below them, which show without colours too.
  func drawSelection(_ columns: ClosedRange<Int>, on surface: inout Surface) {
    let (open, close) = brackets(around: columns)
    let row = layout.labels.isEmpty ? area.maxY - 1 : layout.labels.minY
    surface.shade(Rect(columns.lowerBound, area.minY, columns.count, area.height), .selection)
    surface[Point(open, row)] = Cell("[", Style(.focus, on: .selection))
    surface[Point(close, row)] = Cell("]", Style(.focus, on: .selection))
  }
}
