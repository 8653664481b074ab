internal import Analysis
public import Telemetry

/// What a person can do about a question that failed, in the options of the command line.
public enum RemedyText {
  /// `try: a coarser step, --step 5m, or …`, three ways at most; `nil` where there is nothing to add to
  /// the server's words and the caret under the query.
  public static func line(_ failure: QueryFailure, of query: Query) -> String? {
    var remedies = failure.remedies(for: query).filter { $0 != .editQuery }
    // Without a status nobody answered: it was our patience that ended, not the server's.
    if failure.reason == .timedOut, failure.status == nil {
      remedies = [.longerTimeout] + remedies.filter { $0 != .longerTimeout }
    }
    let advice = remedies.prefix(3).map { text($0, after: failure, query) }
    return advice.isEmpty ? nil : "try: " + advice.joined(separator: ", or ")
  }

  private static func text(
    _ remedy: QueryFailure.Remedy, after failure: QueryFailure, _ query: Query
  ) -> String {
    switch remedy {
    case .coarserStep:
      guard let coarser = coarser(after: failure, query) else { return remedy.advice }
      return "a coarser step, --step \(DurationText.prometheus(coarser))"
    case .shorterRange:
      guard let range = query.range, range.duration > .seconds(2) else { return remedy.advice }
      let half = Duration.seconds(range.duration.wholeNanoseconds / 2_000_000_000)
      return "a shorter range, --since \(DurationText.prometheus(half))"
    case .longerTimeout: return "more time, --timeout 2m"
    case .fewerResults: return "fewer results, a lower --limit"
    default: return remedy.advice
    }
  }

  private static func coarser(after failure: QueryFailure, _ query: Query) -> Duration? {
    guard let step = query.step, let range = query.range else { return nil }
    let choice = StepChoice(step: step, rateInterval: step, range: range)
    return StepOffer(after: failure, of: choice)?.choice.step
  }
}
