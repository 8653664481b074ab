public import Telemetry

/// How long an answer is waited for before less is asked.
public enum AnswerDeadline {
  /// Loki says nothing at all of a page that its parts cannot pass to each other: whoever reads lines must not
  /// wait for the source's own limit.
  ///
  /// - Throws: `QueryFailure(.timedOut)` after `LogPage.deadline`, or what `ask` throws.
  public static func keeping(
    for query: Query, deadline: Duration = LogPage.deadline, ask: @escaping @Sendable () async throws -> Answer
  ) async throws -> Answer {
    guard case .logs(_, _, let limit, _) = query else { return try await ask() }
    return try await withThrowingTaskGroup(of: Answer.self) { group in
      group.addTask(operation: ask)
      group.addTask {
        try await Task.sleep(for: deadline)
        let seconds = deadline.wholeNanoseconds / 1_000_000_000
        throw QueryFailure(.timedOut, "no answer within \(seconds) s for \(limit) lines")
      }
      defer { group.cancelAll() }
      return try await group.next() ?? Answer(.logs([]))
    }
  }
}
