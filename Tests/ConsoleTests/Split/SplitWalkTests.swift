import Canvas
import Telemetry
import Testing

@testable import Console

/// A split as it looks: the left moves the right.
@Suite struct SplitWalkTests {
  static let sizes = [(110, 30), (80, 24), (160, 45)]
  private static let slow = "{ resource.service.name = \"jellyfin\" && duration > 3s }"

  @Test(arguments: sizes) func listMovesTheWaterfall(width: Int, height: Int) async {
    let walker = Walker(width, height, pane: TracesPane(query: Self.slow))
    await walker.start()
    await walker.press(.character("\\"))
    Golden.expect(walker.state.view(), "split/1-list")
    await walker.press(.down)
    Golden.expect(walker.state.view(), "split/2-next-row")
    await walker.press(.character(";"), .down, .down)
    Golden.expect(walker.state.view(), "split/3-other-half")
    await walker.press(.character("\\"))
    #expect(walker.state.place.pane.kind == .waterfall && walker.state.place.split == nil)
    await walker.press(.backspace)
    #expect(walker.state.place.split?.leads == false)
    Golden.expect(walker.state.view(), "split/3-other-half")
  }

  @Test(arguments: sizes) func waterfallMovesTheLogs(width: Int, height: Int) async {
    let walker = Walker(width, height, pane: TracesPane(query: Self.slow))
    await walker.start()
    await walker.press(.enter, .character("\\"))
    Golden.expect(walker.state.view(), "split/4-waterfall")
    await walker.press(.home, .down)
    Golden.expect(walker.state.view(), "split/5-other-span")
    await walker.press(.character(";"), .end)
    Golden.expect(walker.state.view(), "split/6-in-the-logs")
  }

  @Test(arguments: sizes) func chartMovesTheTraces(width: Int, height: Int) async {
    let walker = Walker(width, height, pane: MetricsPane.exploring(focus: "jellyfin"))
    await walker.start()
    await walker.press(.character("\\"))
    Golden.expect(walker.state.view(), "split/7-chart")
    for _ in 0..<20 { await walker.press(.left) }
    Golden.expect(walker.state.view(), "split/8-crosshair")
    await walker.press(.controlLeft, .controlLeft)
    Golden.expect(walker.state.view(), "split/9-share")
  }

  @Test(arguments: [(110, 30), (80, 24)]) func asciiIsComplete(width: Int, height: Int) async {
    let walker = Walker(width, height, pane: TracesPane(query: Self.slow), glyphs: .ascii)
    await walker.start()
    await walker.press(.enter, .character("\\"))
    Golden.expect(walker.state.view(), "split/ascii")
    #expect(walker.text.allSatisfy { $0.isASCII })
  }

  @Test func smallScreensSayWhyNot() async {
    let walker = Walker(80, 20, pane: TracesPane(query: Self.slow))
    await walker.start()
    await walker.press(.character("\\"))
    #expect(walker.message == "a split needs 100 columns or 21 rows; this screen has 80×20")
    await walker.press(.character(";"))
    #expect(walker.message == "there is one pane; \\ puts another beside it")
  }

  @Test func aScreenThatShrinksShowsTheHalfWithTheKeyboard() async {
    let walker = Walker(110, 30, pane: TracesPane(query: Self.slow))
    await walker.start()
    await walker.press(.character("\\"), .character(";"))
    await walker.resize(80, 18)
    #expect(walker.text.contains("self"), "the waterfall alone")
    #expect(walker.state.context.size == Size(80, 18))
    await walker.resize(110, 30)
    #expect(walker.state.context.size.width < 60)
  }
}
