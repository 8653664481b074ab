import Canvas
import Testing

@Suite struct SurfaceTests {
  @Test func textIsCutAtTheClip() {
    var surface = Surface(Size(8, 2))
    let end = surface.put("abcdef", at: Point(1, 0), in: Rect(2, 0, 3, 2))
    #expect(surface.lines == ["  bcd", ""])
    #expect(end == 5)
    surface.put("below", at: Point(0, 5))
    surface.put("left", at: Point(-2, 1))
    #expect(surface.lines == ["  bcd", "ft"])
  }

  @Test func wideGlyphIsCutAtEitherEdge() {
    var surface = Surface(Size(6, 1))
    surface.put("a日b", at: Point(0, 0), in: Rect(0, 0, 2, 1))
    #expect(surface.lines == ["a"])
    surface.put("......", at: Point(0, 0))
    surface.put("日b", at: Point(1, 0), in: Rect(2, 0, 4, 1))
    #expect(surface.lines == [".. b.."])
  }

  @Test func overwritingHalfAWideGlyphBlanksTheOther() {
    var surface = Surface(Size(6, 1))
    surface.put("日本語", at: Point(0, 0))
    surface.put("x", at: Point(1, 0))
    surface.put("y", at: Point(2, 0))
    #expect(surface.lines == [" xy 語"])
    surface.put("日", at: Point(3, 0))
    #expect(surface.lines == [" xy日"])
  }

  @Test func fillingOverHalfAWideGlyphBlanksTheOther() {
    var surface = Surface(Size(6, 1))
    surface.put("日本語", at: Point(0, 0))
    surface.fill(Rect(1, 0, 4, 1), with: Cell("."))
    #expect(surface.lines == [" ...."])
  }

  @Test func settingACellKeepsWideGlyphsWhole() {
    var surface = Surface(Size(6, 1))
    surface.put("日本語", at: Point(0, 0))
    surface[Point(0, 0)].style.bold = true
    #expect(surface.lines == ["日本語"])
    surface[Point(3, 0)] = Cell("│")
    #expect(surface.lines == ["日 │語"])
    surface[Point(4, 0)] = Cell("│")
    #expect(surface.lines == ["日 ││"])
  }

  @Test func runsFollowOneAnother() {
    var surface = Surface(Size(5, 1))
    surface.put(
      [TextRun("ab"), TextRun("c日"), TextRun("d")], at: Point(0, 0), in: Rect(0, 0, 4, 1))
    #expect(surface.lines == ["abc"])
    surface.put([TextRun("ab"), TextRun("c日"), TextRun("d")], at: Point(0, 0), in: surface.bounds)
    #expect(surface.lines == ["abc日"])
  }

  @Test func everyLineIsWrittenAtFirst() {
    let surface = Surface(Size(3, 2))
    #expect(surface.changes(since: nil).map(\.start) == [Point(0, 0), Point(0, 1)])
    #expect(surface.changes(since: Surface(Size(2, 2))).count == 2)
    #expect(surface.changes(since: surface).isEmpty)
  }

  @Test func nearChangesAreOneRun() {
    let blank = Surface(Size(20, 1))
    var surface = blank
    surface.put("a", at: Point(2, 0))
    surface.put("b", at: Point(6, 0))
    surface.put("c", at: Point(12, 0))
    let runs = surface.changes(since: blank)
    #expect(runs.map(\.start.x) == [2, 12])
    #expect(runs.map { String($0.cells.map(\.glyph)) } == ["a   b", "c"])
  }

  /// The right half of both glyphs is the same cell: only the left one differs.
  @Test func runNeverEndsInsideAWideGlyph() {
    var before = Surface(Size(4, 1))
    var after = before
    before.put("日", at: Point(0, 0))
    after.put("本", at: Point(0, 0))
    let runs = after.changes(since: before)
    #expect(runs.map { $0.cells.map(\.glyph) } == [["本", Cell.continuation]])
  }

  @Test(arguments: 0..<40)
  func changesTurnOneSurfaceIntoTheNext(seed: UInt64) {
    var random = Random(state: seed &+ 1)
    var previous = Surface(Size(17, 4))
    for _ in 0..<25 {
      var next = previous
      for _ in 0..<Int.random(in: 0...4, using: &random) { scribble(on: &next, &random) }
      let runs = next.changes(since: previous)
      for run in runs {
        #expect(run.cells.first?.glyph != Cell.continuation)
        let end = Point(run.start.x + run.cells.count, run.start.y)
        #expect(next[end].glyph != Cell.continuation)
        for (offset, cell) in run.cells.enumerated() {
          previous[Point(run.start.x + offset, run.start.y)] = cell
        }
      }
      #expect(previous == next)
    }
  }

  private func scribble(on surface: inout Surface, _ random: inout Random) {
    let words = ["abc", "日本語", "x日y", "👍🏽!", "e\u{301}", "     ", "\u{1B}[m"]
    let point = Point(
      Int.random(in: -3..<18, using: &random), Int.random(in: 0..<4, using: &random))
    let clip = Rect(
      Int.random(in: 0..<9, using: &random), 0, Int.random(in: 1..<17, using: &random), 4)
    if Bool.random(using: &random) {
      let style = Style(.series(Int.random(in: 0..<3, using: &random)))
      surface.put(words.randomElement(using: &random) ?? "", at: point, style, in: clip)
    } else {
      surface.fill(Rect(point.x, point.y, Int.random(in: 0..<5, using: &random), 1))
    }
  }

  /// Every half of a wide glyph has its other half.
  @Test(arguments: 0..<40)
  func wideGlyphsStayWhole(seed: UInt64) {
    var random = Random(state: seed &+ 77)
    var surface = Surface(Size(17, 4))
    for _ in 0..<60 {
      scribble(on: &surface, &random)
      for row in 0..<4 {
        let glyphs = (0..<17).map { surface[Point($0, row)].glyph }
        for (x, glyph) in glyphs.enumerated() {
          let isWide = String(glyph).cellWidth == 2
          #expect((x + 1 < 17 && glyphs[x + 1] == Cell.continuation) == isWide)
        }
      }
    }
  }
}

/// SplitMix64: the same surfaces on every run.
struct Random: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
