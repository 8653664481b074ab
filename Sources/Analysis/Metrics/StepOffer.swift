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
    guard failure.remedies.contains(.coarserStep) else { return nil }
    let cause = Self.cause(of: failure)
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

  private static func cause(of failure: QueryFailure) -> Cause {
    let message = failure.message.lowercased()
    if message.contains("resolution") || message.contains("is too small") { return .points }
    if message.contains("sample") || message.contains("memory") { return .samples }
    return failure.reason == .tooLarge ? .bytes : .time
  }
}
