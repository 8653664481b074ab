import Analysis
import Reports
import Telemetry

/// Reads any number of lines from every Loki, page after page.
struct LogReader: Sendable {
  let session: Session
  let query: String

  /// The newest lines, newest first.
  ///
  /// - Parameter print: Gets lines while they arrive, where a single source makes their order certain,
  ///   else at the end; `nil`: they are returned instead.
  func newest(_ count: Int, printing print: ((LogLine) -> Void)?) async throws -> (lines: [LogLine], count: Int) {
    let sources = session.world.sources.filter { $0.kind == .loki }
    guard !sources.isEmpty else {
      throw UsageFailure("no loki source in \(session.world.name): add a data source of type loki")
    }
    if let print, sources.count == 1 {
      var printed = 0
      try await read(sources[0].id, count) { page in
        page.forEach(print)
        printed += page.count
      }
      return ([], printed)
    }
    let lines = Array(try await merged(sources.map(\.id), count).prefix(count))
    guard let print else { return (lines, lines.count) }
    lines.forEach(print)
    return ([], lines.count)
  }

  private func merged(_ sources: [SourceID], _ count: Int) async throws -> [LogLine] {
    var lines = [LogLine]()
    var failures = [(source: SourceID, failure: QueryFailure)]()
    for source in sources {
      do {
        try await read(source, count) { lines += $0 }
      } catch let failure as SourceFailure {
        failures += failure.failures
      }
    }
    if failures.count == sources.count { throw SourceFailure(failures: failures, query: query) }
    for (source, failure) in failures { Output.note("warning: \(source): \(failure.message.safe)") }
    return lines.enumerated().sorted {
      $0.element.time == $1.element.time ? $0.offset < $1.offset : $0.element.time > $1.element.time
    }.map(\.element)
  }

  private func read(_ source: SourceID, _ count: Int, page take: ([LogLine]) -> Void) async throws {
    var pager = LogPager(range: session.range, wanted: count, direction: .backward)
    while let page = pager.page { take(pager.receive(try await lines(of: source, page, .backward))) }
  }

  private func lines(
    of source: SourceID, _ page: (range: TimeRange, limit: Int), _ direction: LogDirection
  ) async throws -> [LogLine] {
    let question = Query.logs(LogQL: query, range: page.range, limit: page.limit, direction: direction)
    switch await session.world.result(of: source, question) {
    case .success(let answer):
      guard case .logs(let lines) = answer.body else { return [] }
      return lines.map { line in
        var line = line
        line.source = source
        return line
      }
    case .failure(let failure):
      throw SourceFailure(failures: [(source, failure)], query: query)
    }
  }

  /// Polls for what comes after the range, every second, a few seconds behind so that late lines are
  /// seen. Ends only with the program.
  func follow(
    after shown: [LogLine], clock: @Sendable () -> Instant, print: (LogLine) -> Void
  ) async throws {
    let sources = session.world.sources.filter { $0.kind == .loki }.map(\.id)
    let start = session.range.end
    var pagers = sources.map { _ in LogPager(range: TimeRange(start: start, end: start), wanted: nil, direction: .forward) }
    let began = clock()
    while !Task.isCancelled {
      try await Task.sleep(for: .seconds(1))
      let now = session.now + (clock() - began)
      for index in sources.indices {
        pagers[index].extend(to: now)
        while let page = pagers[index].page {
          pagers[index].receive(try await lines(of: sources[index], page, .forward)).forEach(print)
        }
      }
    }
  }
}
