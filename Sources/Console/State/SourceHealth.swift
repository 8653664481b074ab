public import Telemetry

/// How a source did lately, for the top line.
public struct SourceHealth: Hashable, Sendable {
  public var id: SourceID
  public var kind: SourceKind
  /// How long the latest answer took.
  public var milliseconds: Int64?
  public var answeredAt: Instant?
  public var failure: QueryFailure?
  /// Since when questions are out, per ticket.
  public var pending: [Ticket: Instant] = [:]

  public init(id: SourceID, kind: SourceKind) {
    self.id = id
    self.kind = kind
  }

  /// Since when the oldest unanswered question is out.
  public var waitingSince: Instant? { pending.values.min() }

  mutating func asked(_ ticket: Ticket, at now: Instant) { pending[ticket] = now }

  mutating func answered(_ ticket: Ticket, _ result: Result<Answer, QueryFailure>, at now: Instant) {
    if let asked = pending.removeValue(forKey: ticket) {
      // A clock that was set back meanwhile must not make a source answer before it was asked.
      milliseconds = max(0, (now - asked).wholeNanoseconds / 1_000_000)
    }
    switch result {
    case .success: note(alive: now)
    case .failure(let failure): note(failure, at: now)
    }
  }

  private mutating func note(alive now: Instant) {
    answeredAt = now
    failure = nil
  }

  /// A question the server refused says nothing against the server; but one that finds nothing at all is
  /// asked in the wrong place.
  private mutating func note(_ problem: QueryFailure, at now: Instant) {
    switch problem.reason {
    case .notFound where answeredAt == nil: failure = problem
    case .refused, .notFound, .unsupported, .tooLarge: note(alive: now)
    case .cancelled: break
    default: failure = problem
    }
  }
}
