internal import Analysis
internal import Telemetry

/// The lines of a range, read backward page by page and merged over the sources as far as they are
/// certain.
///
/// ```
///   range.start ─────────────────────────────────── range.end
///      not read yet │ waits for the other │ certain: loaded
///                   └ loki-b is read to here
///                             loki-a here ┘
/// ```
struct LogReading: Sendable {
  let range: TimeRange
  /// The query as sent: another one begins another reading.
  let text: String
  private(set) var sources: [SourceID] = []
  private(set) var pagers: [SourceID: LogPager] = [:]
  /// Pages that are asked for.
  private(set) var out: [SourceID: LogPage] = [:]
  private var merge: LogMerge

  /// What page sizes a source's pager begins with.
  private static func limits(page: Int) -> LogPager.Limits {
    LogPager.Limits(page: page, largestPage: max(5000, page))
  }

  init(_ text: String, over range: TimeRange) {
    (self.text, self.range) = (text, range)
    merge = LogMerge(inputs: 0, range: range, direction: .backward)
  }

  /// Whether more than the first pages was asked for.
  private(set) var hasGoneOn = false

  /// Whether every line of the range is loaded.
  var isComplete: Bool { pagers.values.allSatisfy(\.isExhausted) && merge.waiting == 0 }

  /// No line at or after this moment is missing.
  var settled: Instant { pagers.values.filter { !$0.isExhausted }.map(\.settled).max() ?? range.start }

  /// The source that gave up, and why.
  func stop(at now: Instant) -> (SourceID, LogStop)? {
    for source in sources {
      if case .stopped(let stop)? = pagers[source]?.next(at: now) { return (source, stop) }
    }
    return nil
  }

  /// Takes the first page of a source.
  ///
  /// - Parameter loaded: What is loaded of the others.
  /// - Returns: All lines that are certain now, newest first: they take the place of what was loaded.
  mutating func join(
    _ lines: [LogLine], to page: LogPage, from source: SourceID, loaded: LogBuffer
  ) -> LogBatch {
    var pager = LogPager(
      range: range, wanted: nil, direction: .backward, limits: Self.limits(page: page.limit))
    let batch = pager.receive(lines, to: page)
    return join(batch, of: source, readBy: pager, loaded: loaded)
  }

  /// Takes the failure of a source's first page, where a smaller one may be answered: it is to be asked on.
  ///
  /// - Returns: As `join`.
  mutating func join(
    without page: LogPage, because failure: QueryFailure, of source: SourceID, loaded: LogBuffer, at now: Instant
  ) -> LogBatch {
    var pager = LogPager(
      range: range, wanted: nil, direction: .backward, limits: Self.limits(page: page.limit))
    let gaps = pager.fail(failure, to: page, at: now)
    return join(LogBatch(gaps: gaps), of: source, readBy: pager, loaded: loaded)
  }

  private mutating func join(
    _ batch: LogBatch, of source: SourceID, readBy pager: LogPager, loaded: LogBuffer
  ) -> LogBatch {
    for index in sources.indices { merge.add([], to: index, settled: nil) }
    let known = loaded.lines(in: loaded.indices).reversed() + merge.take()
    pagers[source] = pager
    sources.append(source)
    sources.sort()
    let bySource = Dictionary(grouping: known) { $0.source }
    merge = LogMerge(inputs: sources.count, range: range, direction: .backward)
    for (index, one) in sources.enumerated() {
      let own = one == source ? batch.lines : bySource[one] ?? []
      merge.add(own, to: index, settled: edge(of: one))
    }
    return LogBatch(lines: merge.take(), gaps: batch.gaps)
  }

  /// Takes a further page; nothing for an answer nobody waits for.
  ///
  /// - Returns: The lines that became certain, newest first.
  mutating func take(_ lines: [LogLine], to page: LogPage, from source: SourceID) -> LogBatch {
    guard out[source] == page, let index = sources.firstIndex(of: source) else { return LogBatch() }
    out[source] = nil
    var batch = pagers[source]?.receive(lines, to: page) ?? LogBatch()
    merge.add(batch.lines, to: index, settled: edge(of: source))
    batch.lines = merge.take()
    return batch
  }

  mutating func fail(
    _ failure: QueryFailure, to page: LogPage, from source: SourceID, at now: Instant
  ) -> [LogGap] {
    guard out[source] == page else { return [] }
    out[source] = nil
    return pagers[source]?.fail(failure, to: page, at: now) ?? []
  }

  /// The pages of the sources furthest behind that are not asked for yet; they are out from now on.
  mutating func goOn(at now: Instant) -> [(SourceID, LogPage)] {
    var asked: [(SourceID, LogPage)] = []
    for index in merge.hindmost where sources.indices.contains(index) {
      let source = sources[index]
      guard out[source] == nil, case .ask(let page)? = pagers[source]?.next(at: now) else { continue }
      out[source] = page
      asked.append((source, page))
    }
    if !asked.isEmpty { hasGoneOn = true }
    return asked
  }

  /// Begins again before the oldest loaded line: those before it went to make room for newer ones.
  mutating func beginAgain(before buffer: LogBuffer) {
    guard let first = buffer.span?.first else { return }
    let older = TimeRange(start: range.start, end: max(range.start, first + .nanoseconds(1)))
    let known = buffer.lines(in: 0..<buffer.index(atOrAfter: first + .nanoseconds(1)))
    out = [:]
    merge = LogMerge(inputs: sources.count, range: older, direction: .backward)
    for source in sources {
      pagers[source] = LogPager(
        range: older, wanted: nil, direction: .backward, limits: Self.limits(page: LogsPane.limit),
        known: known.filter { $0.source == source })
    }
  }

  /// Asks for more lines at a time, as far as the servers and the size of the lines let it.
  mutating func preferPages(of lines: Int) {
    for source in sources { pagers[source]?.prefer(lines) }
  }

  /// Nobody waits for what is out.
  mutating func cancel() { out = [:] }

  private func edge(of source: SourceID) -> Instant? {
    guard let pager = pagers[source], !pager.isExhausted else { return nil }
    return pager.settled
  }
}
