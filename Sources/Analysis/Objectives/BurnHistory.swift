public import Telemetry

/// The error ratios of an objective's windows over a range: since when its budget has burned, where no
/// alert tells.
///
///      burn ┤   ╱╲  ╱▔▔▔▔▔
///     limit ┤··╱··╲╱·······
///           ┤▁╱    ↑ since: above the limit at every moment after it, and none missing
public struct BurnHistory: Sendable {
  /// Burn rates by moment.
  private var rates: [Duration: [Instant: Double]] = [:]
  private let range: TimeRange
  /// Between samples.
  private let step: Duration

  /// - Parameters:
  ///   - ratios: The parts of bad events by window, each asked over `range` every `step`.
  public init(ratios: [Duration: [Sample]], over range: TimeRange, step: Duration, of objective: Objective) {
    self.range = range
    self.step = step
    for (window, samples) in ratios {
      for sample in samples {
        rates[window, default: [:]][sample.time] =
          BurnRate(window: window, errorRatio: sample.value, of: objective).rate
      }
    }
  }

  /// Since when at least one of these pairs has fired without a break until the end of the range; `nil`
  /// when none does there, or when the range tells nothing of them.
  public func since(_ pairs: [BudgetStatus.Alert]) -> BudgetStatus.Standing? {
    // A sample that is missing breaks it; one that is late by less than another step does not.
    let patience = step + step / 2
    var first: Instant?
    for moment in Set(rates.values.flatMap(\.keys)).sorted(by: >) {
      guard (first ?? range.end) - moment <= patience, pairs.contains(where: { fires($0, at: moment) })
      else { break }
      first = moment
    }
    return first.map { BudgetStatus.Standing(since: $0, isLonger: $0 - range.start < step) }
  }

  private func fires(_ pair: BudgetStatus.Alert, at moment: Instant) -> Bool {
    guard let short = rates[pair.short]?[moment], let long = rates[pair.long]?[moment] else { return false }
    return short > pair.factor && long > pair.factor
  }
}
