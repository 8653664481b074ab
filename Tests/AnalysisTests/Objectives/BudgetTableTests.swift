import Analysis
import Telemetry
import Testing

/// Worked by hand; each row says how.
@Suite struct BudgetTableTests {
  private func objective(_ percent: Double, days: Int = 30) -> Objective {
    Objective(id: "o", service: "s", name: "o", target: percent / 100, period: .days(days))
  }

  private func near(_ a: Double, _ b: Double) -> Bool {
    a == b || (a.isNaN && b.isNaN) || abs(a - b) < 1e-9 * max(1, abs(b))
  }

  // MARK: What is left

  struct Left: Sendable {
    var percent, errors, left, sli: Double
    init(_ percent: Double, _ errors: Double, _ left: Double, _ sli: Double) {
      (self.percent, self.errors, self.left, self.sli) = (percent, errors, left, sli)
    }
  }

  @Test(arguments: [
    Left(99.5, 0, 1, 1),  // nothing spent
    Left(99.5, 0.00125, 0.75, 0.99875),  // a quarter of 0.005
    Left(99.5, 0.0025, 0.5, 0.9975),  // half
    Left(99.5, 0.005, 0, 0.995),  // all
    Left(99.5, 0.0075, -0.5, 0.9925),  // half as much again
    Left(99.5, 1, -199, 0),  // everything failed: 1 / 0.005 = 200 budgets
    Left(99.9, 0.0001, 0.9, 0.9999), Left(99.9, 0.002, -1, 0.998),
    Left(99, 0.0007, 0.93, 0.9993), Left(90, 0.05, 0.5, 0.95), Left(50, 0.25, 0.5, 0.75),
    Left(100, 0, 1, 1),  // no budget and nothing spent
    Left(100, 0.1, -.infinity, 0.9),  // no budget, and some spent
    Left(99.5, .nan, .nan, .nan),  // no traffic
  ]) func tellsWhatIsLeft(row: Left) {
    let status = BudgetStatus(objective: objective(row.percent), periodErrorRatio: row.errors, burn: [])
    #expect(near(status.budgetRemaining, row.left) && near(status.sli, row.sli), "\(status)")
  }

  // MARK: Which pair fires

  enum Tool: Sendable { case sloth, pyrra }

  struct Pair: Sendable {
    var tool: Tool
    var days, index: Int
    var short, long: Duration
    /// Just fires above it.
    var factor: Double
    var severity: BurnSeverity
  }

  static let pairs: [Pair] = [
    // 2 % in 1 h, 5 % in 6 h, 10 % in 1 d and in 3 d, of 720 h.
    Pair(tool: .sloth, days: 30, index: 0, short: .minutes(5), long: .hours(1), factor: 14.4, severity: .page),
    Pair(tool: .sloth, days: 30, index: 1, short: .minutes(30), long: .hours(6), factor: 6, severity: .page),
    Pair(tool: .sloth, days: 30, index: 2, short: .hours(2), long: .days(1), factor: 3, severity: .ticket),
    Pair(tool: .sloth, days: 30, index: 3, short: .hours(6), long: .days(3), factor: 1, severity: .ticket),
    // The same parts of 672 h.
    Pair(tool: .sloth, days: 28, index: 0, short: .minutes(5), long: .hours(1), factor: 13.44, severity: .page),
    Pair(tool: .sloth, days: 28, index: 1, short: .minutes(30), long: .hours(6), factor: 5.6, severity: .page),
    Pair(tool: .sloth, days: 28, index: 2, short: .hours(2), long: .days(1), factor: 2.8, severity: .ticket),
    Pair(tool: .sloth, days: 28, index: 3, short: .hours(6), long: .days(3), factor: 14.0 / 15, severity: .ticket),
    // And of 2160 h.
    Pair(tool: .sloth, days: 90, index: 0, short: .minutes(5), long: .hours(1), factor: 43.2, severity: .page),
    Pair(tool: .sloth, days: 90, index: 3, short: .hours(6), long: .days(3), factor: 3, severity: .ticket),
    // Pyrra keeps the factors.
    Pair(tool: .pyrra, days: 28, index: 0, short: .minutes(5), long: .hours(1), factor: 14, severity: .page),
    Pair(tool: .pyrra, days: 28, index: 1, short: .minutes(30), long: .hours(6), factor: 7, severity: .page),
    Pair(tool: .pyrra, days: 28, index: 2, short: .hours(2), long: .days(1), factor: 2, severity: .ticket),
    Pair(tool: .pyrra, days: 28, index: 3, short: .hours(6), long: .days(4), factor: 1, severity: .ticket),
    // A quarter of the windows: 75 s is 1 m, 450 s is 8 m.
    Pair(tool: .pyrra, days: 7, index: 0, short: .minutes(1), long: .minutes(15), factor: 14, severity: .page),
    Pair(tool: .pyrra, days: 7, index: 1, short: .minutes(8), long: .minutes(90), factor: 7, severity: .page),
    Pair(tool: .pyrra, days: 7, index: 2, short: .minutes(30), long: .hours(6), factor: 2, severity: .ticket),
    Pair(tool: .pyrra, days: 7, index: 3, short: .minutes(90), long: .days(1), factor: 1, severity: .ticket),
    // 30 d / 8064 is 321 s; 30 d / 672 is 3857 s; / 112 is 23,143 s.
    Pair(tool: .pyrra, days: 30, index: 0, short: .minutes(5), long: .minutes(64), factor: 14, severity: .page),
    Pair(tool: .pyrra, days: 30, index: 1, short: .minutes(32), long: .minutes(386), factor: 7, severity: .page),
  ]

  private func status(_ pair: Pair, short: Double, long: Double) -> BudgetStatus {
    let objective = objective(99.5, days: pair.days)
    let windows = pair.tool == .sloth ? BurnWindow.sloth : BurnWindow.pyrra(over: .days(pair.days))
    return BudgetStatus(
      objective: objective, periodErrorRatio: 0.001,
      burn: [BurnRate(window: pair.short, rate: short), BurnRate(window: pair.long, rate: long)], windows: windows)
  }

  @Test(arguments: pairs) func hasItsWindowsAndFactor(pair: Pair) {
    let alert = status(pair, short: 0, long: 0).alerts[pair.index]
    #expect(alert.short == pair.short && alert.long == pair.long && alert.severity == pair.severity)
    #expect(near(alert.factor, pair.factor))
  }

  /// Above in both windows fires; at the threshold, below in one, or unknown in one does not.
  @Test(arguments: pairs) func firesOnlyAboveItsThreshold(pair: Pair) {
    let limit = status(pair, short: 0, long: 0).alerts[pair.index].factor
    let (above, below) = (limit * 1.001, limit * 0.999)
    let firing = status(pair, short: above, long: above)
    #expect(firing.alerts[pair.index].firing && firing.state.rawValue == pair.severity.rawValue)
    for (short, long) in [
      (limit, limit), (above, limit), (limit, above), (below, above), (above, below), (.nan, above), (above, .nan),
      (.nan, .nan), (0, 0),
    ] {
      let quiet = status(pair, short: short, long: long)
      #expect(!quiet.alerts[pair.index].firing && quiet.state == .ok && quiet.decisive == nil, "\(short) \(long)")
    }
    #expect(status(pair, short: .infinity, long: .infinity).alerts[pair.index].firing)
  }

  // MARK: How long it lasts

  struct Lasting: Sendable {
    var errors, burn: Double
    var days: Int
    var seconds: Double?
    init(_ errors: Double, _ burn: Double, _ days: Int, _ seconds: Double?) {
      (self.errors, self.burn, self.days, self.seconds) = (errors, burn, days, seconds)
    }
  }

  @Test(arguments: [
    Lasting(0, 1, 30, 2_592_000),  // all of it, evenly: the period
    Lasting(0, 14.4, 30, 180_000),  // 50 h
    Lasting(0.0025, 2, 30, 648_000),  // half at twice the rate: 7.5 d
    Lasting(0.0025, 0.5, 28, 2_419_200),  // half at half the rate: the period
    Lasting(0.00385, 24.1, 30, 24_736.929_460_580_91),  // 0.23 × 30 d / 24.1
    Lasting(0, 0, 30, nil),  // never
    Lasting(0, .nan, 30, nil),  // nobody knows
    Lasting(.nan, 3, 30, nil),  // of what is left nobody knows
    Lasting(0.005, 3, 30, 0), Lasting(0.01, 0, 30, 0),  // gone already
    Lasting(0, .infinity, 30, 0),  // at once
  ]) func foretellsTheEnd(row: Lasting) throws {
    let status = BudgetStatus(
      objective: objective(99.5, days: row.days), periodErrorRatio: row.errors,
      burn: [BurnRate(window: .hours(1), rate: row.burn)])
    guard let seconds = row.seconds else { return #expect(status.exhaustionSeconds == nil) }
    #expect(near(try #require(status.exhaustionSeconds), seconds))
  }

  // MARK: What if

  @Test(arguments: [(99.9, -1.5, 5.0), (99.0, 0.75, 0.5), (99.75, 0, 2), (50, 0.995, 0.01)])
  func supposesAnotherPromise(percent: Double, left: Double, burn: Double) throws {
    let real = BudgetStatus(
      objective: objective(99.5), periodErrorRatio: 0.0025, burn: [BurnRate(window: .hours(1), rate: 1)])
    let supposed = real.supposing(target: percent / 100)
    #expect(near(supposed.budgetRemaining, left), "\(supposed.budgetRemaining)")
    #expect(near(try #require(supposed.burn.first?.rate), burn))
    #expect(near(supposed.alerts[0].longBurn, burn) && supposed.sli == real.sli)
    #expect(supposed.objective.target == percent / 100)
  }

  @Test func withoutAnyRateThereIsNoTraffic() {
    let quiet = BudgetStatus(
      objective: objective(99), periodErrorRatio: .nan, burn: [BurnRate(window: .hours(1), rate: .nan)])
    #expect(quiet.hasNoTraffic && quiet.presentBurn.isNaN)
    let busy = BudgetStatus(
      objective: objective(99), periodErrorRatio: .nan, burn: [BurnRate(window: .hours(1), rate: 0)])
    #expect(!busy.hasNoTraffic)
  }
}
