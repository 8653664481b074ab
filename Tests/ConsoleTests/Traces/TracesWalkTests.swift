import Canvas
import Telemetry
import Testing

@testable import Console

/// The list of traces on small, usual and large screens.
@Suite struct TracesWalkTests {
  @Test(arguments: WaterfallWalkTests.sizes) func findsTheWorst(width: Int, height: Int) async {
    let walker = Walker(width, height, pane: TracesPane.searching(focus: nil))
    await walker.start()
    Golden.expect(walker.state.view(), "traces/1-newest")
    await walker.press(.character("s"))
    Golden.expect(walker.state.view(), "traces/2-longest")
    await walker.press(.character("e"), .pageDown)
    Golden.expect(walker.state.view(), "traces/3-page")
    let list = walker.body
    await walker.press(.enter)
    #expect(walker.state.place.pane.kind == .waterfall)
    await walker.press(.backspace)
    #expect(walker.body == list)
  }

  @Test(arguments: WaterfallWalkTests.sizes) func saysWhyItIsEmpty(width: Int, height: Int) async {
    let walker = Walker(width, height, pane: TracesPane.searching(focus: "nobody"))
    await walker.start()
    Golden.expect(walker.state.view(), "traces/4-empty")
    await walker.press(.character("i"), .control("u"))
    await walker.type("{ duration >> 3s }")
    Golden.expect(walker.state.view(), "traces/5-typing")
    await walker.press(.enter)
    Golden.expect(walker.state.view(), "traces/6-refused")
  }

  @Test func isWholeInASCII() async {
    let walker = Walker(80, 24, pane: TracesPane.searching(focus: "jellyfin"), glyphs: .ascii)
    await walker.start()
    Golden.expect(walker.state.view(), "traces/7-ascii")
    let isPlain = walker.text.utf8.allSatisfy { $0 < 0x80 }
    #expect(isPlain)
  }
}
