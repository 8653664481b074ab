import Canvas
import Telemetry
import Testing

@testable import Console

@Suite struct ServerWalkTests {
  @Test(arguments: ScreenSize.all)
  func partsOneByOne(width: Int, height: Int) async {
    let walker = Walker(width, height, pane: ServerPane())
    await walker.start()
    Golden.expect(walker.state.view(), "server/targets")
    await walker.press(.tab)
    Golden.expect(walker.state.view(), "server/rules")
    await walker.press(.tab)
    Golden.expect(walker.state.view(), "server/storage")
  }

  @Test(arguments: ScreenSize.all)
  func asciiIsComplete(width: Int, height: Int) async {
    let walker = Walker(width, height, pane: ServerPane(), glyphs: .ascii)
    await walker.start()
    Golden.expect(walker.state.view(), "server/ascii")
    #expect(walker.text.allSatisfy { $0.isASCII })
  }

  @Test(arguments: ScreenSize.all)
  func deadServerIsSaid(width: Int, height: Int) async {
    let walker = Walker(width, height, pane: ServerPane())
    walker.broken["prom"] = QueryFailure(.unreachable, "connection refused")
    await walker.start()
    Golden.expect(walker.state.view(), "server/dead")
    #expect(walker.text.contains("prom ✗: connection refused"))
  }

  @Test func ruleOpensAsAChart() async {
    let walker = Walker(120, 36, pane: ServerPane())
    await walker.start()
    await walker.press(.tab, .enter)
    #expect(walker.state.place.pane.kind == .metrics)
    await walker.press(.backspace)
    #expect(walker.state.place.pane.kind == .server)
    #expect((walker.state.place.pane as? ServerPane)?.part == .rules, "and comes back to the rule")
  }
}
