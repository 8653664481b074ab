import Canvas
import Telemetry
import Testing

@testable import Console

/// Switching between clusters, and watching them at once, as it looks.
@Suite struct ContextWalkTests {
  private static let slow = "{ resource.service.name = \"jellyfin\" && duration > 3s }"

  private static func walker(_ width: Int, _ height: Int, _ pane: any Pane, _ glyphs: GlyphSet = .unicode) async
    -> Walker
  {
    let walker = Walker(width, height, pane: pane, glyphs: glyphs, withAlerting: true, withEdge: true)
    await walker.start()
    return walker
  }

  private static func go(_ walker: Walker, to name: String) async {
    await walker.press(.character(":"))
    await walker.type("ctx \(name)")
    await walker.press(.enter)
  }

  @Test(arguments: ScreenSize.all) func theListOfContexts(width: Int, height: Int) async {
    let walker = await Self.walker(width, height, OverviewPane())
    await walker.press(.character(":"))
    await walker.type("ctx")
    Golden.expect(walker.state.view(), "contexts/1-list")
    await walker.type(" al")
    await walker.press(.tab)
    #expect(walker.text.contains("ctx all"))
    await walker.press(.enter)
    #expect(walker.state.name == "all")
    Golden.expect(walker.state.view(), "contexts/2-all-overview")
  }

  @Test(arguments: ScreenSize.all) func everyListNamesTheContext(width: Int, height: Int) async {
    let panes: [(String, any Pane)] = [
      ("alerts", AlertsPane()), ("probes", ProbesPane()), ("objectives", ObjectivesPane()),
      ("logs", LogsPane(query: "{service_name=\"jellyfin\"}")), ("traces", TracesPane(query: Self.slow)),
    ]
    for (name, pane) in panes {
      let walker = await Self.walker(width, height, pane)
      await Self.go(walker, to: "all")
      Golden.expect(walker.state.view(), "contexts/all-\(name)")
      // Few rows show those of one context alone.
      for context in height > 24 ? ["homelab ", "edge "] : ["homelab "] {
        let rows = walker.body.filter { $0.contains(context) }.count
        #expect(rows > 0, "no row of \(name) names \(context)")
      }
    }
  }

  @Test(arguments: [(80, 24), (110, 30)]) func edgeAloneInASCII(width: Int, height: Int) async {
    let walker = await Self.walker(width, height, TracesPane(query: Self.slow), .ascii)
    await Self.go(walker, to: "edge")
    Golden.expect(walker.state.view(), "contexts/edge-ascii")
    #expect(walker.text.allSatisfy { $0.isASCII })
  }
}
