import Analysis
import Canvas
import Telemetry
import Testing

@testable import Console

@Suite struct QueryThresholdTests {
  @Test(arguments: [
    ("rate(errors_total[5m]) > 0.5", [">0.5"]), ("0.5 < up", [">0.5"]), ("up >= (14.4 * 0.005)", ["≥0.072"]),
    ("up > 1 and up < 3", [">1.0", "<3.0"]), ("up == 0", []), ("a > b", []), ("sum(up > 1)", []), ("up >", []),
    ("-1 > up", ["<-1.0"]),
  ])
  func comparisonsWithNumbers(query: String, expected: [String]) {
    let found = QueryThreshold.all(in: query).map { "\($0.op)\(($0.value * 1000).rounded() / 1000)" }
    #expect(found == expected)
  }

  @Test(arguments: [
    ("probe_duration_seconds{job=\"blackbox\"} > 1", "probe_duration_seconds{instance=\"a\"}", true),
    ("rate(x_total[5m]) > 1", "rate(x_total{a=\"b\"}[5m])", true),
    ("rate(x_total[5m]) > 1", "rate(x_total[1h])", false), ("x > 1", "y", false),
  ])
  func aRuleAndAQueryThatMeasureTheSame(rule: String, query: String, same: Bool) {
    #expect((QueryThreshold.all(in: rule).first?.shape == QueryThreshold.shape(of: query)) == same)
  }

  @Test func failuresNameTheKeyThatHelps() {
    let range = TimeRange(last: .hours(1), until: Walker.moment)
    let query = Query.metricsRange(PromQL: "up", range: range, step: .seconds(15))
    let large = QueryFailure(.refused, "exceeded maximum resolution of 11,000 points per timeseries")
    #expect(FailureHelp.text(for: large, of: query, coarser: .seconds(60)) == "C coarser step 1m · { halves the range")
    let wrong = QueryFailure(.refused, "parse error", position: TextPosition(line: 1, column: 2))
    #expect(FailureHelp.text(for: wrong, of: query, coarser: .seconds(60)) == "i edits the query")
    #expect(FailureHelp.text(for: QueryFailure(.cancelled, "x"), of: query, coarser: nil).isEmpty)
  }

  @Test func eventsAreToldApartByTheirLabel() {
    let range = TimeRange(last: .hours(1), until: Walker.moment)
    let query = Query.metricsRange(PromQL: ChartEvents.query, range: range, step: .seconds(60))
    func series(_ kind: String, _ labels: Labels) -> Series {
      let samples = (0..<3).map { Sample(range.start + .minutes(10 + $0), 1) }
      return Series(labels: labels.merging(["nightjar_annotation": kind]), samples: samples)
    }
    var events = ChartEvents()
    let answer = Answer(.series([
      series("alerts", ["alertname": "Slow", "severity": "page"]),
      series("syncs", ["name": "shop", "phase": "Failed"]), series("processRestarts", ["job": "api"]),
    ]))
    let isTaken = events.take(answer, to: Question(ChartEvents.annotationSlot, "prom", query))
    #expect(isTaken)
    let found = events.annotations(in: range)
    #expect(Set(found.map(\.title)) == ["Slow", "shop: sync failed", "api restarted"])
    let isOther = events.take(answer, to: Question(.main, "prom", query))
    #expect(!isOther)
  }
}
