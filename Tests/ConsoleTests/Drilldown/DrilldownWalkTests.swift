import Analysis
import Canvas
import Languages
import Telemetry
import Testing

@testable import Console

@Suite struct DrilldownWalkTests {
  private static let sizes = [(80, 24), (100, 30)]
  private static let jellyfin = #"{ resource.service.name = "jellyfin" }"#

  private func open(_ size: (Int, Int), _ filter: String = "{ }", glyphs: GlyphSet = .unicode) async -> Walker
  {
    let walker = Walker(size.0, size.1, pane: DrilldownPane(filter: filter), glyphs: glyphs)
    await walker.start()
    return walker
  }

  @Test(arguments: sizes) func partsOneByOne(width: Int, height: Int) async {
    let walker = await open((width, height))
    Golden.expect(walker.state.view(), "drilldown/1-slow")
    await walker.press(.character("f"))
    Golden.expect(walker.state.view(), "drilldown/2-failing")
    await walker.press(.tab)
    Golden.expect(walker.state.view(), "drilldown/3-breakdown")
    await walker.press(.tab)
    Golden.expect(walker.state.view(), "drilldown/4-exceptions")
    await walker.press(.tab)
    Golden.expect(walker.state.view(), "drilldown/5-structure")
  }

  @Test(arguments: sizes) func sampledTraces(width: Int, height: Int) async {
    let walker = await open((width, height), Self.jellyfin)
    await walker.press(.character("w"))
    Golden.expect(walker.state.view(), "drilldown/6-sampled")
    // The disk's own queue stands on the spans of another service: only whole traces tell of it.
    let rows = (walker.state.place.pane as? DrilldownPane)?.compare.rows.prefix(4) ?? []
    #expect(rows.contains { $0.field.scopedName == "span.nfs.retries" })
    #expect(rows.contains { $0.field.scopedName == "span.queue.depth" })
  }

  @Test(arguments: sizes) func boxOnTheHistogram(width: Int, height: Int) async {
    let walker = await open((width, height))
    await walker.press(.character("v"), .down, .left, .character("v"), .left, .left, .left, .down)
    Golden.expect(walker.state.view(), "drilldown/7-box-drawn")
    await walker.press(.enter)
    Golden.expect(walker.state.view(), "drilldown/8-box-compared")
  }

  @Test(arguments: sizes) func withoutMetrics(width: Int, height: Int) async {
    let walker = Walker(width, height, pane: DrilldownPane(filter: "{ }"))
    walker.withoutTraceMetrics = true
    await walker.start()
    Golden.expect(walker.state.view(), "drilldown/9-no-metrics")
    await walker.press(.character("b"))
    Golden.expect(walker.state.view(), "drilldown/9-no-metrics-breakdown")
  }

  @Test(arguments: sizes) func nothingThere(width: Int, height: Int) async {
    let walker = await open((width, height), #"{ span.none = "such" }"#)
    Golden.expect(walker.state.view(), "drilldown/empty-compare")
    await walker.press(.tab)
    Golden.expect(walker.state.view(), "drilldown/empty-breakdown")
    await walker.press(.tab)
    Golden.expect(walker.state.view(), "drilldown/empty-exceptions")
    await walker.press(.tab)
    Golden.expect(walker.state.view(), "drilldown/empty-structure")
  }

  @Test(arguments: sizes) func deadSource(width: Int, height: Int) async {
    let walker = Walker(width, height, pane: DrilldownPane(filter: "{ }"))
    walker.broken["tempo"] = QueryFailure(.unreachable, "connection refused")
    await walker.start()
    Golden.expect(walker.state.view(), "drilldown/dead")
    #expect(walker.text.contains("tempo ✗: connection refused"))
  }

  @Test(arguments: sizes) func attributePicker(width: Int, height: Int) async {
    let walker = await open((width, height))
    await walker.press(.character("b"), .character("a"))
    await walker.type("route")
    Golden.expect(walker.state.view(), "drilldown/picker")
    await walker.press(.enter)
    Golden.expect(walker.state.view(), "drilldown/by-route")
  }

  @Test(arguments: sizes) func asciiIsComplete(width: Int, height: Int) async {
    let walker = await open((width, height), glyphs: .ascii)
    Golden.expect(walker.state.view(), "drilldown/ascii-compare")
    await walker.press(.tab, .tab, .tab)
    Golden.expect(walker.state.view(), "drilldown/ascii-structure")
    #expect(walker.text.allSatisfy { $0.isASCII })
  }

  @Test func opensFromTheTracesWithTheirQuery() async {
    let walker = Walker(100, 30, pane: TracesPane(query: Self.jellyfin))
    await walker.start()
    await walker.press(.character("c"))
    #expect((walker.state.place.pane as? DrilldownPane)?.filter == Self.jellyfin)
    #expect(walker.lines.contains { $0.contains("drilldown jellyfin") })
    await walker.press(.enter)
    let traces = walker.state.place.pane as? TracesPane
    #expect(traces?.query.hasPrefix(#"{ resource.service.name = "jellyfin" && "#) == true)
    #expect(traces?.rows.traces.isEmpty == false, "the traces of the first difference are there")
    await walker.press(.backspace)
    #expect(walker.state.place.pane.kind == .drilldown)
  }

  @Test func theIncidentStandsFirst() async {
    let walker = await open((100, 30))
    let rows = (walker.state.place.pane as? DrilldownPane)?.compare.rows.prefix(6) ?? []
    #expect(rows.contains { $0.field.scopedName == "span.disk" && $0.value == .string("sdb") })
    #expect(rows.contains { $0.field.scopedName == "span.nfs.retries" })
  }

  @Test func exceptionOpensTheLatestTraceAtItsSpan() async {
    let walker = await open((100, 30))
    await walker.press(.character("x"))
    let group = (walker.state.place.pane as? DrilldownPane)?.exceptions.current
    await walker.press(.enter)
    let waterfall = walker.state.place.pane as? WaterfallPane
    #expect(group != nil && waterfall?.id == group?.latestTrace)
    #expect(waterfall?.anchor(in: walker.state.context)?.spanID == group?.latestSpan)
  }

  @Test func structureOpensTheLongestSpan() async {
    let walker = await open((100, 30))
    await walker.press(.character("S"), .down)
    let node = (walker.state.place.pane as? DrilldownPane).flatMap { pane in
      pane.structure.current.flatMap { pane.structure.tree?.nodes[$0] }
    }
    await walker.press(.enter)
    let waterfall = walker.state.place.pane as? WaterfallPane
    #expect(node != nil && waterfall?.id == node?.longestTrace)
    #expect(waterfall?.anchor(in: walker.state.context)?.spanID == node?.longestSpan)
  }
}
