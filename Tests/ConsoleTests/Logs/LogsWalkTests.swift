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
    let query = #"{service_name="jellyfin"} | json | line_format "{{.a}}" | level ~ "error" | status >= 500 | x="y""#
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
}
