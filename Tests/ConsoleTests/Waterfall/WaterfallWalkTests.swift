import Canvas
import Telemetry
import Testing

@testable import Console

/// The waterfall as it looks on small, usual and large screens.
@Suite struct WaterfallWalkTests {
  static let sizes = [(80, 24), (100, 30), (120, 36), (200, 60)]
  private static let slow = "{ resource.service.name = \"jellyfin\" && duration > 3s }"

  @Test(arguments: sizes) func readsASlowTrace(width: Int, height: Int) async {
    let walker = Walker(width, height, pane: TracesPane(query: Self.slow))
    await walker.start()
    await walker.press(.enter)
    Golden.expect(walker.state.view(), "waterfall/1-tree")
    await walker.press(.character("/"))
    await walker.type("authentik")
    await walker.press(.enter)
    Golden.expect(walker.state.view(), "waterfall/2-filter")
    await walker.press(.character("h"))
    Golden.expect(walker.state.view(), "waterfall/2-marked")
    await walker.press(.escape, .home, .down, .character(" "))
    Golden.expect(walker.state.view(), "waterfall/3-folded")
    await walker.press(.character("z"))
    Golden.expect(walker.state.view(), "waterfall/4-critical-path")
    await walker.press(.character("z"), .end, .tab)
    Golden.expect(walker.state.view(), "waterfall/5-detail")
    await walker.press(.character("s"))
    Golden.expect(walker.state.view(), "waterfall/6-statistics")
  }

  @Test(arguments: sizes) func looksCloser(width: Int, height: Int) async {
    let walker = Walker(width, height, pane: TracesPane(query: Self.slow))
    await walker.start()
    await walker.press(.enter, .home, .down, .character("."))
    Golden.expect(walker.state.view(), "waterfall/10-zoomed")
    await walker.press(.character("="), .character("v"), .down, .down)
    Golden.expect(walker.state.view(), "waterfall/11-marking")
    await walker.press(.escape, .character("|"), .character("1"), .character("5"))
    Golden.expect(walker.state.view(), "waterfall/12-columns")
    await walker.press(.enter, .character("f"))
    Golden.expect(walker.state.view(), "waterfall/13-by-service")
    await walker.press(.character("/"))
    await walker.type("{ name = } ")
    await walker.press(.enter)
    Golden.expect(walker.state.view(), "waterfall/14-refused")
  }

  @Test(arguments: sizes) func foldsWhatIsAlike(width: Int, height: Int) {
    let stage = Stage(
      width, height, pane: WaterfallPane(id: SampleTraces.id, source: "tempo"),
      script: SampleTraces.script(SampleTraces.large(groups: 24)))
    stage.press(.home, .down, .character("x"))
    Golden.expect(stage.state.view(), "waterfall/15-alike")
  }

  @Test(arguments: sizes) func readsAnUntidyTrace(width: Int, height: Int) {
    let stage = Stage(
      width, height, pane: WaterfallPane(id: SampleTraces.id, source: "tempo"),
      script: SampleTraces.script(SampleTraces.untidy))
    stage.press(.home, .down)
    Golden.expect(stage.state.view(), "waterfall/7-untidy")
  }

  @Test(arguments: sizes) func saysThatATraceIsNotThere(width: Int, height: Int) {
    let stage = Stage(
      width, height, pane: WaterfallPane(id: SampleTraces.id, source: "tempo"), script: SampleTraces.script())
    Golden.expect(stage.state.view(), "waterfall/8-missing")
    #expect(stage.text.contains("tempo does not have this trace") && stage.text.contains("r asks again"))
  }

  @Test func isWholeInASCII() async {
    let walker = Walker(80, 24, pane: TracesPane(query: Self.slow), glyphs: .ascii)
    await walker.start()
    await walker.press(.enter)
    Golden.expect(walker.state.view(), "waterfall/9-ascii")
    await walker.press(.character("{"), .character("{"))
    Golden.expect(walker.state.view(), "waterfall/9-ascii-zoomed")
    let isPlain = walker.text.utf8.allSatisfy { $0 < 0x80 }
    #expect(isPlain)
  }
}
