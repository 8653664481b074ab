internal import Telemetry

/// How urgent a burning budget is, as Sloth's alerts have it.
public enum BurnSeverity: String, Hashable, Comparable, Sendable, CaseIterable {
  case ticket, page

  public static func < (a: BurnSeverity, b: BurnSeverity) -> Bool { a == .ticket && b == .page }
}

/// A pair of windows that must both burn fast before somebody is told: the long one against false
/// alarms, the short one so that the alarm ends when the trouble does (Google's SRE workbook).
public struct BurnWindow: Hashable, Sendable {
  /// Where a pair's threshold comes from.
  public enum Limit: Hashable, Sendable {
    /// The part of the whole budget, 0 to 1, that is gone when the long window fills at the limit.
    case budgetSpent(Double)
    /// The burn rate itself.
    case factor(Double)
  }

  public var severity: BurnSeverity
  public var short: Duration
  public var long: Duration
  public var limit: Limit

  public init(severity: BurnSeverity, short: Duration, long: Duration, limit: Limit) {
    self.severity = severity
    self.short = short
    self.long = long
    self.limit = limit
  }

  public init(severity: BurnSeverity, short: Duration, long: Duration, budgetSpent: Double) {
    self.init(severity: severity, short: short, long: long, limit: .budgetSpent(budgetSpent))
  }

  /// The burn rate above which the pair fires, for an objective over `period`: 14.4 is two hundredths
  /// of a 30 day budget in one hour.
  public func factor(over period: Duration) -> Double {
    switch limit {
    case .factor(let factor): factor
    case .budgetSpent(let part): part * period.inSeconds / long.inSeconds
    }
  }

  /// Sloth's defaults: over 30 days the factors are 14.4, 6, 3 and 1. The windows stay, the factors
  /// follow the period. Most urgent first.
  public static let sloth: [BurnWindow] = [
    BurnWindow(severity: .page, short: .minutes(5), long: .hours(1), budgetSpent: 0.02),
    BurnWindow(severity: .page, short: .minutes(30), long: .hours(6), budgetSpent: 0.05),
    BurnWindow(severity: .ticket, short: .hours(2), long: .days(1), budgetSpent: 0.1),
    BurnWindow(severity: .ticket, short: .hours(6), long: .days(3), budgetSpent: 0.1),
  ]

  /// Pyrra's: the factors stay, the windows follow the period, to the minute. Over 28 days they are
  /// 5m and 1h, 30m and 6h, 2h and 1d, 6h and 4d. Most urgent first.
  public static func pyrra(over period: Duration) -> [BurnWindow] {
    let parts: [(BurnSeverity, short: Int, long: Int, Double)] = [
      (.page, 8064, 672, 14), (.page, 1344, 112, 7), (.ticket, 336, 28, 2), (.ticket, 112, 7, 1),
    ]
    return parts.map { severity, short, long, factor in
      BurnWindow(
        severity: severity, short: minutes(period, dividedBy: short), long: minutes(period, dividedBy: long),
        limit: .factor(factor))
    }
  }

  /// Rounded half up, and never less than a minute.
  private static func minutes(_ period: Duration, dividedBy part: Int) -> Duration {
    let seconds = max(0, Int(clamping: period.wholeNanoseconds / 1_000_000_000)) / part
    return .minutes(max(1, (seconds + 30) / 60))
  }
}
