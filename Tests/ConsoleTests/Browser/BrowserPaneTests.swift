import Analysis
import Canvas
import Telemetry
import Testing

@testable import Console

@Suite struct BrowserPaneTests {
  private static let many = (0..<10_000).map { "app\($0 % 40)_part\($0 % 9)_m\($0)_total" }

  /// A server with these metrics; each has two series that differ in `instance`.
  private func script(_ names: [String], help: String = "What it counts.") -> Stage.Script {
    { _, query in
      switch query {
      case .metricMetadata:
        .success(
          Answer(.metadata(names.map { MetricMetadata(name: $0, type: "counter", help: help, unit: "") })))
      case .metricLabelValues: .success(Answer(.names(names)))
      case .tsdbStatus:
        .success(Answer(.tsdbStatus(TSDBStatus(seriesByMetric: names.map { .init($0, 2) }))))
      case .limited(.metricSeries, _):
        .success(Answer(.labelSets([["job": "a", "instance": "one"], ["job": "a", "instance": "two"]])))
      case .targetMetadata(let metric):
        .success(
          Answer(
            .targetMetadata([
              TargetMetadata(
                target: ["job": "a", "instance": "one"],
                metric: MetricMetadata(name: metric, type: "counter", help: help, unit: ""))
            ])))
      default: .success(Answer(.series([])))
      }
    }
  }

  private func stage(_ names: [String], size: (Int, Int) = (120, 36)) -> Stage {
    Stage(size.0, size.1, pane: BrowserPane(), script: script(names))
  }

  private func pane(_ stage: Stage) throws -> BrowserPane { try #require(stage.pane(BrowserPane.self)) }

  // MARK: Asking

  @Test func onlyTheMetricUnderTheCursorIsAskedAbout() throws {
    let stage = stage(["a", "b", "c"])
    stage.forget()
    stage.press(.down)
    #expect(stage.asked.contains(.targetMetadata(metric: "b")))
    #expect(
      !stage.asked.contains(.targetMetadata(metric: "a"))
        && !stage.asked.contains(.targetMetadata(metric: "c")))
    #expect(stage.text.contains("exposed by a (one)"))
  }

  /// Passing over a list asks nothing; what was asked about a metric left behind is taken back.
  @Test func movingOnTakesBackAndAsksAtRest() throws {
    var state = stage(["a", "b", "c"]).state
    let first = state.reduce(.input(.key(.down)))
    let second = state.reduce(.input(.key(.down)))
    guard case .rest(let early)? = first.last, case .rest(let late)? = second.last else {
      Issue.record("a move asks at rest, not at once")
      return
    }
    #expect(state.reduce(.rested(early)).isEmpty, "the cursor had moved on")
    let asked = state.reduce(.rested(late))
    #expect(asked.count == 2)
    let away = state.reduce(.input(.key(.up)))
    #expect(away.count { if case .cancel = $0 { true } else { false } } == 2)
    #expect(state.reduce(.rested(late)).isEmpty, "a rest counts once")
  }

  @Test func leavingBeforeTheRestAsksNothing() {
    var state = stage(["a", "b"]).state
    guard case .rest(let serial)? = state.reduce(.input(.key(.down))).last else {
      Issue.record("no rest")
      return
    }
    _ = state.reduce(.input(.key(.character("4"))))
    #expect(state.reduce(.rested(serial)).isEmpty)
  }

  @Test func serversWithoutThatStorageAreAskedToCount() throws {
    let names = ["a", "b"]
    let normal = script(names)
    let stage = Stage(120, 36, pane: BrowserPane()) { source, query in
      switch query {
      case .tsdbStatus: .failure(QueryFailure(.notFound, "404 page not found"))
      case .metricsInstant(let text, _) where text.hasPrefix("count by (__name__)"):
        .success(
          Answer(
            .series(
              names.map {
                Series(labels: ["__name__": $0], samples: [Sample(Walker.moment, 17)])
              })))
      default: normal(source, query)
      }
    }
    #expect(try pane(stage).catalogue.entries.map(\.series) == [17, 17])
    #expect(!stage.text.contains("404"), "the second way worked")
    stage.forget()
    stage.press(.character("r"))
    #expect(
      !stage.asked.contains(.tsdbStatus(top: BrowserPane.countLimit)), "and the first is not tried again")
  }

  // MARK: The list

  @Test func tenThousandMetricsAreFilteredWhileTyping() throws {
    let stage = stage(Self.many)
    #expect(try pane(stage).rows.count == 40, "folded to begin with")
    stage.press(.character("/"))
    stage.type("m9999_")
    #expect(try pane(stage).matches.count == 1)
    #expect(try pane(stage).current?.name == "app39_part0_m9999_total")
    #expect(stage.text.contains("1 of 10 000 metrics"))
    stage.press(.escape)
    #expect(try pane(stage).matches.count == 10_000, "Esc takes the typing back")
    #expect(try pane(stage).current?.name == "app39_part0_m9999_total" || pane(stage).current == nil)
  }

  @Test func filterStaysAfterEnterAndGoesWithEscape() throws {
    let stage = stage(["alpha", "beta"])
    stage.press(.character("/"))
    stage.type("bet")
    stage.press(.enter)
    #expect(try pane(stage).rows.count == 1)
    stage.press(.escape)
    #expect(try pane(stage).rows.count == 2)
    #expect(stage.state.message?.contains("all metrics again") == true)
  }

  @Test func arrowsFoldAndUnfold() throws {
    let stage = stage(["http_a", "http_b", "up"])
    #expect(try pane(stage).rows.count == 4)
    stage.press(.left)
    #expect(try pane(stage).rows.count == 2)
    stage.press(.right, .right)
    #expect(try pane(stage).current?.name == "http_a")
    stage.press(.left)
    #expect(try pane(stage).current == nil, "left leaves for the group around")
    stage.press(.character(" "))
    #expect(try pane(stage).rows.count == 2)
    stage.press(.enter)
    #expect(try pane(stage).rows.count == 4)
  }

  @Test func refreshKeepsTheCursorOnItsMetric() throws {
    let stage = stage(["b", "c", "d"])
    stage.press(.down)
    stage.script = script(["a", "b", "c", "d"])
    stage.press(.character("r"))
    #expect(try pane(stage).current?.name == "c")
  }

  // MARK: Several servers

  @Test func aDeadServerIsMarkedAndTheOtherIsThere() throws {
    let (here, both) = (script(["up", "here_total"]), script(["up"]))
    let stage = Stage(120, 36, pane: BrowserPane(), others: ["edge", "dead"]) { source, query in
      switch source {
      case "dead": .failure(QueryFailure(.unreachable, "connection refused"))
      case "edge": both(source, query)
      default: here(source, query)
      }
    }
    let entries = try pane(stage).catalogue.entries
    #expect(entries.map(\.name) == ["here_total", "up"])
    #expect(entries[1].sources == ["edge", "prom"])
    #expect(entries[1].series == 4)
    #expect(stage.text.contains("dead ✗: connection refused"))
    stage.press(.down)
    #expect(stage.text.contains("from edge, prom"))
    stage.press(.up, .enter)
    #expect(stage.asked.contains { $0.text?.contains("rate(here_total") == true })
  }

  @Test func theSmallestScreenHoldsListAndDetail() throws {
    let stage = stage(["hits_total", "misses_total"], size: (60, 15))
    stage.press(.down)
    #expect(stage.text.contains("hits_total") && stage.text.contains("What it counts."))
  }

  @Test func theQueryPageTellsWhatWasAsked() {
    let stage = stage(["hits_total"])
    stage.press(.character("Y"))
    #expect(stage.text.contains("curl \"$PROMETHEUS_URL/api/v1/metadata\""))
    #expect(stage.text.contains("targets that expose hits_total"))
  }

  // MARK: Queries

  @Test func enterOpensThePickedQueryInMetrics() throws {
    let stage = stage(["hits_total"])
    let queries = try #require(try pane(stage).detail).suggestions.map(\.query)
    try #require(queries.count > 1)
    stage.press(.character("."), .enter)
    #expect(stage.state.place.pane.kind == .metrics)
    #expect(stage.asked.contains { $0.text?.contains("hits_total") == true })
    stage.press(.backspace)
    #expect(try pane(stage).detail?.query == 1, "and back to the same suggestion")
  }

  @Test func plusOnAValueNarrowsTheQueriesAndAgainTakesItBack() throws {
    let stage = stage(["hits_total"])
    stage.press(.tab, .tab, .right, .down, .character("+"))
    #expect(try pane(stage).detail?.suggestion?.query.contains("instance=\"one\"") == true)
    #expect(stage.state.message == "the queries are about instance=\"one\"")
    #expect(try pane(stage).anchor(in: stage.state.context)?.labels["instance"] == "one")
    stage.press(.character("-"))
    #expect(try pane(stage).detail?.suggestion?.query.contains("instance!=\"one\"") == true)
    stage.press(.character("-"))
    #expect(try pane(stage).detail?.matchers.isEmpty == true)
  }

  @Test func anchorSaysWhatAllSeriesShare() throws {
    let stage = stage(["hits_total"])
    let anchor = try #require(try pane(stage).anchor(in: stage.state.context))
    #expect(anchor.labels == ["job": "a"])
    #expect(anchor.service == "a")
    #expect(anchor.query?.contains("hits_total") == true)
    #expect(anchor.query?.contains("$__") == false, "variables are replaced: a server does not know them")
  }

  @Test func copyTakesWhatTheCursorIsOn() {
    let stage = stage(["hits_total"])
    stage.press(.character("y"), .tab, .character("y"), .tab, .right, .down, .character("y"))
    #expect(stage.copied.first == "hits_total")
    #expect(stage.copied.dropFirst().first?.contains("rate(hits_total") == true)
    #expect(stage.copied.last == "instance=\"one\"")
  }

  @Test(arguments: [
    "up", "sum by (job) (rate(http_total{a=\"b\"}[5m]))", "{__name__=\"x\"}", "", "\u{1B}[31m", "é(",
  ])
  func theMetricOfAQuery(query: String) {
    let expected = ["up": "up", "sum by (job) (rate(http_total{a=\"b\"}[5m]))": "http_total"]
    if let name = expected[query] { #expect(BrowserPane.metric(in: query) == name) }
    _ = BrowserPane.metric(in: query)
  }

  @Test func noKeyIsSilent() {
    for keys: [Key] in [[], [.tab], [.tab, .tab]] {
      for command in Command.allCases {
        let stage = stage(["hits_total", "http_a", "http_b"])
        stage.press(keys)
        Explanations.expect(command, on: stage)
      }
    }
  }
}
