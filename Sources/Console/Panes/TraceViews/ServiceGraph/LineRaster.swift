internal import Canvas

/// Lines between boxes, joined where they meet.
struct LineRaster {
  private struct Mark {
    var arms: UInt8 = 0
    var isStrong = false
    var isArrow = false
  }

  private static let (left, right, up, below) = (UInt8(1), UInt8(2), UInt8(4), UInt8(8))

  private var marks: [Point: Mark] = [:]

  /// A line along a row from one column to another, both included.
  mutating func across(_ y: Int, _ from: Int, _ to: Int, _ isStrong: Bool) {
    guard from < to else { return }
    for x in from...to {
      add(Point(x, y), (x > from ? Self.left : 0) | (x < to ? Self.right : 0), isStrong)
    }
  }

  /// A line along a column between two rows, whichever is the upper.
  mutating func down(_ x: Int, _ a: Int, _ b: Int, _ isStrong: Bool) {
    let (from, to) = (min(a, b), max(a, b))
    guard from < to else { return }
    for y in from...to { add(Point(x, y), (y > from ? Self.up : 0) | (y < to ? Self.below : 0), isStrong) }
  }

  mutating func arrow(_ point: Point, _ isStrong: Bool) {
    add(point, Self.left, isStrong)
    marks[point]?.isArrow = true
  }

  private mutating func add(_ point: Point, _ arms: UInt8, _ isStrong: Bool) {
    marks[point, default: Mark()].arms |= arms
    if isStrong { marks[point]?.isStrong = true }
  }

  func draw(in clip: Rect, on surface: inout Surface) {
    for (point, mark) in marks where clip.contains(point) {
      let style = Style(mark.isStrong ? .focus : .border, bold: mark.isStrong)
      surface[point] = Cell(mark.isArrow ? "▶" : Self.glyph(mark.arms), style)
    }
  }

  private static func glyph(_ arms: UInt8) -> Character {
    switch arms {
    case left | right, left, right: "─"
    case up | below, up, below: "│"
    case right | below: "┌"
    case left | below: "┐"
    case right | up: "└"
    case left | up: "┘"
    case left | right | below: "┬"
    case left | right | up: "┴"
    case right | up | below: "├"
    case left | up | below: "┤"
    default: "┼"
    }
  }
}
