import Canvas
import Telemetry
import Testing

@testable import Console

@Suite struct BrowserWalkTests {
  private static func walker(_ size: (Int, Int), glyphs: GlyphSet = .unicode) async -> Walker {
    let walker = Walker(size.0, size.1, pane: BrowserPane(), glyphs: glyphs)
    await walker.start()
    return walker
  }

  @Test(arguments: ScreenSize.all)
  func opensOnTheFirstMetricsOfTheServer(width: Int, height: Int) async {
    let walker = await Self.walker((width, height))
    Golden.expect(walker.state.view(), "browser/start")
    await walker.press(.down, .down, .down, .down)
    Golden.expect(walker.state.view(), "browser/metric")
  }

  @Test(arguments: ScreenSize.all)
  func typingLeavesOverWhatMatches(width: Int, height: Int) async {
    let walker = await Self.walker((width, height))
    await walker.press(.character("/"))
    await walker.type("disk")
    Golden.expect(walker.state.view(), "browser/filter")
    #expect(
      walker.text.contains("nfsd_queue_depth") || walker.text.contains("queue_depth"), "its help has the word"
    )
    await walker.press(.enter, .tab, .tab, .right, .down)
    Golden.expect(walker.state.view(), "browser/labels")
  }

  @Test(arguments: ScreenSize.all)
  func asciiIsComplete(width: Int, height: Int) async {
    let walker = await Self.walker((width, height), glyphs: .ascii)
    await walker.press(.down, .down)
    Golden.expect(walker.state.view(), "browser/ascii")
    #expect(walker.text.allSatisfy { $0.isASCII })
  }

  @Test(arguments: ScreenSize.all)
  func deadServerIsSaid(width: Int, height: Int) async {
    let walker = Walker(width, height, pane: BrowserPane())
    walker.broken["prom"] = QueryFailure(.unreachable, "connection refused")
    await walker.start()
    Golden.expect(walker.state.view(), "browser/dead")
    #expect(walker.text.contains("prom ✗: connection refused"))
  }

  @Test func twoKeysFromMetricsToTheFirstQueryAndBack() async throws {
    let walker = Walker(120, 36, pane: MetricsPane(query: "sum by (job) (up)"))
    await walker.start()
    await walker.press(.character("b"))
    let browser = try #require(walker.state.place.pane as? BrowserPane)
    #expect(browser.current?.name == "up", "it begins with the metric that was on screen")
    await walker.press(.enter)
    #expect(walker.state.place.pane.kind == .metrics)
    #expect(walker.state.place.pane.title.contains("up"))
    await walker.press(.backspace, .backspace)
    #expect(walker.state.place.pane.title == "sum by (job) (up)")
  }

  @Test func paletteOpensItAnywhere() async {
    let walker = Walker(120, 36)
    await walker.start()
    await walker.press(.character(":"))
    await walker.type("browse")
    await walker.press(.enter)
    #expect(walker.state.place.pane.kind == .browser)
  }
}
