import Canvas
import Telemetry
import Testing

@testable import Console

/// Log lines on small, usual and large screens.
@Suite struct LogsWalkTests {
  @Test(arguments: WaterfallWalkTests.sizes) func readsAService(width: Int, height: Int) async {
    let walker = Walker(width, height, pane: LogsPane.reading(focus: "nas"))
    await walker.start()
    Golden.expect(walker.state.view(), "logs/1-newest")
    await walker.press(.character("w"), .character("E"))
    Golden.expect(walker.state.view(), "logs/2-wrapped")
    await walker.press(.character("w"), .tab, .down)
    Golden.expect(walker.state.view(), "logs/3-fields")
    await walker.press(.tab, .character("V"), .character("V"), .character("/"))
    await walker.type("queue")
    await walker.press(.enter)
    Golden.expect(walker.state.view(), "logs/4-search")
  }

  @Test(arguments: WaterfallWalkTests.sizes) func saysWhyItIsEmpty(width: Int, height: Int) async {
    let walker = Walker(width, height, pane: LogsPane.reading(focus: "nobody"))
    await walker.start()
    Golden.expect(walker.state.view(), "logs/5-empty")
  }

  @Test(arguments: WaterfallWalkTests.sizes) func putsACaretUnderTheFault(width: Int, height: Int) {
    let query =
      #"{service_name="jellyfin"} | json | line_format "{{.a}}" | level ~ "error" | status >= 500 | x="y""#
    let fault = query.prefix { $0 != "~" }.count + 1
    let failure = QueryFailure(
      .refused, "parse error at line 1, col \(fault): syntax error: unexpected ~, expecting = or != or =~",
      position: TextPosition(line: 1, column: fault))
    let stage = Stage(width, height, pane: LogsPane(query: query)) { _, _ in .failure(failure) }
    Golden.expect(stage.state.view(), "logs/6-refused")
    let lines = stage.lines
    guard let caret = lines.lastIndex(where: { $0.trimmingPrefix { $0 == " " } == "^" }) else {
      Issue.record("no caret")
      return
    }
    let column = lines[caret].count - 1
    #expect(Array(lines[caret - 1])[column] == "~")
  }

  @Test func isWholeInASCII() async {
    let walker = Walker(80, 24, pane: LogsPane.reading(focus: "nas"), glyphs: .ascii)
    await walker.start()
    Golden.expect(walker.state.view(), "logs/7-ascii")
    let isPlain = walker.text.utf8.allSatisfy { $0 < 0x80 }
    #expect(isPlain)
  }

  // MARK: Panels

  static let looks: [(Int, Int, GlyphSet)] = [
    (80, 24, .unicode), (100, 30, .unicode), (100, 30, .ascii),
  ]

  private func walk(_ name: String, _ look: (Int, Int, GlyphSet), focus: String? = "nas", _ keys: [Key]) async
    -> Walker
  {
    let walker = Walker(look.0, look.1, pane: LogsPane.reading(focus: focus), glyphs: look.2)
    await walker.start()
    for key in keys { await walker.press(key) }
    expect(walker, name, look)
    return walker
  }

  private func expect(_ walker: Walker, _ name: String, _ look: (Int, Int, GlyphSet)) {
    Golden.expect(walker.state.view(), "logs/\(look.2 == .ascii ? "ascii-" : "")\(name)")
    let isPlain = look.2 == .unicode || walker.text.utf8.allSatisfy { $0 < 0x80 }
    #expect(isPlain)
  }

  @Test(arguments: 0..<3) func countsFields(look: Int) async {
    let look = Self.looks[look]
    let walker = await walk("8-fields", look, [.character("F"), .down, .down, .down, .down])
    await walker.press(.right, .down)
    expect(walker, "9-values", look)
  }

  @Test(arguments: 0..<3) func showsPatterns(look: Int) async {
    let walker = await walk("10-patterns", Self.looks[look], focus: nil, [.character("P"), .down])
    await walker.press(.enter)
    #expect(
      walker.state.place.pane.kind == .logs && (walker.state.place.pane as? LogsPane)?.list.isEmpty == false)
  }

  @Test(arguments: 0..<3) func brushesTheVolume(look: Int) async {
    _ = await walk(
      "11-brush", Self.looks[look], focus: nil, [.character("a"), .character("v"), .left, .left, .left])
  }

  @Test(arguments: 0..<3) func buildsASearch(look: Int) async {
    let walker = await walk("12-form", Self.looks[look], [.character("b"), .down, .down])
    await walker.type("queue")
    expect(walker, "13-form-filled", Self.looks[look])
  }

  @Test(arguments: 0..<3) func takesALineApart(look: Int) async {
    let walker = await walk(
      "14-apart", Self.looks[look], [.character("E"), .character(" "), .character("x")])
    await walker.press(.character("@"))
    expect(walker, "15-time", Self.looks[look])
  }

  @Test(arguments: 0..<3) func followsLive(look: Int) async {
    _ = await walk("16-live", Self.looks[look], [.character("f")])
  }

  @Test(arguments: 0..<3) func drawsMetricQueries(look: Int) async {
    let look = Self.looks[look]
    let query = "sum by (service_name) (count_over_time({service_name=~\".+\"}[1m]))"
    let walker = Walker(look.0, look.1, pane: LogsPane(query: query), glyphs: look.2)
    await walker.start()
    expect(walker, "17-metric", look)
  }

  /// Out of a line: the trace it belongs to, the numbers of its service at its moment, and back.
  @Test(arguments: looks.indices) func goesOnFromALine(look: Int) async {
    let look = Self.looks[look]
    let walker = Walker(look.0, look.1, pane: LogsPane.reading(focus: "jellyfin"), glyphs: look.2)
    await walker.start()
    await walker.press(.character("E"), .character("t"))
    expect(walker, "18-its-trace", look)
    await walker.press(.backspace, .character("m"))
    expect(walker, "19-its-metrics", look)
    await walker.press(.backspace)
    #expect(walker.state.place.pane.kind == .logs)
  }

  @Test func isReadWholeInASCIIAt80x24() async {
    let look = (80, 24, GlyphSet.ascii)
    let walker = await walk("20-small", look, focus: nil, [.character("A"), .character("/")])
    await walker.type("~(time|queue)")
    await walker.press(.enter, .character("x"), .character(" "))
    expect(walker, "21-small-search", look)
    await walker.press(.character("P"))
    expect(walker, "22-small-patterns", look)
    await walker.press(.character("F"))
    expect(walker, "23-small-fields", look)
  }
}
