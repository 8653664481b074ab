import Canvas
import Testing

@Suite struct WidgetTests {
  private let table = Table(
    [
      TableColumn("service", min: 8, ideal: 16, isFlexible: true),
      TableColumn("req/s", alignment: .right, min: 5, ideal: 6, priority: 1),
      TableColumn("p99", alignment: .right, min: 6, ideal: 8, priority: 2),
      TableColumn("last hour", min: 8, ideal: 14, priority: 3),
    ], isFocused: true)

  private func drawn(width: Int, cursor: Int = 1) -> Surface {
    var surface = Surface(Size(width, 4))
    table.draw(count: 3, scroll: ScrollPosition(cursor: cursor), in: surface.bounds, on: &surface) {
      let name = ["jellyfin-with-a-long-name", "nas", "日本語サービス"][$0]
      return ["1.94", "6.31 s", "▁▁▂▁▁▁▇█▇▁▁▇█"].reduce(into: [TableCell(name)]) {
        $0.append(TableCell($1))
      }
    }
    return surface
  }

  @Test func wideTableShowsEverything() {
    #expect(
      drawn(width: 60).lines == [
        "service                      req/s       p99  last hour",
        "jellyfin-with-a-long-name     1.94    6.31 s  ▁▁▂▁▁▁▇█▇▁▁▇█",
        "nas                           1.94    6.31 s  ▁▁▂▁▁▁▇█▇▁▁▇█",
        "日本語サービス                1.94    6.31 s  ▁▁▂▁▁▁▇█▇▁▁▇█",
      ])
  }

  @Test func narrowTableDropsTheLeastImportantColumns() {
    #expect(
      drawn(width: 30).lines == [
        "service          req/s     p99", "jellyfin-with-…   1.94  6.31 s",
        "nas               1.94  6.31 s", "日本語サービス    1.94  6.31 s",
      ])
    #expect(
      drawn(width: 20).lines == [
        "service        req/s", "jellyfin-wit…   1.94", "nas             1.94",
        "日本語サービ…   1.94",
      ])
    #expect(drawn(width: 6).lines == ["servi…", "jelly…", "nas", "日本…"])
  }

  @Test func cursorRowIsShaded() {
    let surface = drawn(width: 30)
    #expect((0..<30).allSatisfy { surface[Point($0, 2)].style.ground == .cursor })
    #expect((0..<30).allSatisfy { surface[Point($0, 1)].style.ground == .plain })
    let row = table.row(at: Point(4, 2), count: 3, scroll: .init(), in: surface.bounds)
    #expect(row == 1)
    #expect(table.row(at: Point(4, 0), count: 3, scroll: .init(), in: surface.bounds) == nil)
  }

  @Test func onlyRowsInSightAreAskedFor() {
    var asked = [Int]()
    var surface = Surface(Size(10, 4))
    let scroll = ScrollPosition(cursor: 200_000)
    table.draw(count: 250_000, scroll: scroll, in: surface.bounds, on: &surface) {
      asked.append($0)
      return [TableCell("\($0)")]
    }
    #expect(asked == [199_999, 200_000, 200_001])
  }

  @Test func cellsCutWithAnEllipsisAcrossRuns() {
    var surface = Surface(Size(6, 1))
    let narrow = Table([TableColumn("", min: 6, ideal: 6)], showsHeader: false, showsCursor: false)
    narrow.draw(count: 1, scroll: .init(), in: surface.bounds, on: &surface) { _ in
      [TableCell([TextRun("ab"), TextRun("cdef", .muted), TextRun("g")])]
    }
    #expect(surface.lines == ["abcde…"])
    #expect(surface[Point(5, 0)].style == .muted)
  }

  @Test func frames() {
    var surface = Surface(Size(30, 3))
    let frame = Frame("Alerts", trailing: [TextRun("3", .muted)], isFocused: true)
    let inner = frame.draw(in: surface.bounds, on: &surface)
    surface.put("hello", at: inner.origin, in: inner)
    #expect(inner == Rect(1, 1, 28, 1))
    #expect(
      surface.lines == [
        "┌ Alerts ───────────────── 3 ┐", "│hello                       │",
        "└────────────────────────────┘",
      ])
    #expect(surface[Point(0, 0)].style.role == .focus)
    surface = Surface(Size(18, 2))
    Frame("what differs", kind: .rule).draw(in: surface.bounds, on: &surface)
    #expect(surface.lines == ["── what differs ──", ""])
    Frame("a title too long", glyphs: .ascii).draw(in: surface.bounds, on: &surface)
    #expect(surface.lines == ["+ a title too l… +", "+----------------+"])
  }

  @Test func paragraphsWrapBetweenWords() {
    let text = "the quick brown fox  jumps over 日本語のテキスト\n\naverylongwordthatneedscutting ok"
    #expect(
      Paragraph(text).lines(width: 12) == [
        "the quick", "brown fox", "jumps over", "日本語のテキ", "スト", "", "averylongwor",
        "dthatneedscu", "tting ok",
      ])
    #expect(Paragraph(text).lines(width: 12, limit: 2) == ["the quick", "brown fox"])
    #expect(Paragraph("").lines(width: 5) == [""])
    #expect(Paragraph("日").lines(width: 0) == [])
  }

  @Test func asciiFolding() {
    var surface = Surface(Size(24, 2))
    surface.put("┌─┤█▄▏░⠁⡇⣿▲●✗→µ…日é␛━", at: Point(0, 0))
    #expect(surface.asciiFolded().lines == ["+-+#:-..:*^*x>u~???^=", ""])
  }
}
