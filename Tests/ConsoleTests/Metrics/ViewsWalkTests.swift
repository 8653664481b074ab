import Analysis
import Canvas
import Telemetry
import Testing

@testable import Console

/// Heat map, scales, comparison, events, spans: ways to look at the same answer.
@Suite struct ViewsWalkTests {
  @Test(arguments: ScreenSize.all)
  func heatMapOfAClassicHistogram(width: Int, height: Int) async {
    let walker = Walker(width, height, pane: MetricsPane.exploring(focus: "jellyfin"))
    await walker.start()
    await walker.press(.character("h"))
    Golden.expect(walker.state.view(), "metrics/heat")
    await walker.press(.tab)
    Golden.expect(walker.state.view(), "metrics/heat-exemplar")
    await walker.press(.character("h"))
    #expect(!walker.text.contains("█"))
  }

  @Test func heatMapInASCII() async {
    let walker = Walker(80, 24, pane: MetricsPane.exploring(focus: "jellyfin"), glyphs: .ascii)
    await walker.start()
    await walker.press(.character("h"))
    Golden.expect(walker.state.view(), "metrics/heat-ascii")
    #expect(walker.text.allSatisfy { $0.isASCII })
  }

  @Test(arguments: ScreenSize.all)
  func logScaleLockAndComparison(width: Int, height: Int) async {
    let walker = Walker(width, height, pane: MetricsPane.exploring(focus: "jellyfin"))
    await walker.start()
    await walker.press(.character("L"))
    Golden.expect(walker.state.view(), "metrics/log-scale")
    await walker.press(.character("L"), .character("="), .character("o"), .left, .left)
    Golden.expect(walker.state.view(), "metrics/compared")
    #expect(walker.text.contains("1 h earlier"))
    #expect(walker.text.contains("y held"))
    await walker.press(.character("o"), .character("o"), .character("o"))
    #expect(walker.message == "no comparison")
    await walker.press(.character("="))
    #expect(walker.message == "the range of values follows the data again")
  }

  @Test(arguments: ScreenSize.all)
  func aSpanIsSelectedAndZoomedTo(width: Int, height: Int) async {
    let walker = Walker(width, height, pane: MetricsPane.exploring(focus: "jellyfin"))
    await walker.start()
    for _ in 0..<30 { await walker.press(.left) }
    await walker.press(.character("v"))
    for _ in 0..<20 { await walker.press(.left) }
    Golden.expect(walker.state.view(), "metrics/span")
    let span = (walker.state.place.pane as? MetricsPane)?.selection?.range
    #expect(walker.state.place.pane.anchor(in: walker.state.context)?.range == span)
    await walker.press(.enter)
    #expect(walker.state.context.window == span.map(Window.fixed))
    Golden.expect(walker.state.view(), "metrics/zoomed")
    await walker.press(.character("v"), .right, .escape)
    #expect((walker.state.place.pane as? MetricsPane)?.selection == nil)
  }

  @Test(arguments: ScreenSize.all)
  func aThresholdOfTheQueryIsDrawn(width: Int, height: Int) async {
    let walker = Walker(width, height, pane: MetricsPane(query: "probe_duration_seconds > 0.5"))
    await walker.start()
    Golden.expect(walker.state.view(), "metrics/threshold")
    #expect(walker.text.contains("> 500 ms"))
  }

  @Test func annotationsCanBeSwitchedOff() async {
    let walker = Walker(120, 36, pane: MetricsPane(query: "node_load1"))
    await walker.start()
    #expect(walker.text.contains("▲"))
    await walker.press(.character("A"))
    #expect(!walker.text.contains("▲"))
    #expect(walker.message == "alerts, restarts and syncs are not shown; A shows them")
  }

  @Test func theMomentPointedAtIsShared() async {
    let walker = Walker(120, 36, pane: MetricsPane(query: "node_load1"))
    await walker.start()
    await walker.press(.left, .left)
    let pane = walker.state.place.pane as? MetricsPane
    #expect(pane?.crosshair != nil && walker.state.context.crosshair == pane?.crosshair)
  }

  @Test(arguments: ScreenSize.all)
  func aRefusalOffersACoarserStep(width: Int, height: Int) async {
    let walker = Walker(width, height, pane: MetricsPane(query: "sum by (job) (up)"))
    await walker.start()
    walker.broken["prom"] = QueryFailure(.refused, "query processing would load too many samples into memory")
    await walker.press(.character("r"))
    Golden.expect(walker.state.view(), "metrics/coarser-offered")
    let step = width == 80 ? "1m" : "30s"
    #expect(walker.text.contains("C coarser step \(step)"))
    walker.broken = [:]
    await walker.press(.character("C"))
    #expect(walker.text.contains("step \(step) ·"))
    await walker.press(.character("{"), .character("{"), .character("{"))
    #expect(!walker.text.contains("step \(step) ·"), "a shorter range has its own step again")
  }

  @Test(arguments: ScreenSize.all)
  func thePageOfQueriesSaysWhyThisStep(width: Int, height: Int) async {
    let walker = Walker(width, height, pane: MetricsPane.exploring(focus: "jellyfin"))
    await walker.start()
    await walker.press(.character("Y"))
    Golden.expect(walker.state.view(), "metrics/queries")
    // Long titles go on in the next line: the sheet's borders lie between.
    let joined = walker.lines.map { $0.split(separator: "│").joined().filter { $0 != " " } }.joined()
    #expect(joined.contains("$__rate_interval1m0s"))
  }

  @Test func withoutExemplarsTracesAreSearchedByDurationAndLabels() async {
    let query = "histogram_quantile(0.99, sum by (le, service) "
      + "(rate(traces_spanmetrics_latency_bucket{service=\"jellyfin\"}[$__rate_interval])))"
    let walker = Walker(120, 36, pane: MetricsPane(query: query))
    walker.withoutExemplars = true
    await walker.start()
    await walker.press(.character("t"))
    #expect(walker.state.place.pane.kind == .traces || walker.state.place.pane.kind == .waterfall)
    #expect(walker.message?.contains("no exemplars; traces of at least") == true)
  }
}
