import Analysis
import Canvas
import Telemetry
import Testing

@testable import Console

/// A TraceQL query that counts is drawn, not listed.
@Suite struct TracesCountingTests {
  private static func series(_ service: String, _ value: Double) -> Series {
    Series(
      labels: ["resource.service.name": service],
      samples: (0..<10).map { Sample(Walker.moment - .minutes(50 - $0 * 5), value) })
  }

  private func stage(_ query: String, _ series: [Series], width: Int = 100) -> Stage {
    let found = TraceSummary(
      id: TraceID(hex: "aa")!, rootService: "nas", rootName: "read", start: Walker.moment - .minutes(3),
      durationNanoseconds: 1_000_000, spanCount: 1, errorCount: 0, services: ["nas"], matched: [], matchedCount: 1)
    return Stage(width, 30, pane: TracesPane(query: query)) { _, query in
      switch query {
      case .traceMetricsRange: .success(Answer(.series(series)))
      case .traceSearch: .success(Answer(.traces([found])))
      default: .success(Answer(.series([])))
      }
    }
  }

  @Test func aQueryThatCountsIsAskedAndDrawnAsSeries() {
    let stage = stage("{ status = error } | rate() by (resource.service.name)", [Self.series("nas", 2.5), Self.series("jellyfin", 1)])
    let searches = stage.asked.filter { if case .traceSearch = $0 { true } else { false } }
    #expect(searches.isEmpty && stage.asked.count == 1)
    #expect(stage.text.contains("resource.service.name=nas") && stage.text.contains("2.5"))
    #expect(stage.text.contains("its traces"))
    for key in ["l", "m", "+"] as [Character] {
      stage.press(.character(key))
      #expect(stage.state.message == "this query counts spans; Enter lists the traces behind a series", "\(key)")
    }
  }

  @Test func enterListsTheTracesOfASeries() {
    let stage = stage("{ status = error } | rate() by (resource.service.name)", [Self.series("jellyfin", 1), Self.series("nas", 2.5)])
    stage.press(.down, .enter)
    #expect(stage.pane(TracesPane.self)?.query == #"{ status = error && resource.service.name = "nas" }"#)
    #expect(stage.text.contains("1 trace"))
    stage.press(.backspace)
    #expect(stage.pane(TracesPane.self)?.chart.row == 1 && stage.text.contains("resource.service.name=nas"))
    stage.press(.left, .enter)
    guard case .traceSearch(_, let range, _, _)? = stage.asked.last(where: { if case .traceSearch = $0 { true } else { false } }) else {
      Issue.record("no search")
      return
    }
    #expect(range.duration < .minutes(10), "around the crosshair")
    stage.wait(.seconds(30))
    #expect(stage.state.context.range == range, "the clock does not put the newest in their place")
  }

  @Test func durationsHaveTheirUnit() {
    #expect(stage("{ } | quantile_over_time(duration, .99)", [Self.series("nas", 0.25)]).text.contains("250 ms"))
  }

  @Test func anotherQueryListsAgain() {
    let stage = stage("{ } | rate()", [Series(labels: [:], samples: [Sample(Walker.moment, 1)])])
    #expect(stage.text.contains("all spans"))
    stage.press(.character("i"), .control("u"))
    stage.type("{ }")
    stage.press(.enter)
    #expect(stage.text.contains("1 trace") && !stage.text.contains("all spans"))
  }
}
