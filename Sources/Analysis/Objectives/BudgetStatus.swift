public import Telemetry

/// Where an objective stands at one moment.
public struct BudgetStatus: Equatable, Sendable {
  public enum State: String, Hashable, Comparable, Sendable, CaseIterable {
    case ok, ticket, page

    public static func < (a: State, b: State) -> Bool { a.rank < b.rank }
    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  }

  /// One window pair against its limit.
  public struct Alert: Equatable, Sendable {
    public var severity: BurnSeverity
    public var short: Duration
    public var long: Duration
    /// The burn rate that both windows must exceed.
    public var factor: Double
    /// NaN without traffic or without a recording.
    public var shortBurn: Double
    public var longBurn: Double
    /// Since when the server's own alert on this pair is active; `nil`: it is not, or nobody told.
    public var since: Instant?

    /// NaN exceeds nothing: a service without traffic does not page.
    public var firing: Bool { shortBurn > factor && longBurn > factor }
  }

  /// Since when something has been as it is, as far back as a range shows.
  public struct Standing: Hashable, Sendable {
    public var since: Instant
    /// It was so when the range began; nothing tells for how long before.
    public var isLonger: Bool

    public init(since: Instant, isLonger: Bool) {
      self.since = since
      self.isLonger = isLonger
    }
  }

  /// How the numbers came to be.
  public enum Origin: String, Hashable, Sendable { case recorded, live }

  public var objective: Objective
  public var origin = Origin.recorded
  /// The part of good events over the period, 0 to 1; NaN without traffic or recording.
  public var sli: Double
  /// The part of the budget that is left over the period; negative when overspent, NaN unknown.
  public var budgetRemaining: Double
  /// By window, shortest first.
  public var burn: [BurnRate]
  /// Most urgent first.
  public var alerts: [Alert]
  /// Since when the state holds as the burn rates themselves tell it (`BurnHistory`); `nil` where that was
  /// not asked.
  public var standing: Standing?

  /// - Parameters:
  ///   - periodErrorRatio: The part of bad events over the whole period; NaN when unknown.
  ///   - burn: What is known, in any order. Windows that are missing count as NaN.
  public init(
    objective: Objective, periodErrorRatio: Double, burn: [BurnRate],
    windows: [BurnWindow] = BurnWindow.sloth
  ) {
    let byWindow = burn.sorted { $0.window < $1.window }
    let rate = { (window: Duration) in byWindow.first { $0.window == window }?.rate ?? .nan }
    self.objective = objective
    self.burn = byWindow
    sli = 1 - periodErrorRatio
    budgetRemaining =
      1 - BurnRate(window: objective.period, errorRatio: periodErrorRatio, of: objective).rate
    alerts = windows.map { window in
      Alert(
        severity: window.severity, short: window.short, long: window.long,
        factor: window.factor(over: objective.period), shortBurn: rate(window.short),
        longBurn: rate(window.long))
    }
  }

  /// Nothing was counted in any window that is known: neither good nor bad.
  public var hasNoTraffic: Bool { burn.allSatisfy(\.rate.isNaN) }

  /// The pair that decides the state: the first that fires.
  public var decisive: Alert? { alerts.first { $0.firing && $0.severity.rawValue == state.rawValue } }

  /// Since when it has been as bad as it is; `nil` while it is well or when nobody told.
  public var since: Instant? {
    alertedSince ?? standing.flatMap { $0.isLonger ? nil : $0.since }
  }

  /// Since when an alert on the state is active.
  var alertedSince: Instant? {
    guard standing == nil else { return nil }
    return alerts.filter { $0.firing && $0.severity.rawValue == state.rawValue }.compactMap(\.since).min()
  }

  /// Where the objective would stand had another part of good events been promised, 0 to 1.
  public func supposing(target: Double) -> BudgetStatus {
    var supposed = self
    supposed.objective.target = target
    supposed.budgetRemaining = 1 - BurnRate(window: objective.period, errorRatio: 1 - sli, of: supposed.objective).rate
    let rate = { (burn: Double) in
      BurnRate(window: .zero, errorRatio: burn * objective.errorBudget, of: supposed.objective).rate
    }
    supposed.burn = burn.map { BurnRate(window: $0.window, rate: rate($0.rate)) }
    supposed.alerts = alerts.map { alert in
      var alert = alert
      (alert.shortBurn, alert.longBurn) = (rate(alert.shortBurn), rate(alert.longBurn))
      alert.since = nil
      return alert
    }
    supposed.standing = nil
    return supposed
  }

  /// The gravest severity that fires.
  public var state: State {
    switch alerts.filter(\.firing).map(\.severity).max() {
    case .page: .page
    case .ticket: .ticket
    case nil: .ok
    }
  }

  /// The rate of the last hour, or of the shortest window known: five minutes jump about too much to
  /// foretell anything.
  public var presentBurn: Double {
    let hour = burn.first { $0.window == .hours(1) && !$0.rate.isNaN }
    return (hour ?? burn.first { !$0.rate.isNaN })?.rate ?? .nan
  }

  /// Seconds until the budget is gone at the present rate: 0 when it is, `nil` when the rate is
  /// unknown or so low that it never will be.
  public var exhaustionSeconds: Double? {
    if budgetRemaining <= 0 { return 0 }
    let burn = presentBurn
    guard burn > 0, budgetRemaining > 0 else { return nil }
    return budgetRemaining * objective.period.inSeconds / burn
  }
}

extension BudgetStatus {
  /// Worst first: by state, then by what is left, then by name. Unknown budgets come last.
  public static func worseFirst(_ a: BudgetStatus, _ b: BudgetStatus) -> Bool {
    if a.state != b.state { return a.state > b.state }
    let (left, right) = (a.budgetRemaining, b.budgetRemaining)
    if left.isNaN != right.isNaN { return right.isNaN }
    if !left.isNaN, left != right { return left < right }
    return (a.objective.id, a.objective.source?.name ?? "") < (b.objective.id, b.objective.source?.name ?? "")
  }
}
