internal import Analysis
public import Telemetry

/// What a person can do about a question that failed, in the options of the command line.
public enum RemedyText {
  /// `try --step 5m, or --since 30m`; `nil` where nothing would help.
  public static func line(_ failure: QueryFailure, of query: Query) -> String? {
    let advice = failure.remedies(for: query).prefix(3).map { text($0, query) }
    return advice.isEmpty ? nil : "try: " + advice.joined(separator: ", or ")
  }

  private static func text(_ remedy: QueryFailure.Remedy, _ query: Query) -> String {
    switch remedy {
    case .coarserStep:
      guard let step = query.step, let range = query.range else { return remedy.advice }
      return "a coarser step, --step \(DurationText.prometheus(coarser(than: step, over: range)))"
    case .shorterRange:
      guard let range = query.range, range.duration > .seconds(2) else { return remedy.advice }
      let half = Duration.seconds(range.duration.wholeNanoseconds / 2_000_000_000)
      return "a shorter range, --since \(DurationText.prometheus(half))"
    case .longerTimeout: return "more time, --timeout 2m"
    case .fewerResults: return "fewer results, a lower --limit"
    default: return remedy.advice
    }
  }

  /// At least twice the step, round where it can be, and with fewer points than Prometheus refuses.
  private static func coarser(than step: Duration, over range: TimeRange) -> Duration {
    let fewest = Duration.nanoseconds(max(0, range.duration.wholeNanoseconds) / StepRules.maximumSteps)
    let least = max(step * 2, fewest, .milliseconds(1))
    // Rounding goes to the nearest interval of the clock, which may be the one below.
    return [4, 5, 6].lazy.map { StepRules.rounded(least * $0 / 4) }.first { $0 >= least } ?? least
  }
}
