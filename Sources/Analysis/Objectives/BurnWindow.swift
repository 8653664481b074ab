internal import Telemetry

/// How urgent a burning budget is, as Sloth's alerts have it.
public enum BurnSeverity: String, Hashable, Comparable, Sendable, CaseIterable {
  case ticket, page

  public static func < (a: BurnSeverity, b: BurnSeverity) -> Bool { a == .ticket && b == .page }
}

/// A pair of windows that must both burn fast before somebody is told: the long one against false
/// alarms, the short one so that the alarm ends when the trouble does (Google's SRE workbook).
public struct BurnWindow: Hashable, Sendable {
  public var severity: BurnSeverity
  public var short: Duration
  public var long: Duration
  /// The part of the whole budget, 0 to 1, that is gone when the long window fills at the limit.
  public var budgetSpent: Double

  public init(severity: BurnSeverity, short: Duration, long: Duration, budgetSpent: Double) {
    self.severity = severity
    self.short = short
    self.long = long
    self.budgetSpent = budgetSpent
  }

  /// The burn rate above which the pair fires, for an objective over `period`: 14.4 is two hundredths
  /// of a 30 day budget in one hour.
  public func factor(over period: Duration) -> Double {
    budgetSpent * period.inSeconds / long.inSeconds
  }

  /// Sloth's defaults: over 30 days the factors are 14.4, 6, 3 and 1. Most urgent first.
  public static let sloth: [BurnWindow] = [
    BurnWindow(severity: .page, short: .minutes(5), long: .hours(1), budgetSpent: 0.02),
    BurnWindow(severity: .page, short: .minutes(30), long: .hours(6), budgetSpent: 0.05),
    BurnWindow(severity: .ticket, short: .hours(2), long: .days(1), budgetSpent: 0.1),
    BurnWindow(severity: .ticket, short: .hours(6), long: .days(3), budgetSpent: 0.1),
  ]
}
