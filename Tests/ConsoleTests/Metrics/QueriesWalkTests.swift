import Canvas
import Telemetry
import Testing

@testable import Console

/// Several queries on one chart.
@Suite struct QueriesWalkTests {
  private static let latency =
    "histogram_quantile(0.99, sum by (le, service) "
    + "(rate(traces_spanmetrics_latency_bucket[$__rate_interval])))"

  @Test(arguments: ScreenSize.all)
  func twoQueriesShareAChart(width: Int, height: Int) async {
    let walker = Walker(width, height, pane: MetricsPane(query: Self.latency))
    await walker.start()
    await walker.press(.character("a"))
    await walker.type("node_load1")
    await walker.press(.enter)
    Golden.expect(walker.state.view(), "metrics/two-queries")
    #expect(walker.text.contains("right axis"), "what counts something else has an axis of its own")
    await walker.press(.character("|"))
    for _ in 0..<20 { await walker.press(.left) }
    Golden.expect(walker.state.view(), "metrics/split")
    await walker.press(.character("x"))
    Golden.expect(walker.state.view(), "metrics/hidden-query")
    #expect(walker.text.contains("hidden, x shows it"))
    await walker.press(.character("D"))
    #expect(walker.message == "B is gone; a adds another")
    #expect(!walker.text.contains("node_load1"))
  }

  @Test(arguments: ScreenSize.all)
  func stackedAreasBarsAndPoints(width: Int, height: Int) async {
    let calls = "sum by (service) (rate(traces_spanmetrics_calls_total[$__rate_interval]))"
    let walker = Walker(width, height, pane: MetricsPane(query: calls))
    await walker.start()
    for shape in ["points", "bars", "stacked"] {
      await walker.press(.character("d"))
      Golden.expect(walker.state.view(), "metrics/drawn-\(shape)")
    }
    await walker.press(.character("d"))
    #expect(walker.message == "A as lines")
  }

  @Test(arguments: ScreenSize.all)
  func onlyTheQueriesThatFitAreListed(width: Int, height: Int) async {
    let walker = Walker(width, height, pane: MetricsPane(query: "up"))
    await walker.start()
    for number in 1..<15 {
      await walker.press(.character("a"))
      await walker.type("node_load1 * \(number)")
      await walker.press(.enter)
    }
    await walker.press(.character("."), .character("."))
    Golden.expect(walker.state.view(), "metrics/many-queries")
    #expect(walker.text.contains("of 15 queries"))
  }

  @Test func leavingTheNewPromptTakesTheEmptyQueryAway() async {
    let walker = Walker(80, 24, pane: MetricsPane(query: "up"))
    await walker.start()
    let before = walker.body
    await walker.press(.character("a"))
    #expect(walker.body != before)
    await walker.press(.escape)
    #expect(walker.body == before)
  }

  @Test func theFirstQueryAsksNoMoreThanFourQuestions() async {
    let walker = Walker(80, 24, pane: MetricsPane(query: Self.latency))
    await walker.start()
    #expect(walker.asked.count == 4)
    await walker.press(.character("r"))
    #expect(walker.asked.count == 7, "the alert rules are asked once")
  }
}
