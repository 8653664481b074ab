internal import Analysis
internal import Telemetry

/// Newer lines that went to make room for older ones, read again forward page by page.
///
/// ```
///   range.start ───────────────────────────────────── range.end
///                 loaded │ certain │ waits │ not read yet
///                        └ last    └ the source furthest behind
/// ```
struct NewerReading: Sendable {
  private let sources: [SourceID]
  private var pagers: [LogPager]
  /// Pages that are asked for.
  private(set) var out: [SourceID: LogPage] = [:]
  private var merge: LogMerge

  /// - Parameters:
  ///   - buffer: What is loaded. Of its last nanosecond some lines may be gone and others there.
  ///   - end: Where what is read ends.
  init(after buffer: LogBuffer, of sources: [SourceID], until end: Instant) {
    self.sources = sources
    let last = buffer.span?.last ?? end
    let range = TimeRange(start: last, end: max(last, end))
    let known = buffer.lines(in: buffer.index(atOrAfter: last)..<buffer.count)
    pagers = sources.map { source in
      LogPager(range: range, wanted: nil, direction: .forward, known: known.filter { $0.source == source })
    }
    merge = LogMerge(inputs: sources.count, range: range, direction: .forward)
  }

  /// Whether the newest line of the range is loaded again.
  var isComplete: Bool { pagers.allSatisfy(\.isExhausted) && merge.waiting == 0 }

  /// The source that gave up, and why.
  func stop(at now: Instant) -> (SourceID, LogStop)? {
    for (source, pager) in zip(sources, pagers) {
      if case .stopped(let stop) = pager.next(at: now) { return (source, stop) }
    }
    return nil
  }

  /// Takes a page; nothing for an answer nobody waits for.
  ///
  /// - Returns: The lines that became certain, oldest first.
  mutating func take(_ lines: [LogLine], to page: LogPage, from source: SourceID) -> LogBatch {
    guard out[source] == page, let index = sources.firstIndex(of: source) else { return LogBatch() }
    out[source] = nil
    var batch = pagers[index].receive(lines, to: page)
    merge.add(batch.lines, to: index, settled: pagers[index].isExhausted ? nil : pagers[index].settled)
    batch.lines = merge.take()
    return batch
  }

  mutating func fail(
    _ failure: QueryFailure, to page: LogPage, from source: SourceID, at now: Instant
  ) -> [LogGap] {
    guard out[source] == page, let index = sources.firstIndex(of: source) else { return [] }
    out[source] = nil
    return pagers[index].fail(failure, to: page, at: now)
  }

  /// The pages of the sources furthest behind that are not asked for yet; they are out from now on.
  mutating func goOn(at now: Instant) -> [(SourceID, LogPage)] {
    var asked: [(SourceID, LogPage)] = []
    for index in merge.hindmost {
      let source = sources[index]
      guard out[source] == nil, case .ask(let page) = pagers[index].next(at: now) else { continue }
      out[source] = page
      asked.append((source, page))
    }
    return asked
  }

  /// Nobody waits for what is out.
  mutating func cancel() { out = [:] }
}
