public import Telemetry

extension LogPager {
  /// Whether a smaller question may be answered where this failed.
  public static func isWorthLess(_ failure: QueryFailure) -> Bool {
    switch LogSetback(failure) {
    case .tooMuch: failure.reason != .unreachable
    case .limited, .tooLong: true
    case .busy, .final: false
    }
  }

  /// How often an answer must be missed before lines are left behind for it: a connection cut by chance
  /// costs none.
  private static let strikes = 3

  /// Takes the failure of `page`: the next question is a smaller one, or comes after a pause that grows,
  /// or there is none.
  ///
  /// - Returns: What is left behind because of it.
  public mutating func fail(_ failure: QueryFailure, to page: LogPage, at now: Instant) -> [LogGap] {
    // What the asker itself gave up may simply be asked again.
    guard page == self.page, stop == nil, failure.reason != .cancelled else { return [] }
    self.failure = failure
    failures += 1
    let setback = LogSetback(failure)
    switch setback {
    case .tooMuch:
      let excess = LogSetback.excess(in: failure)
      shrink(page, by: excess)
      // Silence was pause enough, and a server that says how much it was is not overloaded.
      if failures > 1, excess == 2 { pausedUntil = now + pause(after: failures - 1) }
    case .busy: pausedUntil = now + pause(after: failures)
    case .limited(let largest):
      if page.limit == 1 { stop = LogStop(failure: failure, tries: failures, page: page) }
      // A limit that the question kept is another one than the server means.
      size.limit(to: largest.flatMap { $0 < page.limit ? $0 : nil } ?? max(1, page.limit / 2))
      stretched = stretched.map { min($0, size.largest) }
    case .tooLong(let longest):
      if page.range.duration <= .nanoseconds(1) {
        stop = LogStop(failure: failure, tries: failures, page: page)
      }
      span.limit(to: longest, asked: page.range)
    case .final: stop = LogStop(failure: failure, tries: 1, page: page)
    }
    if stop == nil, let most = mostTries(setback, failure), failures >= most {
      stop = LogStop(failure: failure, tries: failures, page: page)
    }
    defer { owedGaps = [] }
    return owedGaps
  }

  private func mostTries(_ setback: LogSetback, _ failure: QueryFailure) -> Int? {
    guard let tries = limits.tries else { return nil }
    if hasAnswered { return max(1, tries) }
    return setback == .busy && failure.reason == .unreachable ? 1 : max(1, tries / 2)
  }

  /// Half a second, then twice as long each time, up to half a minute.
  func pause(after failures: Int) -> Duration {
    .milliseconds(min(30_000, 500 << min(max(0, failures - 1), 10)))
  }

  /// Tries again where it gave up.
  public mutating func resume() {
    (stop, failures, pausedUntil) = (nil, 0, nil)
  }

  /// ```
  /// 1000 ▸ 500 ▸ … ▸ 1 line        fewer lines; from the third time on a shorter range too, for it may
  ///                                be the search that takes so long
  /// whole range ▸ 1/16 ▸ … ▸ 1 ns  when one line does not come through, it is looked for, and that
  ///                                nanosecond is left behind
  /// ```
  private mutating func shrink(_ page: LogPage, by factor: Int) {
    if stretched == nil {
      let needed = (edge?.count ?? 0) + 1
      let isLeast = page.limit <= needed
      if failures > (isLeast ? 1 : 2) { span.narrow(from: page.range, by: isLeast ? 16 : 4) }
      if !isLeast { return size.shrink(from: page.limit, by: factor) }
      if edge != nil {
        stretched = min(needed * 2, size.largest)
        return
      }
      if page.range.duration > .nanoseconds(1) { return }
    }
    strikes += 1
    guard strikes >= Self.strikes else { return }
    strikes = 0
    step(past: edge?.time ?? page.range.start, .undeliverable)
  }
}
