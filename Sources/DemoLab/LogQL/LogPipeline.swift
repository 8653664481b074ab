internal import Languages
internal import Telemetry

/// A log query compiled once and run over the store's lines.
struct LogPipeline {
  let matchers: [Matcher]
  private let stages: [CompiledStage]
  let unwrap: Unwrap?

  /// - Throws: `LogFailure` for selectors that match everything and for bad patterns.
  init(_ query: LogQuery) throws(LogFailure) {
    try Self.check(query.matchers)
    matchers = query.matchers
    stages = try query.stages.map { (stage) throws(LogFailure) in try CompiledStage(stage) }
    unwrap =
      query.stages.lazy.compactMap { if case .unwrap(let unwrap) = $0.kind { unwrap } else { nil } }.first
  }

  /// At least one matcher must refuse the empty text.
  static func check(_ matchers: [Matcher]) throws(LogFailure) {
    var isSelective = false
    for matcher in matchers where try !LabelPattern(matcher).accepts("") { isSelective = true }
    guard !isSelective else { return }
    throw LogFailure(
      "parse error : queries require at least one regexp or equality matcher that does not have an "
        + "empty-compatible value. For instance, app=~\".*\" does not meet this requirement, but "
        + "app=~\".+\" will")
  }

  /// The entry after all stages; `nil` when a filter refused it.
  func process(_ line: LogLine) -> LogEntry? {
    var entry = LogEntry(line)
    for stage in stages where !stage.run(&entry) { return nil }
    return entry
  }
}

/// Answers log queries: the newest or oldest lines that pass.
struct LogEvaluator {
  let store: any LogStore

  init(store: any LogStore) { self.store = store }

  /// At most `limit` lines, in the direction asked, labels kept apart by origin.
  func lines(
    _ query: LogQuery, in range: TimeRange, limit: Int, isForward: Bool
  ) throws(LogFailure) -> [LogLine] {
    let pipeline = try LogPipeline(query)
    guard pipeline.unwrap == nil else { throw LogFailure("parse error : unwrap is only for metric queries") }
    var kept: [LogLine] = []
    for part in Self.parts(of: range, isForward: isForward) where kept.count < limit {
      let lines = store.lines(matching: pipeline.matchers, in: part)
      for index in lines.indices where kept.count < limit {
        let line = lines[isForward ? index : lines.count - 1 - index]
        guard let entry = pipeline.process(line) else { continue }
        kept.append(
          LogLine(
            time: entry.time, line: entry.line, labels: entry.stream, metadata: entry.metadata,
            parsed: entry.parsed))
      }
    }
    return kept
  }

  /// The range cut into parts to read one after the other, each twice as long as the one before, so
  /// that the newest thousand lines of a day do not cost the whole day.
  ///
  ///     start                                    end
  ///     ├─────────────────────┼──────────┼────┼──┤   backward: read from the right
  private static func parts(of range: TimeRange, isForward: Bool) -> [TimeRange] {
    var parts: [TimeRange] = []
    var rest = range
    var length = Duration.minutes(15)
    while rest.start < rest.end {
      let cut =
        isForward ? min(rest.start + length, rest.end) : max(rest.end - length, rest.start)
      parts.append(
        isForward ? TimeRange(start: rest.start, end: cut) : TimeRange(start: cut, end: rest.end))
      if isForward { rest.start = cut } else { rest.end = cut }
      length *= 2
    }
    return parts
  }
}
