import Canvas
import Telemetry
import Testing

@testable import Console

/// Searching on the homelab: unfolding, columns, the form, older pages.
@Suite struct SearchWalkTests {
  @Test(arguments: WaterfallWalkTests.sizes) func looksIntoTheTraces(width: Int, height: Int) async {
    let walker = Walker(width, height, pane: TracesPane(query: "{ span.http.route != nil }"))
    await walker.start()
    await walker.press(.down, .right, .down)
    Golden.expect(walker.state.view(), "traces/8-spans")
    await walker.press(.character("o"))
    await walker.type("http")
    Golden.expect(walker.state.view(), "traces/9-choosing")
    await walker.press(.control("u"), .character(" "), .enter, .tab)
    Golden.expect(walker.state.view(), "traces/10-columns")
    await walker.press(.end)
    Golden.expect(walker.state.view(), "traces/11-older")
  }

  @Test(arguments: WaterfallWalkTests.sizes) func buildsASearch(width: Int, height: Int) async {
    let walker = Walker(width, height, pane: TracesPane(query: "{ }"))
    await walker.start()
    await walker.press(.character("b"))
    await walker.type("jelly")
    await walker.press(.tab, .down, .tab)
    Golden.expect(walker.state.view(), "traces/12-form")
    await walker.press(.enter, .down, .down)
    await walker.type("soon")
    Golden.expect(walker.state.view(), "traces/13-problem")
    await walker.press(.control("u"))
    await walker.type("2s")
    await walker.press(.enter)
    Golden.expect(walker.state.view(), "traces/14-built")
  }

  @Test(arguments: WaterfallWalkTests.sizes) func keepsWhatRowsCannotShow(width: Int, height: Int) async {
    let walker = Walker(width, height, pane: TracesPane(query: "{ status = error } >> { duration > 1s }"))
    await walker.start()
    await walker.press(.character("b"), .up)
    Golden.expect(walker.state.view(), "traces/15-not-rows")
  }
}
