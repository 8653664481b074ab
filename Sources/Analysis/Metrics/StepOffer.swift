public import Telemetry

/// A coarser step to offer by key when a server refuses a range query for its size.
public struct StepOffer: Hashable, Sendable {
  /// What the server could not bear.
  public enum Cause: Hashable, Sendable, CaseIterable {
    /// More points per series than the server answers.
    case points
    /// More samples than the server loads for one query.
    case samples
    /// More bytes than one answer may have.
    case bytes
    case time
  }

  public var cause: Cause
  /// Coarser than the step that failed; its rate interval has grown along.
  public var choice: StepChoice

  public init(cause: Cause, choice: StepChoice) {
    self.cause = cause
    self.choice = choice
  }

  /// What to offer after `failure` of a query that ran with `choice`.
  ///
  /// - Returns: `nil` when a coarser step would not help, or there is none.
  public init?(after failure: QueryFailure, of choice: StepChoice) {
    guard let cause = Self.cause(of: failure) else { return nil }
    let tempo = failure.message.lowercased().contains("is too small")
    let limit = tempo ? StepRules.maximumTraceSteps : StepRules.maximumSteps
    // Too much to load or to send: the next step would be refused as well, so at least halve it.
    let start = cause == .points ? choice : choice.with(step: choice.step * 2 - .nanoseconds(1))
    guard let coarser = start.coarser(limit: limit) else { return nil }
    self.init(cause: cause, choice: coarser)
  }

  /// In words for the person: `step 1m instead of 30s: fewer samples to load`.
  public func text(insteadOf step: Duration) -> String {
    let why =
      switch cause {
      case .points: "the server answers only so many points a series"
      case .samples: "fewer samples to load"
      case .bytes: "a smaller answer"
      case .time: "less to compute"
      }
    let (new, old) = (DurationText.prometheus(choice.step), DurationText.prometheus(step))
    return "step \(new) instead of \(old): \(why)"
  }

  private static func cause(of failure: QueryFailure) -> Cause? {
    let message = failure.message.lowercased()
    for (words, cause) in wordings where message.contains(words) { return cause }
    switch failure.reason {
    case .tooLarge: return .bytes
    case .timedOut: return .time
    default: return nil
    }
  }

  /// How Prometheus, Loki, Mimir and Tempo put it.
  private static let wordings: [(String, Cause)] = [
    ("maximum resolution of", .points), ("is too small", .points),
    ("too many samples", .samples), ("maximum number of samples", .samples),
    ("query timed out", .time), ("context deadline exceeded", .time),
    ("request timed out", .time),
  ]
}
