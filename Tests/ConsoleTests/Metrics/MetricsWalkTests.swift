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

  @Test func exemplarsWorthALookAreTheSlowOnesSpread() {
    let base = Walker.moment
    let fast = (0..<100).map { exemplar(at: base + .seconds($0), value: 0.02) }
    let slow = [30, 31, 80].map { exemplar(at: base + .seconds($0), value: 6 + Double($0) / 100) }
    let shown = MetricsPane.worthwhile((fast + slow).sorted { $0.time < $1.time }, atMost: 10)
    #expect(shown.map(\.value) == [6.31, 6.8])
  }

  @Test func exemplarsOfAnEvenLoadAreSpreadOverAllOfIt() {
    let all = (0..<100).map { exemplar(at: Walker.moment + .seconds($0), value: 1) }
    #expect(MetricsPane.worthwhile(all, atMost: 10).count == 10)
    #expect(MetricsPane.worthwhile([], atMost: 10).isEmpty)
  }

  @Test func legendNamesASeriesWithoutLabelsByTheCrumb() async {
    let walker = Walker(120, 36, pane: MetricsPane.exploring(focus: "jellyfin"))
    await walker.start()
    #expect(walker.text.contains("▸● p99 jellyfin"))
  }

  private func exemplar(at time: Instant, value: Double) -> Exemplar {
    let labels: Labels = ["trace_id": "4bf92f3577b34da6a3ce929d0e0e4736"]
    return Exemplar(series: [:], labels: labels, time: time, value: value, traceID: nil)
  }
}
