internal import Telemetry

/// When each ntfy is asked again: every few seconds while its messages may be on screen (Docs/Decisions/0007).
/// One that does not answer is left to the refresh of the screen until it does.
struct FeedPolling: Sendable {
  static let pause: Duration = .seconds(3)

  /// When each is due; `nil` while it is asked, and until its first answer.
  private var due: [SourceID: Instant] = [:]

  /// Those whose turn it is; they count as asked.
  mutating func take(at now: Instant) -> [SourceID] {
    let sources = due.filter { $0.value <= now }.keys.sorted()
    for source in sources { due[source] = nil }
    return sources
  }

  mutating func answered(_ source: SourceID, at now: Instant) { due[source] = now + Self.pause }
}
