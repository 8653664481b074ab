internal import Analysis
internal import Telemetry

/// The sources being followed. Paused, it keeps what comes aside and says how much that is.
struct LogFollowing: Sendable {
  private(set) var followers: [SourceID: LogFollower] = [:]
  private(set) var out: [SourceID: LogPage] = [:]
  /// What came while paused.
  private var held = LogTail()
  private(set) var isPaused = false
  /// Lines that came while paused and were too many to keep.
  private(set) var dropped = 0

  var heldCount: Int { held.heldCount }

  /// Lines a second, of all sources.
  func rate(at now: Instant) -> Double { followers.values.reduce(0) { $0 + $1.rate.perSecond(at: now) } }

  /// What a source does not answer, and since when.
  var trouble: (source: SourceID, failure: QueryFailure, since: Instant)? {
    followers.sorted { $0.key < $1.key }.lazy
      .compactMap { entry in entry.value.trouble.map { (entry.key, $0.failure, $0.since) } }.first
  }

  /// Follows a source from where a range was read to.
  mutating func begin(_ source: SourceID, after buffer: LogBuffer, readTo: Instant) {
    let pace = LogFollower.Pace()
    let start = buffer.index(atOrAfter: readTo - pace.slack - pace.lookBack)
    let shown = buffer.lines(in: start..<buffer.count).filter { $0.source == source }
    followers[source] = LogFollower(
      from: buffer.span?.first ?? readTo - pace.lookBack, shown: shown, readTo: readTo, pace: pace)
    out[source] = nil
  }

  /// What is due to be asked; it is out from now on.
  mutating func next(at now: Instant) -> [(SourceID, LogPage)] {
    var due: [(SourceID, LogPage)] = []
    for source in followers.keys.sorted() {
      guard out[source] == nil, case .ask(let page)? = followers[source]?.next(at: now) else { continue }
      out[source] = page
      due.append((source, page))
    }
    return due
  }

  /// - Returns: What is to be shown now; nothing while paused.
  mutating func receive(_ lines: [LogLine], to page: LogPage, from source: SourceID, at now: Instant)
    -> LogBatch
  {
    guard out[source] == page else { return LogBatch() }
    out[source] = nil
    return deliver(followers[source]?.receive(lines, to: page, at: now) ?? LogBatch(), of: source)
  }

  /// - Returns: What is to be shown now: gaps, where lines are left behind.
  mutating func fail(
    _ failure: QueryFailure, to page: LogPage, from source: SourceID, at now: Instant
  ) -> LogBatch {
    guard out[source] == page else { return LogBatch() }
    out[source] = nil
    return deliver(LogBatch(gaps: followers[source]?.fail(failure, to: page, at: now) ?? []), of: source)
  }

  private mutating func deliver(_ batch: LogBatch, of source: SourceID) -> LogBatch {
    var batch = batch
    if followers.count > 1 {
      for index in batch.gaps.indices { batch.gaps[index].source = source }
    }
    guard isPaused else { return batch }
    held.take(batch)
    dropped = held.dropped
    return LogBatch()
  }

  mutating func pause() {
    isPaused = true
    held.pause()
  }

  /// - Returns: What came meanwhile, oldest first.
  mutating func resume() -> LogBatch {
    isPaused = false
    held.resume()
    defer { held = LogTail() }
    return LogBatch(lines: held.lines, gaps: held.gaps)
  }

  /// Nobody waits for what is out.
  mutating func cancel() { out = [:] }
}
