import Analysis
import Telemetry
import Testing

@Suite struct BurnDownTests {
  private let period = TimeRange(start: .epoch, end: .epoch + .days(10))
  private let objective = Objective(id: "o", service: "s", name: "o", target: 0.99, period: .days(10))

  private func down(_ ratios: [(day: Double, ratio: Double)], _ objective: Objective? = nil) -> BurnDown {
    BurnDown(
      ratios: ratios.map { Sample(.epoch + .seconds($0.day * 86_400), $0.ratio) }, step: .days(1), over: period,
      of: objective ?? self.objective)
  }

  private func near(_ a: [Double], _ b: [Double]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { $0 == $1 || abs($0 - $1) < 1e-9 }
  }

  /// A day at the ratio of the budget spends a tenth of it.
  @Test(arguments: [
    ([(1.0, 0.01), (2, 0.01), (3, 0.01)], [1, 0.9, 0.8, 0.7]),
    ([(1, 0), (2, 0.05), (3, 0)], [1, 1, 0.5, 0.5]),
    ([(1, .nan), (2, 0.01)], [1, 1, 0.9]),  // no traffic spends nothing
    ([(1, 0.01), (5, 0.01)], [1, 0.9, 0.8]),  // nor does a gap
    ([(1, 0.06), (2, 0.06)], [1, 0.4, -0.2]),  // overspent
    ([(0.5, 0.01)], [1, 0.95]),  // half of the step lies before the period
    ([(0, 0.5), (11, 0.5)], [1]),  // outside
    ([], [1]),
  ] as [([(Double, Double)], [Double])])
  func spends(ratios: [(Double, Double)], left: [Double]) {
    let found = down(ratios.map { (day: $0.0, ratio: $0.1) })
    #expect(near(found.points.map(\.left), left), "\(found.points)")
    #expect(found.points.first == BurnDown.Point(time: .epoch, left: 1))
  }

  @Test func tellsHowMuchItKnows() {
    #expect(abs(down([(1, 0), (2, .nan), (3, 0)]).coverage - 0.2) < 1e-9)
    #expect(down([]).coverage == 0)
  }

  @Test func tellsWhenItWasSpent() {
    #expect(down([(1, 0.05), (2, 0.05), (3, 0)]).spentAt == .epoch + .days(2))
    #expect(down([(1, 0.05)]).spentAt == nil)
  }

  @Test func knowsTheIdeal() {
    let found = down([])
    #expect(found.ideal(at: .epoch + .days(3)) == 0.7)
    #expect(found.ideal(at: .epoch - .days(1)) == 1 && found.ideal(at: .epoch + .days(11)) == 0)
  }

  @Test func withoutABudgetAnyErrorIsTooMuch() {
    var strict = objective
    strict.target = 1
    #expect(down([(1, 0), (2, 0.1)], strict).left == -.infinity)
    #expect(down([(1, 0)], strict).left == 1)
  }

  @Test(arguments: [(30, 6), (28, 6), (7, 2), (90, 24)]) func drawsSomeHundredSteps(days: Int, hours: Int) {
    let windows: [Duration] = [.minutes(5), .minutes(30), .hours(1), .hours(2), .hours(6), .days(1), .days(3)]
    #expect(BurnDown.step(of: windows, over: .days(days)) == .hours(hours))
    #expect(BurnDown.step(of: [], over: .days(days)) == nil)
  }
}
