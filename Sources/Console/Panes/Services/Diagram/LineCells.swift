internal import Canvas

/// Lines on cells: where they meet, the glyph joins all their directions.
struct LineCells: Sendable {
  struct Directions: OptionSet, Hashable, Sendable {
    let rawValue: UInt8
    static let left = Directions(rawValue: 1)
    static let right = Directions(rawValue: 2)
    static let up = Directions(rawValue: 4)
    static let down = Directions(rawValue: 8)
  }

  struct Line: Hashable, Sendable {
    var directions: Directions
    /// Drawn double as strong: calls over it fail.
    var isHeavy: Bool
  }

  private(set) var cells: [Point: Line] = [:]

  /// Adds a path of points, each in a row or column with the one before, and returns its cells.
  mutating func add(_ corners: [Point], isHeavy: Bool) -> [Point] {
    var path: [Point] = []
    for (from, to) in zip(corners, corners.dropFirst()) {
      var here = from
      while here != to {
        let next = Point(here.x + (to.x - here.x).signum(), here.y + (to.y - here.y).signum())
        // A step both across and down would leave a gap; corners given askew are joined by a corner.
        let step = next.x != here.x ? Point(next.x, here.y) : next
        join(here, step, isHeavy)
        path.append(here)
        here = step
      }
    }
    if let last = corners.last { path.append(last) }
    return path
  }

  private mutating func join(_ a: Point, _ b: Point, _ isHeavy: Bool) {
    let (out, back): (Directions, Directions) =
      b.x > a.x ? (.right, .left) : b.x < a.x ? (.left, .right) : b.y > a.y ? (.down, .up) : (.up, .down)
    insert(out, at: a, isHeavy)
    insert(back, at: b, isHeavy)
  }

  private mutating func insert(_ directions: Directions, at point: Point, _ isHeavy: Bool) {
    var line = cells[point] ?? Line(directions: [], isHeavy: false)
    line.directions.formUnion(directions)
    line.isHeavy = line.isHeavy || isHeavy
    cells[point] = line
  }

  static func glyph(_ line: Line) -> Character {
    let glyphs: [Character] = Array(line.isHeavy ? heavy : light)
    return glyphs[Int(line.directions.rawValue) & 15]
  }

  // In the order of the bits: left 1, right 2, up 4, down 8.
  private static let light = " ╴╶─╵┘└┴╷┐┌┬│┤├┼"
  private static let heavy = " ╸╺━╹┛┗┻╻┓┏┳┃┫┣╋"
}
