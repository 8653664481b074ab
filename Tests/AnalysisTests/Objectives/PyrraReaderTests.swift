import Analysis
import Telemetry
import Testing

@Suite struct PyrraReaderTests {
  private func series(_ name: String, _ value: Double, _ labels: Labels = [:]) -> Series {
    Series(labels: Labels(["__name__": name, "slo": "http"]).merging(labels), samples: [Sample(.epoch, value)])
  }

  private func rule(
    _ kind: Rule.Kind, _ name: String, _ query: String, _ labels: Labels = [:], since: Instant? = nil
  ) -> Rule {
    let own = Labels(["slo": "http", "job": "app"]).merging(labels)
    let alerts = since.map { [Alert(labels: own, annotations: [:], state: .firing, activeAt: $0, value: 1)] } ?? []
    return Rule(
      kind: kind, name: name, group: "http", query: query, labels: own, annotations: [:], state: nil,
      holdSeconds: 0, health: "ok", lastError: nil, alerts: alerts)
  }

  private var rules: [Rule] {
    let ratio = #"sum(rate(requests_total{job="app",code=~"5.."}[5m])) / sum(rate(requests_total{job="app"}[5m]))"#
    let burns = #"requests:burnrate5m{slo="http"} > (14 * (1-0.995)) and requests:burnrate1h{slo="http"} > (14 * (1-0.995))"#
    return [
      rule(.recording, "requests:burnrate5m", ratio),
      rule(.alerting, "ErrorBudgetBurn", burns, ["short": "5m", "long": "1h"], since: Instant(seconds: 60)),
    ]
  }

  private var recorded: [Series] {
    [
      series("requests:burnrate5m", 0.1, ["job": "app"]), series("requests:burnrate1h", 0.08, ["job": "app"]),
      series("requests:increase4w", 9_990, ["job": "app", "code": "200"]),
      series("requests:increase4w", 10, ["job": "app", "code": "503"]),
    ]
  }

  /// Of an objective's own rules: the target from its alerts, bad events by the matchers of its rate.
  @Test func readsTheRulesOfEachObjective() throws {
    let statuses = ObjectiveReader.statuses(from: recorded, rules: rules)
    let status = try #require(statuses.first)
    #expect(statuses.count == 1)
    #expect(status.objective.id == "http" && status.objective.tool == "pyrra" && status.objective.service == "app")
    #expect(status.objective.target == 0.995 && status.objective.period == .days(28) && status.objective.group.isEmpty)
    #expect(abs(status.sli - 0.999) < 1e-12 && abs(status.budgetRemaining - 0.8) < 1e-9)
    // 0.1 and 0.08 of a budget of 0.005 are 20 and 16, above 14.
    #expect(status.state == .page && status.alerts[0].firing)
    #expect(status.since == Instant(seconds: 60) && status.alerts[1].since == nil)
  }

  @Test func readsTheGenericRules() throws {
    let generic = [
      series("pyrra_objective", 0.99), series("pyrra_window", 604_800), series("pyrra_availability", 0.995),
    ]
    let alone = try #require(ObjectiveReader.statuses(from: generic).first)
    #expect(alone.objective.period == .days(7) && abs(alone.budgetRemaining - 0.5) < 1e-9 && alone.burn.isEmpty)
    let both = try #require(ObjectiveReader.statuses(from: generic + recorded).first)
    #expect(both.objective.target == 0.99 && both.burn.map(\.name) == ["5m", "1h"])
  }

  @Test func withoutATargetThereIsNoObjective() {
    #expect(ObjectiveReader.statuses(from: recorded).isEmpty)
  }

  @Test func groupsAreObjectivesOfTheirOwn() {
    let grouped = ["/a", "/b"].flatMap { handler in
      [
        series("requests:burnrate5m", 0.1, ["job": "app", "handler": handler]),
        series("requests:increase4w", 100, ["job": "app", "handler": handler, "code": "200"]),
      ]
    }
    let statuses = ObjectiveReader.statuses(from: grouped, rules: rules)
    #expect(Set(statuses.map(\.objective.fullName)) == ["http handler=/a", "http handler=/b"])
    #expect(statuses.allSatisfy { $0.sli == 1 })
  }

  @Test func aBucketCountsTheGoodOnes() throws {
    let buckets = [
      series("d:burnrate5m", 0.1), series("d:increase4w", 100, ["le": ""]), series("d:increase4w", 90, ["le": "0.5"]),
      series("pyrra_objective", 0.8),
    ]
    let rate = "(sum(rate(d_count[5m])) - sum(rate(d_bucket{le=\"0.5\"}[5m]))) / sum(rate(d_count[5m]))"
    let status = try #require(
      ObjectiveReader.statuses(from: buckets, rules: [rule(.recording, "d:burnrate5m", rate)]).first)
    #expect(abs(status.sli - 0.9) < 1e-9)
  }
}
