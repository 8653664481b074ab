public import Telemetry

/// Follows a log that grows, by asking again from a little before the last line.
///
/// ```
///                         readTo   now
/// sweep 1   ├────────────────┤
/// sweep 2              ├───────────┤
///                      └ look back ┘ lines that arrived late are found here; those told already are
///                                    recognised
/// ```
/// It goes on through failures, pausing longer each time; only a question the server will never answer
/// stops it. What it cannot make up for is a gap. Time is told to it, and it never sleeps itself.
public struct LogFollower: Sendable {
  public struct Pace: Hashable, Sendable {
    /// Between two sweeps.
    public var poll = Duration.seconds(1)
    /// How late a line may arrive and still be found.
    public var lookBack = Duration.seconds(10)
    /// How much further back than now the last line may lie to be asked from: a server's clock may be
    /// that far behind.
    public var slack = Duration.minutes(5)
    /// After a longer outage, or that far behind, it goes on near now and leaves a gap; `nil`: never.
    public var longestCatchUp: Duration? = .minutes(15)
    /// Lines to recognise; more than that in the time looked back make it shorter.
    public var remembered = 100_000

    public init() {}
  }

  public let pace: Pace
  public private(set) var rate = LogRate()
  /// The failure since the last answer, and when the first of its row was.
  public private(set) var trouble: (failure: QueryFailure, since: Instant)?
  /// Everything before this moment was asked for at least once.
  public private(set) var readTo: Instant

  /// How many lines it remembers to recognise them.
  var recognised: Int { memory.count }

  private let limits: LogPager.Limits
  private var floor: Instant
  /// The time of the newest line.
  private var newest: Instant?
  private var memory: LineMemory
  private var sweep: Sweep?
  private var nextPoll: Instant?
  private var longestTrouble = Duration.zero
  private var hasCaughtUp = false
  private var owedGaps: [LogGap] = []

  private struct Sweep {
    var pager: LogPager
    /// What was read when it is through.
    var end: Instant
    /// Left out after it.
    var gap: LogGap?
  }

  /// - Parameters:
  ///   - floor: Lines before it are none of its business: the oldest line shown, or where to begin.
  ///   - shown: What is already on the screen from `floor` on, in any order.
  ///   - readTo: The end of the range that `shown` was asked with.
  public init(
    from floor: Instant, shown: [LogLine] = [], readTo: Instant, pace: Pace = Pace(),
    limits: LogPager.Limits = LogPager.Limits()
  ) {
    self.floor = floor
    self.readTo = max(floor, readTo)
    self.pace = pace
    self.limits = LogPager.Limits(page: limits.page, largestPage: limits.largestPage, tries: nil)
    memory = LineMemory(capacity: pace.remembered)
    newest = shown.map(\.time).max()
    let from = lookBackStart(from: self.readTo)
    memory.beginReading()
    _ = memory.fresh(shown.filter { $0.time >= from })
  }

  /// Where the sweep after one that read up to `readTo` begins.
  private func lookBackStart(from readTo: Instant) -> Instant {
    let last = max(min(readTo, newest ?? readTo), readTo - pace.slack)
    return max(floor, last - pace.lookBack)
  }

  public mutating func next(at now: Instant) -> LogStep {
    if sweep == nil {
      if let nextPoll, nextPoll > now { return .wait(until: nextPoll, because: nil) }
      guard begin(at: now) else {
        nextPoll = now + pace.poll
        return .wait(until: now + pace.poll, because: nil)
      }
    }
    let step = sweep?.pager.next(at: now) ?? .finished
    guard step == .finished else { return step }
    end(at: now)
    return next(at: now)
  }

  /// - Returns: Whether there is anything to ask.
  private mutating func begin(at now: Instant) -> Bool {
    guard now > readTo else { return false }
    memory.beginReading()
    let wanted = lookBackStart(from: readTo)
    let from = max(wanted, min(memory.horizon, readTo))
    if from > wanted { owedGaps.append(LogGap(TimeRange(start: wanted, end: from), .unwatched)) }
    var end = now
    var gap: LogGap?
    if let longest = pace.longestCatchUp, hasCaughtUp, now - readTo > longest {
      // Halfway, or the next sweep would have to leave out a little again.
      let onward = now - longest / 2
      let reason: LogGap.Reason = longestTrouble > .zero ? .outage(longestTrouble) : .behind
      gap = LogGap(TimeRange(start: readTo, end: onward), reason)
      end = readTo
    }
    let range = TimeRange(start: from, end: end)
    sweep = Sweep(
      pager: LogPager(range: range, wanted: nil, direction: .forward, limits: limits), end: end, gap: gap)
    return true
  }

  private mutating func end(at now: Instant) {
    guard let ended = sweep else { return }
    sweep = nil
    readTo = ended.gap?.range.end ?? ended.end
    if let gap = ended.gap {
      owedGaps.append(gap)
      floor = max(floor, readTo)
    }
    nextPoll = ended.gap == nil ? now + pace.poll : now
    hasCaughtUp = true
    // The sweep that an outage held up ends before its lag is seen.
    if trouble == nil, pace.longestCatchUp.map({ now - readTo <= $0 }) ?? true { longestTrouble = .zero }
    memory.forget(before: lookBackStart(from: readTo), needed: readTo)
  }

  /// Takes the answer to `page`; nothing when that is not the question that is due.
  ///
  /// - Returns: The new lines in order of time; late ones may be older than those of the batch before.
  public mutating func receive(_ lines: [LogLine], to page: LogPage, at now: Instant) -> LogBatch {
    guard sweep?.pager.page == page else { return LogBatch() }
    var batch = sweep?.pager.receive(lines, to: page) ?? LogBatch()
    batch.lines = memory.fresh(batch.lines)
    newest = [newest, batch.lines.last?.time].compactMap(\.self).max()
    if let sweep {
      let position = sweep.pager.settled
      memory.forget(before: min(position, lookBackStart(from: sweep.end)), needed: position)
    }
    trouble = nil
    rate.add(batch.lines.count, at: now)
    if sweep?.pager.page == nil { end(at: now) }
    batch.gaps += owedGaps
    owedGaps = []
    return batch
  }

  /// - Returns: What is left behind because of it.
  public mutating func fail(_ failure: QueryFailure, to page: LogPage, at now: Instant) -> [LogGap] {
    guard sweep?.pager.page == page, failure.reason != .cancelled else { return [] }
    let gaps = sweep?.pager.fail(failure, to: page, at: now) ?? []
    let since = trouble?.since ?? now
    trouble = (failure, since)
    longestTrouble = max(longestTrouble, now - since)
    return gaps
  }

  /// Tries again after a question the server would not answer.
  public mutating func resume() { sweep?.pager.resume() }
}
