import Canvas
import Telemetry
import Testing

@testable import Console

@Suite struct MetricsWalkTests {
  private static let byService =
    "histogram_quantile(0.99, sum by (le, service) "
    + "(rate(traces_spanmetrics_latency_bucket[$__rate_interval])))"

  @Test(arguments: ScreenSize.all)
  func crosshairReadsSeveralSeries(width: Int, height: Int) async {
    let walker = Walker(width, height, pane: MetricsPane(query: Self.byService))
    await walker.start()
    Golden.expect(walker.state.view(), "metrics/by-service")
    for _ in 0..<12 { await walker.press(.left) }
    Golden.expect(walker.state.view(), "metrics/crosshair")
    #expect(walker.text.contains("┼ 23:"))
    #expect(walker.text.contains("● jellyfin "), "the only label that differs names a series by its value")
    await walker.press(.down, .enter)
    Golden.expect(walker.state.view(), "metrics/isolated")
  }

  @Test(arguments: ScreenSize.all)
  func exemplarUnderTheCursor(width: Int, height: Int) async {
    let walker = Walker(width, height, pane: MetricsPane.exploring(focus: "jellyfin"))
    await walker.start()
    await walker.press(.tab)
    Golden.expect(walker.state.view(), "metrics/exemplar")
    #expect(walker.text.contains("t opens it"))
  }

  @Test(arguments: ScreenSize.all)
  func asciiIsComplete(width: Int, height: Int) async {
    let walker = Walker(width, height, pane: MetricsPane(query: Self.byService), glyphs: .ascii)
    await walker.start()
    Golden.expect(walker.state.view(), "metrics/ascii")
    #expect(walker.text.allSatisfy { $0.isASCII })
  }

  @Test(arguments: ScreenSize.all)
  func emptyAnswerSaysWhatWasAsked(width: Int, height: Int) async {
    let walker = Walker(width, height, pane: MetricsPane(query: "sum(rate(no_such_metric_total[5m]))"))
    await walker.start()
    Golden.expect(walker.state.view(), "metrics/empty")
    for part in ["prom: nothing found", "sum(rate(no_such_metric_total[5m]))", "from 2026-11-20 22:41", "}"] {
      #expect(walker.text.contains(part))
    }
  }

  @Test(arguments: ScreenSize.all)
  func editingShowsTheComplaintUnderItsColumn(width: Int, height: Int) async {
    let walker = Walker(width, height, pane: MetricsPane(query: "up"))
    await walker.start()
    await walker.press(.character("i"), .control("u"))
    await walker.type("sum(up) bye (job)")
    Golden.expect(walker.state.view(), "metrics/prompt-error")
  }

  @Test(arguments: ScreenSize.all)
  func theServersRefusalKeepsItsWords(width: Int, height: Int) async {
    let walker = Walker(width, height, pane: MetricsPane(query: "sum by (job) (up)"))
    walker.broken["prom"] = QueryFailure(.refused, "query would load too many samples: limit is 50000000")
    await walker.start()
    Golden.expect(walker.state.view(), "metrics/refused")
    #expect(walker.text.contains("too many samples"))
    #expect(walker.lines[0].contains("prom●") || walker.lines[0].contains("prom ●"), "a refusal is an answer")
  }

  @Test func legendNamesASeriesWithoutLabelsByTheCrumb() async {
    let walker = Walker(120, 36, pane: MetricsPane.exploring(focus: "jellyfin"))
    await walker.start()
    #expect(walker.text.contains("▸● p99 jellyfin"))
  }
}
