import Canvas
import Telemetry
import Testing

@testable import Console

@Suite struct ServicesWalkTests {
  private static func walker(_ size: (Int, Int), glyphs: GlyphSet = .unicode) async -> Walker {
    let walker = Walker(size.0, size.1, pane: ServicesPane(), glyphs: glyphs)
    await walker.start()
    return walker
  }

  @Test(arguments: ScreenSize.all)
  func worstServiceFirstWithItsNeighbours(width: Int, height: Int) async {
    let walker = await Self.walker((width, height))
    Golden.expect(walker.state.view(), "services/table")
    await walker.press(.tab, .down)
    Golden.expect(walker.state.view(), "services/neighbours")
  }

  @Test(arguments: ScreenSize.all)
  func diagramOfAllAndAroundOne(width: Int, height: Int) async {
    let walker = await Self.walker((width, height))
    await walker.press(.backTab)
    Golden.expect(walker.state.view(), "services/diagram")
    await walker.press(.right)
    Golden.expect(walker.state.view(), "services/diagram-edge")
    await walker.press(.enter)
    Golden.expect(walker.state.view(), "services/diagram-focus")
  }

  @Test(arguments: ScreenSize.all)
  func asciiIsComplete(width: Int, height: Int) async {
    let walker = await Self.walker((width, height), glyphs: .ascii)
    #expect(walker.text.allSatisfy { $0.isASCII })
    await walker.press(.backTab)
    Golden.expect(walker.state.view(), "services/ascii")
    #expect(walker.text.allSatisfy { $0.isASCII })
  }

  @Test(arguments: ScreenSize.all)
  func withoutMetricsConnectionsComeFromTraces(width: Int, height: Int) async {
    let walker = Walker(width, height, pane: ServicesPane())
    walker.broken["prom"] = QueryFailure(.unreachable, "connection refused")
    await walker.start()
    Golden.expect(walker.state.view(), "services/sampled")
    #expect(walker.text.contains("sampled from 20 traces"))
    await walker.press(.backTab)
    Golden.expect(walker.state.view(), "services/sampled-diagram")
  }

  @Test(arguments: ScreenSize.all)
  func nothingAnywhereIsSaid(width: Int, height: Int) async {
    let walker = Walker(width, height, pane: ServicesPane())
    walker.broken["prom"] = QueryFailure(.unreachable, "connection refused")
    walker.broken["tempo"] = QueryFailure(.unreachable, "connection refused")
    await walker.start()
    Golden.expect(walker.state.view(), "services/dead")
    #expect(walker.text.contains("traces_service_graph_request_total"))
    #expect(walker.text.contains("servicegraph and spanmetrics") || width < 100)
  }

  @Test func fromTracesAndBack() async throws {
    let walker = Walker(120, 36, pane: TracesPane(query: "{ }"))
    await walker.start()
    await walker.press(.character("S"))
    let pane = try #require(walker.state.place.pane as? ServicesPane)
    #expect(pane.selected == "cilium-gateway", "the root service of the trace under the cursor")
    #expect(walker.state.place.pane.kind.tab == .traces)
    await walker.press(.character("S"))
    #expect(walker.message == "this is the services screen already")
    await walker.press(.backspace)
    #expect(walker.state.place.pane.kind == .traces)
  }

  @Test func paletteOpensItAnywhere() async {
    let walker = Walker(120, 36)
    await walker.start()
    await walker.press(.character(":"))
    await walker.type("services")
    await walker.press(.enter)
    #expect(walker.state.place.pane.kind == .services)
  }

  @Test func tracesLogsAndMetricsOfAConnection() async throws {
    let walker = await Self.walker((120, 36))
    #expect((walker.state.place.pane as? ServicesPane)?.selected == "jellyfin")
    await walker.press(.character("l"))
    #expect(walker.state.place.pane.kind == .logs)
    await walker.press(.backspace, .character("m"))
    let metrics = try #require(walker.state.place.pane as? MetricsPane)
    #expect(metrics.queries.all.count == 3 && !metrics.series.isEmpty)
    await walker.press(.backspace, .tab, .character("t"))
    let traces = try #require(walker.state.place.pane as? TracesPane)
    #expect(
      traces.query
        == "{ resource.service.name = \"cilium-gateway\" } >> { resource.service.name = \"jellyfin\" }")
    #expect(!traces.rows.traces.isEmpty)
    await walker.press(.backspace, .character("m"))
    #expect((walker.state.place.pane as? MetricsPane)?.series.isEmpty == false, "the graph's own metrics")
  }
}
