import Analysis
import Reports
import Telemetry

/// Reads any number of lines from every Loki, page after page, merged by time.
struct LogReader: Sendable {
  let session: Session
  /// Where the lines are short enough: pages grow towards it.
  private static let preferredPage = 5000

  private let sources: [LogSource]
  private let query: String

  /// - Throws: `UsageFailure` without any Loki.
  init(session: Session, query: String) throws {
    self.session = session
    self.query = query
    let deadline = try session.common.timeoutDuration() ?? LogPage.deadline
    sources = session.world.sources.filter { $0.kind == .loki }.map {
      LogSource(world: session.world, id: $0.id, query: query, deadline: deadline)
    }
    guard !sources.isEmpty else {
      throw UsageFailure("no loki source in \(session.world.name): add a data source of type loki")
    }
  }

  /// The newest lines, newest first, told as soon as their order is certain.
  ///
  /// - Throws: `SourceFailure` when no source gave all it was asked for.
  func newest(_ count: Int, page take: ([LogLine]) -> Void) async throws {
    var pagers = sources.map { _ in
      var pager = LogPager(range: session.range, wanted: count, direction: .backward)
      pager.prefer(Self.preferredPage)
      return pager
    }
    var merge = LogMerge(inputs: sources.count, range: session.range, direction: .backward)
    var failures = [(source: SourceID, failure: QueryFailure)]()
    var left = count
    var outcomes = left > 0 ? try await advance(merge.hindmost, of: pagers) : []
    while !outcomes.isEmpty {
      for (index, pager, outcome) in outcomes {
        pagers[index] = pager
        switch outcome {
        case .batch(let batch):
          merge.add(batch.lines, to: index, settled: pager.page == nil ? nil : pager.settled)
          batch.gaps.forEach(note)
        case .finished: merge.add([], to: index, settled: nil)
        case .stopped(let stop):
          var failure = stop.failure
          failure.message = stop.reason
          failures.append((sources[index].id, failure))
          merge.add([], to: index, settled: nil)
        }
      }
      let lines = merge.take(left)
      left -= lines.count
      // The next pages are on their way while these lines are taken.
      let (inputs, asked) = (left > 0 ? merge.hindmost : [], pagers)
      async let next = advance(inputs, of: asked)
      take(lines)
      outcomes = try await next
    }
    if failures.count == sources.count { throw SourceFailure(failures: failures, query: query) }
    for (source, failure) in failures { Output.note("warning: \(source): \(failure.message.safe)") }
  }

  /// The next answers of some sources, asked at once.
  private func advance(
    _ inputs: [Int], of pagers: [LogPager]
  ) async throws -> [(Int, LogPager, LogSource.Outcome)] {
    try await withThrowingTaskGroup(of: (Int, LogPager, LogSource.Outcome).self) { group in
      for index in inputs {
        let (source, pager) = (sources[index], pagers[index])
        group.addTask {
          let (pager, outcome) = try await source.advance(pager)
          return (index, pager, outcome)
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
  }

  /// Goes on with lines as they come, those of all sources in order of time; ends only with the task.
  ///
  /// - Parameter shown: The newest lines that were told, and whether they are all of the range.
  func follow(after shown: [LogLine], areAll: Bool, print: @escaping @Sendable ([LogLine]) -> Void)
    async throws
  {
    let began = SystemClock.now()
    let now = session.now
    let clock: @Sendable () -> Instant = { now + (SystemClock.now() - began) }
    let oldest = shown.map(\.time).min().map { $0 + .nanoseconds(1) }
    let writing = Turns(sources: sources.count, print)
    defer { writing.finish() }
    let floor = areAll ? session.range.start : oldest ?? session.range.end
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (index, source) in sources.enumerated() {
        let known = shown.filter { $0.source == source.id }
        group.addTask {
          var follower = LogFollower(from: floor, shown: known, readTo: session.range.end)
          while true {
            let (next, batch) = try await source.advance(follower, clock: clock)
            follower = next
            batch.gaps.forEach(note)
            writing.take(batch.lines, from: index, readTo: follower.readTo, at: clock())
          }
        }
      }
      if sources.count > 1 {
        group.addTask {
          while true {
            try await Task.sleep(for: .milliseconds(250))
            writing.passTime(to: clock())
          }
        }
      }
      try await group.waitForAll()
    }
  }

  /// Standard output carries lines only.
  @Sendable private func note(_ gap: LogGap) { Output.note(gap.text(RFC3339.string)) }
}
