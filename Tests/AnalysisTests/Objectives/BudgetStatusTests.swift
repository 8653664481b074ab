import Analysis
import Telemetry
import Testing

@Suite struct BudgetStatusTests {
  private let objective = Objective(
    id: "jellyfin-availability", service: "jellyfin", name: "availability", target: 0.995,
    period: .days(30))

  private func status(_ burn: [(Duration, Double)], periodErrors: Double = 0.001) -> BudgetStatus {
    BudgetStatus(
      objective: objective, periodErrorRatio: periodErrors,
      burn: burn.map { BurnRate(window: $0.0, rate: $0.1) })
  }

  private func near(_ a: Double, _ b: Double) -> Bool { abs(a - b) < 1e-9 * max(1, abs(b)) }

  @Test(arguments: [
    (30, [14.4, 6, 3, 1]), (28, [13.44, 5.6, 2.8, 28.0 / 30]), (7, [3.36, 1.4, 0.7, 7.0 / 30]),
  ]) func scalesFactorsWithThePeriod(days: Int, factors: [Double]) {
    for (window, factor) in zip(BurnWindow.sloth, factors) {
      #expect(near(window.factor(over: .days(days)), factor))
    }
  }

  @Test func pagesOnlyWhenBothWindowsBurn() {
    let both = status([(.minutes(5), 24.1), (.hours(1), 22.7)])
    #expect(both.state == .page)
    #expect(both.alerts.map(\.firing) == [true, false, false, false])
    #expect(status([(.minutes(5), 24.1), (.hours(1), 14.3)]).state == .ok)
    #expect(status([(.minutes(5), 0), (.hours(1), 22.7)]).state == .ok)
  }

  @Test func opensATicketForASlowBurn() {
    #expect(status([(.hours(2), 3.5), (.days(1), 3.1)]).state == .ticket)
    #expect(status([(.hours(6), 1.2), (.days(3), 1.1)]).state == .ticket)
    #expect(status([(.hours(6), 9), (.days(3), 9), (.minutes(30), 9)]).state == .page)
  }

  @Test func tellsWhatIsLeft() {
    let half = status([(.hours(1), 2)], periodErrors: 0.0025)
    #expect(near(half.sli, 0.9975))
    #expect(near(half.budgetRemaining, 0.5))
    // Half of thirty days at twice the sustainable rate: seven and a half days.
    #expect(near(half.exhaustionSeconds ?? .nan, 7.5 * 86_400))
    #expect(near(status([], periodErrors: 0.01).budgetRemaining, -1))
  }

  @Test func anOverspentBudgetIsGoneNow() {
    #expect(status([(.hours(1), 0)], periodErrors: 0.01).exhaustionSeconds == 0)
  }

  @Test(arguments: [0, Double.nan]) func neverGoneWithoutBurn(rate: Double) {
    #expect(status([(.hours(1), rate)]).exhaustionSeconds == nil)
  }

  @Test func withoutTrafficNothingFires() {
    let quiet = status([(.minutes(5), .nan), (.hours(1), .nan)], periodErrors: .nan)
    #expect(quiet.state == .ok && quiet.sli.isNaN && quiet.budgetRemaining.isNaN)
    #expect(quiet.exhaustionSeconds == nil)
  }

  @Test func aPromiseOfEverythingHasNoBudget() {
    var strict = objective
    strict.target = 1
    #expect(BurnRate(window: .hours(1), errorRatio: 0.1, of: strict).rate == .infinity)
    #expect(BurnRate(window: .hours(1), errorRatio: 0, of: strict).rate == 0)
    #expect(BurnRate(window: .hours(1), errorRatio: .nan, of: strict).rate.isNaN)
  }

  @Test func namesWindowsAsPrometheusDoes() {
    let names = status([(.days(3), 1), (.minutes(5), 1), (.hours(1), 1)]).burn.map(\.name)
    #expect(names == ["5m", "1h", "3d"])
  }
}
