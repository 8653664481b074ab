import Analysis
import Telemetry
import Testing

@Suite struct ObjectiveReaderTests {
  private func series(_ name: String, _ id: String, _ value: Double, _ extra: Labels = [:]) -> Series {
    Series(
      labels: Labels([
        "__name__": name, "sloth_id": id, "sloth_service": "svc-\(id)", "sloth_slo": "slo-\(id)",
      ]).merging(extra), samples: [Sample(.epoch, value)], source: "prom")
  }

  @Test func asksAFixedSmallList() {
    #expect(ObjectiveReader.queries(at: .epoch).compactMap(\.text) == ObjectiveReader.expressions)
  }

  @Test func joinsOnTheIDWorstFirst() {
    let statuses = ObjectiveReader.statuses(from: [
      series("slo:objective:ratio", "a", 0.9990000000000001, ["tier": "2"]),
      series("slo:objective:ratio", "b", 0.995),
      series("slo:time_period:days", "b", 28),
      series("slo:sli_error:ratio_rate5m", "b", 0.1, ["sloth_window": "5m"]),
      series("slo:sli_error:ratio_rate1h", "b", 0.1, ["sloth_window": "1h"]),
      series("slo:sli_error:ratio_rate28d", "b", 0.001, ["sloth_window": "28d"]),
      series("slo:sli_error:ratio_rate30d", "a", 0.0005, ["sloth_window": "30d"]),
      series("slo:sli_error:ratio_rate5m", "lost", 0.1),
      Series(labels: ["__name__": "slo:objective:ratio"], samples: [Sample(.epoch, 0.9)]),
    ])
    #expect(statuses.map(\.objective.id) == ["b", "a"])
    #expect(statuses[0].state == .page)
    #expect(statuses[0].objective.period == .days(28))
    #expect(statuses[0].burn.map(\.name) == ["5m", "1h"])
    #expect(abs(statuses[0].budgetRemaining - 0.8) < 1e-9)
    #expect(abs(statuses[1].budgetRemaining - 0.5) < 1e-9)
    #expect(statuses[1].objective.labels == ["tier": "2"])
    #expect(statuses[1].objective.service == "svc-a")
  }

  @Test(arguments: [0, -1, 1.5, Double.nan]) func leavesOutImpossibleTargets(target: Double) {
    #expect(ObjectiveReader.statuses(from: [series("slo:objective:ratio", "a", target)]).isEmpty)
  }
}
