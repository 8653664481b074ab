import Analysis
import Reports
import Telemetry

/// One Loki that is read in pages.
struct LogSource: Sendable {
  let world: World
  let id: SourceID
  let query: String
  /// How long silence is waited for.
  let deadline: Duration

  /// What one answer, and the failures before it, made of a pager.
  enum Outcome: Sendable {
    case batch(LogBatch)
    case finished
    case stopped(LogStop)
  }

  /// Asks until there is an answer or there never will be.
  ///
  /// - Throws: `CancellationError`.
  func advance(_ pager: LogPager) async throws -> (LogPager, Outcome) {
    var pager = pager
    var gaps = [LogGap]()
    while true {
      try Task.checkCancellation()
      let now = SystemClock.now()
      switch pager.next(at: now) {
      case .finished where gaps.isEmpty: return (pager, .finished)
      case .stopped(let stop) where gaps.isEmpty: return (pager, .stopped(stop))
      case .finished, .stopped: return (pager, .batch(told(LogBatch(gaps: gaps))))
      case .wait(let until, let failure):
        tell(failure, before: until - now)
        try await Task.sleep(for: until - now)
      case .ask(let page):
        switch await answer(to: page) {
        case .success(let lines):
          var batch = pager.receive(lines, to: page)
          batch.gaps = gaps + batch.gaps
          return (pager, .batch(told(batch)))
        case .failure(let failure):
          gaps += pager.fail(failure, to: page, at: SystemClock.now())
          // Whoever waited for it should know what for.
          if failure.reason == .timedOut, case .ask(let next) = pager.next(at: SystemClock.now()) {
            Output.note("\(id): \(failure.message.safe); asking for \(next.limit) lines")
          }
        }
      }
    }
  }

  /// A pause that a person would notice is explained.
  private func tell(_ failure: QueryFailure?, before pause: Duration) {
    guard let failure, pause >= .seconds(1) else { return }
    Output.note("\(id): \(failure.message.safe); asking again in \(pause.wholeSeconds) s")
  }

  /// One step of following: asks once, or waits.
  ///
  /// - Throws: `SourceFailure` for a question that is never answered, `CancellationError`.
  func advance(_ follower: LogFollower, clock: @Sendable () -> Instant) async throws -> (
    LogFollower, LogBatch
  ) {
    try Task.checkCancellation()
    var follower = follower
    let now = clock()
    switch follower.next(at: now) {
    case .finished: break
    case .wait(let until, _): try await Task.sleep(for: until - now)
    case .stopped(let stop): throw SourceFailure(failures: [(id, stop.failure)], query: query)
    case .ask(let page):
      switch await answer(to: page) {
      case .success(let lines):
        let batch = told(follower.receive(lines, to: page, at: clock()))
        return (follower, batch)
      case .failure(let failure):
        if follower.trouble == nil { Output.note("warning: \(id): \(failure.message.safe); going on") }
        let gaps = follower.fail(failure, to: page, at: clock())
        return (follower, told(LogBatch(gaps: gaps)))
      }
    }
    return (follower, LogBatch())
  }

  private func told(_ batch: consuming LogBatch) -> LogBatch {
    for index in batch.gaps.indices { batch.gaps[index].source = id }
    return batch
  }

  /// A server that says nothing for long will not say anything any more.
  private func answer(to page: LogPage) async -> Result<[LogLine], QueryFailure> {
    let question = page.query(query)
    do {
      let answer = try await AnswerDeadline.keeping(for: question, deadline: deadline) {
        try await world.result(of: id, question).get()
      }
      guard case .logs(let lines) = answer.body else { return .success([]) }
      return .success(lines)
    } catch {
      return .failure(error as? QueryFailure ?? QueryFailure(.cancelled, "cancelled"))
    }
  }
}

extension Duration {
  fileprivate var wholeSeconds: Int64 { wholeNanoseconds / 1_000_000_000 }
}
