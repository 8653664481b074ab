/// Dots inside cells: two columns by four rows in each, as braille draws them.
///
///     0 3
///     1 4
///     2 5
///     6 7
struct DotRaster {
  /// In cells.
  let size: Size
  private var dots: [UInt8]
  private var owners: [Int]

  init(_ size: Size) {
    self.size = size
    dots = Array(repeating: 0, count: size.width * size.height)
    owners = Array(repeating: 0, count: dots.count)
  }

  var columns: Int { size.width * 2 }
  var rows: Int { size.height * 4 }

  /// Sets one dot; the first owner of a cell gives it its colour.
  mutating func set(_ x: Int, _ y: Int, owner: Int) {
    guard x >= 0, y >= 0, x < columns, y < rows else { return }
    let cell = y / 4 * size.width + x / 2
    if dots[cell] == 0 { owners[cell] = owner }
    dots[cell] |= Self.bit(x, y)
  }

  /// The bit of a dot within its cell.
  static func bit(_ x: Int, _ y: Int) -> UInt8 {
    y % 4 == 3 ? 0x40 << UInt8(x % 2) : 1 << UInt8(y % 4 + x % 2 * 3)
  }

  /// A straight line, both ends included (Bresenham).
  mutating func line(from a: Point, to b: Point, owner: Int) {
    walk(from: a, to: b) { $0.set($1.x, $1.y, owner: owner) }
  }

  /// Every second dot of a line; both ends of a steep one are always set, so that no spike is lost.
  mutating func dottedLine(from a: Point, to b: Point, owner: Int) {
    let isSteep = abs(b.y - a.y) > abs(b.x - a.x)
    walk(from: a, to: b) { raster, point in
      let isEnd = isSteep && (point == a || point == b)
      guard isEnd || (isSteep ? point.y : point.x) % 2 == 0 else { return }
      raster.set(point.x, point.y, owner: owner)
    }
  }

  private mutating func walk(
    from a: Point, to b: Point, _ visit: (inout DotRaster, Point) -> Void
  ) {
    let (dx, dy) = (abs(b.x - a.x), -abs(b.y - a.y))
    let (stepX, stepY) = (a.x < b.x ? 1 : -1, a.y < b.y ? 1 : -1)
    var (point, error) = (a, dx + dy)
    while true {
      visit(&self, point)
      if point == b { return }
      let doubled = 2 * error
      if doubled >= dy {
        error += dy
        point.x += stepX
      }
      if doubled <= dx {
        error += dx
        point.y += stepY
      }
    }
  }

  /// The glyph and owner of a cell; `nil` when no dot is set.
  func cell(_ x: Int, _ y: Int, _ glyphs: GlyphSet) -> (glyph: Character, owner: Int)? {
    let index = y * size.width + x
    guard dots[index] != 0 else { return nil }
    let glyph = glyphs == .unicode ? Self.braille(dots[index]) : Self.ascii(dots[index])
    return (glyph, owners[index])
  }

  static func braille(_ dots: UInt8) -> Character {
    Unicode.Scalar(0x2800 + UInt32(dots)).map { Character($0) } ?? " "
  }

  /// By the rows that hold dots: high `'`, middle `-`, low `.` or `_`, tall `|`.
  static func ascii(_ dots: UInt8) -> Character {
    let rows = [dots & 0x09, dots & 0x12, dots & 0x24, dots & 0xC0].map { $0 != 0 }
    switch rows.count(where: { $0 }) {
    case 3, 4: return "|"
    case 2 where !(rows[1] && rows[2]): return rows[0] ? (rows[1] ? "'" : ":") : "."
    case 2: return "-"
    default: return rows[0] ? "'" : rows[3] ? (dots & 0xC0 == 0xC0 ? "_" : ".") : "-"
    }
  }
}
