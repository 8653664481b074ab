internal import Telemetry

/// When the homelab's Prometheus evaluated its rules, and what that took.
///
///     │◀──────────── interval ────────────▶│
///     ├─rule 1─┬─rule 2─┬─rule 3─┐          ├─rule 1─┬─ …
///     │◀─── the group's own time ──▶│
struct RuleClock: Sendable {
  let seed: UInt64

  /// Rules are evaluated this often, at multiples since the epoch.
  static let interval: Duration = .seconds(15)

  /// The rules with their times filled in. Rules of one group follow one another in the order given.
  func timed(_ rules: [Rule], at now: Instant) -> [Rule] {
    let begin = now.floored(to: Self.interval)
    let costs = rules.enumerated().map { cost(of: $1, number: UInt64($0), at: begin) }
    var spent: [String: Double] = [:]
    var timed = rules
    for index in rules.indices {
      let before = spent[rules[index].group, default: 0]
      let start = begin + .nanoseconds(Int64(before * 1e9))
      timed[index].lastEvaluation = min(start, now)
      timed[index].evaluationSeconds = costs[index]
      spent[rules[index].group] = before + costs[index] + 0.00002
    }
    for index in rules.indices {
      timed[index].file = "/etc/prometheus/rules/\(rules[index].group).yml"
      timed[index].interval = Self.interval
      timed[index].groupEvaluationSeconds = spent[rules[index].group].map(Self.wholeNanoseconds)
    }
    return timed
  }

  /// Longer windows read more: a month takes some 40 ms, five minutes less than one.
  private func cost(of rule: Rule, number: UInt64, at moment: Instant) -> Double {
    var random = SplitMix(seed, 0x52C1, number, UInt64(bitPattern: moment.seconds))
    let window = rule.labels["sloth_window"].flatMap { TimeText.duration($0) } ?? .zero
    let typical = 0.0002 + window.inSeconds.squareRoot() * 0.000025
    return Self.wholeNanoseconds(typical * random.between(0.7, 1.5))
  }

  private static func wholeNanoseconds(_ seconds: Double) -> Double { (seconds * 1e9).rounded() / 1e9 }
}
