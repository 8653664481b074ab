import Canvas
import Telemetry
import Testing

@testable import Console

@Suite struct OverviewWalkTests {
  @Test func everyListCanBeReached() async {
    let walker = Walker(80, 24)
    await walker.start()
    let start = walker.state
    for (width, height) in ScreenSize.all {
      walker.state = start
      await walker.resize(width, height)
      await walker.press(.tab)
      Golden.expect(walker.state.view(), "overview/services")
      await walker.press(.right, .down)
      Golden.expect(walker.state.view(), "overview/second-probe")
    }
  }

  @Test func asciiIsComplete() async {
    let walker = Walker(80, 24, glyphs: .ascii)
    await walker.start()
    for (width, height) in ScreenSize.all {
      await walker.resize(width, height)
      Golden.expect(walker.state.view(), "overview/ascii")
      #expect(walker.text.allSatisfy { $0.isASCII })
    }
  }

  @Test func deadPrometheusLeavesTheLogs() async {
    let walker = Walker(80, 24)
    walker.broken["prom"] = QueryFailure(.unreachable, "connection refused")
    await walker.start()
    for (width, height) in ScreenSize.all {
      await walker.resize(width, height)
      Golden.expect(walker.state.view(), "overview/prometheus-dead")
      #expect(walker.text.contains("connection refused"))
      let counted = walker.lines.contains { $0.contains("│ jellyfin") && $0.contains("✗ ") }
      #expect(counted, "the errors in logs are still there")
    }
  }

  @Test(arguments: ScreenSize.all)
  func waitingSaysForWhatAndSinceWhen(width: Int, height: Int) {
    let walker = Walker(width, height)
    walker.startWithoutAnswer()
    walker.wait(4)
    Golden.expect(walker.state.view(), "overview/waiting")
    #expect(walker.text.contains("waiting for loki 4s (Esc"))
  }

  @Test func dataStaysWhenItsSourceDies() async {
    let walker = Walker(120, 36)
    await walker.start()
    walker.wait(7)
    walker.broken["prom"] = QueryFailure(.timedOut, "no answer within 10 s")
    await walker.press(.character("r"))
    Golden.expect(walker.state.view(), "overview/stale")
    #expect(walker.text.contains("JellyfinHighErrorRate"))
    #expect(walker.text.contains("prom ✗ 7s old: no answer"))
  }

  /// Enter opens the row's own screen, whatever list it is in.
  @Test(arguments: [
    (OverviewPane.Section.objectives, PaneKind.objective, "SLO jellyfin/availability"),
    (.services, .metrics, "p99 jellyfin"),
    (.probes, .probes, "probes"),
    (.alerts, .alerts, "alerts"),
    (.logErrors, .logs, ""),
  ])
  func enterOpensTheRow(section: OverviewPane.Section, kind: PaneKind, title: String) async {
    let walker = Walker(120, 36)
    await walker.start()
    while (walker.state.place.pane as? OverviewPane)?.section != section { await walker.press(.tab) }
    await walker.press(.enter)
    #expect(walker.state.place.pane.kind == kind)
    #expect(walker.state.place.pane.title.hasPrefix(title))
    #expect(!walker.text.contains("nothing found"), "the screen it opens has something to show")
    Golden.expect(walker.state.view(), "overview/enter-\(section)")
  }

  @Test(arguments: [
    ("up == 0", "up"), ("(a / b) > 0.01 and on (job) up == 1", "a / b"), ("absent(up)", "absent(up)"),
    ("probe > bool 3", "probe"), ("not promql (", "not promql ("),
  ])
  func alertShowsWhatItMeasures(rule: String, chart: String) {
    #expect(OverviewPane.measured(by: rule) == chart)
  }

  @Test func includeFocusesAndZeroDropsIt() async {
    let walker = Walker(80, 24)
    await walker.start()
    await walker.press(.character("+"))
    #expect(walker.state.context.focus == "jellyfin")
    #expect(walker.lines[0].contains("◆ jellyfin"))
    await walker.press(.character("0"))
    #expect(walker.state.context.focus == nil)
  }

  @Test func upAndDownGoOnIntoTheNeighbouringList() async throws {
    let walker = Walker(120, 36)
    await walker.start()
    await walker.press(.down, .down, .down)
    var pane = try #require(walker.state.place.pane as? OverviewPane)
    #expect(pane.section == .services)
    #expect(pane.cursor(of: .services) == 0)
    await walker.press(.up)
    pane = try #require(walker.state.place.pane as? OverviewPane)
    #expect(pane.section == .objectives)
    #expect(pane.cursor(of: .objectives) == 2)
  }

  /// Where nobody recorded objectives, the first key is about the first list that has rows.
  @Test func withoutObjectivesTheCursorIsOnWhatThereIs() async throws {
    let walker = Walker(120, 36)
    await walker.start()
    var pane = try #require(walker.state.place.pane as? OverviewPane)
    #expect(pane.section == .objectives)
    pane.objectiveFindings = ObjectiveFindings()
    #expect(pane.count(of: .objectives) == 0 && pane.section == .services)
    _ = pane.perform(.nextPart, in: walker.state.context)
    #expect(pane.section == .probes)
    pane.services = []
    #expect(pane.section == .probes, "chosen by a key")
  }
}
