import Canvas
import Telemetry
import Testing

@testable import Console

@Suite struct ProbesWalkTests {
  private static let sizes = [(80, 24), (100, 30), (200, 60)]

  @Test(arguments: sizes)
  func theWorstFirstWithItsPhases(width: Int, height: Int) async {
    let walker = Walker(width, height, pane: ProbesPane())
    await walker.start()
    Golden.expect(walker.state.view(), "probes/list")
    #expect(walker.text.contains("failed in connect: nobody answered at its address"))
    await walker.press(.down)
    Golden.expect(walker.state.view(), "probes/slow")
    #expect(walker.text.contains("the application, not the network"))
    await walker.press(.left, .left, .left, .left)
    Golden.expect(walker.state.view(), "probes/earlier")
  }

  @Test(arguments: sizes)
  func asciiIsComplete(width: Int, height: Int) async {
    let walker = Walker(width, height, pane: ProbesPane(), glyphs: .ascii)
    await walker.start()
    await walker.press(.down)
    Golden.expect(walker.state.view(), "probes/ascii")
    #expect(walker.text.allSatisfy { $0.isASCII })
  }

  @Test(arguments: sizes)
  func deadServerIsSaid(width: Int, height: Int) async {
    let walker = Walker(width, height, pane: ProbesPane())
    walker.broken["prom"] = QueryFailure(.unreachable, "connection refused")
    await walker.start()
    Golden.expect(walker.state.view(), "probes/dead")
    #expect(walker.text.contains("prom ✗: connection refused"))
  }

  @Test func opensAsChartAndTracesAndComesBack() async {
    let walker = Walker(100, 30, pane: ProbesPane())
    await walker.start()
    await walker.press(.down, .enter)
    #expect(walker.state.place.pane.kind == .metrics)
    await walker.press(.backspace)
    #expect((walker.state.place.pane as? ProbesPane)?.current?.state == .slow)
    await walker.press(.character("t"))
    #expect(walker.state.place.pane.kind.tab == .traces, "\(walker.message ?? "")")
  }

  @Test func filterAndTrouble() async {
    let walker = Walker(100, 30, pane: ProbesPane())
    await walker.start()
    await walker.press(.character("/"))
    await walker.type("argocd")
    await walker.press(.enter)
    #expect((walker.state.place.pane as? ProbesPane)?.rows.count == 1)
    await walker.press(.escape, .character("f"))
    #expect((walker.state.place.pane as? ProbesPane)?.rows.allSatisfy { $0.state.isTrouble } == true)
  }

  @Test func anAddressHasNoTraces() async {
    let walker = Walker(100, 30, pane: ProbesPane())
    await walker.start()
    await walker.press(.character("t"))
    #expect(walker.message?.contains("names no service") == true)
  }
}
