import Analysis
import Languages
import Telemetry
import Testing

@Suite struct LiveObjectivesTests {
  private func spec(_ name: String, tool: ObjectiveSpec.Format = .sloth) -> ObjectiveSpec {
    ObjectiveSpec(
      format: tool, service: "shop", name: name, percent: 99,
      indicator: Indicator(
        .events,
        .bad(QueryTemplate("sum(rate(bad[{{.window}}]))"), total: QueryTemplate("sum(rate(all[{{.window}}]))"))))
  }

  private func answer(_ id: String, _ window: String, _ value: Double, _ extra: Labels = [:]) -> Series {
    Series(
      labels: Labels(["nightjar_slo": id, "nightjar_window": window]).merging(extra),
      samples: [Sample(.epoch, value)], source: "prom")
  }

  @Test(arguments: LiveObjectives.Reach.allCases) func oneQuestionServesAll(reach: LiveObjectives.Reach) throws {
    let text = try #require(LiveObjectives.expression((0..<20).map { spec("o\($0)") }, reach))
    let tree = try PromQL.parse(text)
    let windows = ["near": ["5m", "30m", "1h"], "middle": ["2h", "6h", "1d"], "far": ["3d", "30d"]]
    #expect(tree.selectors.count == 20 * 3 * (windows[reach.rawValue]?.count ?? 0))
    for window in windows[reach.rawValue] ?? [] { #expect(text.contains("[\(window)]")) }
    #expect(LiveObjectives.expression([], reach) == nil)
  }

  @Test func whatIsSeldomAskedIsTheLongWindows() {
    #expect(LiveObjectives.Reach.near.goodFor == nil)
    #expect(LiveObjectives.Reach.far.goodFor == .hours(1))
  }

  @Test func putsTheAnswersTogether() throws {
    let statuses = LiveObjectives.statuses([spec("a"), spec("b")], from: [
      answer("shop-a", "5m", 0.2), answer("shop-a", "1h", 0.16), answer("shop-a", "30d", 0.005),
      answer("lost", "5m", 1),
    ])
    #expect(statuses.map(\.objective.id) == ["shop-a", "shop-b"])
    #expect(statuses.allSatisfy { $0.origin == .live })
    #expect(statuses[0].state == .page && abs(statuses[0].budgetRemaining - 0.5) < 1e-9)
    #expect(statuses[0].objective.source == "prom")
    #expect(statuses[1].hasNoTraffic && statuses[1].sli.isNaN)
  }

  @Test func groupsStandApart() {
    let statuses = LiveObjectives.statuses([spec("a")], from: [
      answer("shop-a", "5m", 0.2, ["handler": "/x"]), answer("shop-a", "5m", 0, ["handler": "/y"]),
    ])
    #expect(Set(statuses.map(\.objective.fullName)) == ["a handler=/x", "a handler=/y"])
  }

  @Test func asksOnlyForWhatIsNotRecorded() {
    let recorded = ["shop-a", "c"].map {
      BudgetStatus(
        objective: Objective(id: $0, service: "shop", name: $0, target: 0.9, period: .days(30)),
        periodErrorRatio: 0, burn: [])
    }
    let specs = [spec("a"), spec("b"), spec("c", tool: .pyrra)]
    #expect(LiveObjectives.missing(specs, among: recorded).map(\.name) == ["b"])
  }
}
