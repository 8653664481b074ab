internal import Telemetry

/// How fast an objective spends its error budget in one window: at 1× the budget lasts exactly its
/// period.
public struct BurnRate: Hashable, Sendable {
  public var window: Duration
  /// Multiples of the sustainable rate; NaN without traffic.
  public var rate: Double

  public init(window: Duration, rate: Double) {
    self.window = window
    self.rate = rate
  }

  /// From the part of bad events in `window`, 0 to 1, or NaN without traffic.
  public init(window: Duration, errorRatio: Double, of objective: Objective) {
    self.init(window: window, rate: Self.rate(errorRatio: errorRatio, budget: objective.errorBudget))
  }

  /// As Prometheus names the window: `5m`, `1h`, `30d`.
  public var name: String { DurationText.prometheus(window) }

  /// A promise of 100 % has no budget: any error burns infinitely fast, none does not burn.
  private static func rate(errorRatio: Double, budget: Double) -> Double {
    guard budget > 0 else { return errorRatio > 0 ? .infinity : errorRatio }
    return errorRatio / budget
  }
}
