import Telemetry

@testable import Analysis

/// A Loki with its limits and its moods: start included, end excluded, the limit over all streams, lines
/// of one nanosecond in whatever order, and answers that pass a ceiling in bytes never sent.
struct SimulatedLoki {
  struct Entry {
    var line: LogLine
    /// When it can be found.
    var arrival: Instant
  }

  /// How often, from 0 to 1, a question that could be answered is not.
  struct Moods {
    var busy = 0.0
    var fault = 0.0
    var cut = 0.0
    static let calm = Moods()
    static let bad = Moods(busy: 0.1, fault: 0.05, cut: 0.1)
  }

  var entries: [Entry]
  var largestLimit = 5000
  var longestRange: Duration?
  var ceiling = 4 << 20
  /// Searches of a longer range take longer than anybody waits.
  var slowRange: Duration?
  var moods = Moods.calm
  /// Answers nothing at these times.
  var outages: [TimeRange] = []
  var random: Seeded
  private(set) var asked: [LogPage] = []

  init(_ entries: [Entry], seed: UInt64) {
    self.entries = entries
    random = Seeded(state: seed)
  }

  /// The answer and when it is there.
  mutating func answer(_ page: LogPage, at now: Instant) -> (
    result: Result<[LogLine], QueryFailure>, at: Instant
  ) {
    asked.append(page)
    let soon = now + .milliseconds(5)
    if outages.contains(where: { $0.contains(now) }) { return (.failure(Self.unreachable), soon) }
    if let failure = refusal(of: page) ?? mood() { return (.failure(failure), soon) }
    var found = entries.filter { $0.arrival <= now && page.range.contains($0.line.time) }.map(\.line)
    found.shuffle(using: &random)
    found.sort { page.direction == .forward ? $0.time < $1.time : $0.time > $1.time }
    let lines = Array(found.prefix(page.limit))
    let isSlow = slowRange.map { page.range.duration > $0 } ?? false
    guard !isSlow, lines.reduce(0, { $0 + $1.line.utf8.count }) <= ceiling else {
      let silence = QueryFailure(.timedOut, "no answer within 12 s")
      return (.failure(silence), now + LogPage.deadline)
    }
    return (.success(lines), soon)
  }

  private func refusal(of page: LogPage) -> QueryFailure? {
    if page.limit > largestLimit {
      let words = "max entries limit per query exceeded, limit > max_entries_limit_per_query "
      return QueryFailure(.refused, words + "(\(page.limit) > \(largestLimit))", status: 400)
    }
    if let longestRange, page.range.duration > longestRange {
      let lengths = "query length: \(page.range.duration.wholeNanoseconds / 1_000_000_000)s, limit: "
      let words = "the query time range exceeds the limit (\(lengths)\(longestRange.wholeNanoseconds)ns)"
      return QueryFailure(.refused, words, status: 400)
    }
    return nil
  }

  private mutating func mood() -> QueryFailure? {
    let roll = Double.random(in: 0..<1, using: &random)
    if roll < moods.busy { return QueryFailure(.refused, "too many outstanding requests", status: 429) }
    if roll < moods.busy + moods.fault { return QueryFailure(.serverFault, "internal error", status: 500) }
    if roll < moods.busy + moods.fault + moods.cut { return Self.cut }
    return nil
  }

  static let cut = QueryFailure(.unreachable, "cannot reach http://loki: Empty reply from server")
  static let unreachable = QueryFailure(.unreachable, "cannot reach http://loki: Couldn't connect to server")
}

extension SimulatedLoki {
  /// Lines in bursts: some alone, some a nanosecond apart, some many in one nanosecond, some that look
  /// the same.
  static func lines(seed: UInt64, count: Int, longestRun: Int = 40, longestLine: Int = 60) -> [LogLine] {
    var random = Seeded(state: seed)
    var time: Int64 = 1_000
    var lines = [LogLine]()
    while lines.count < count {
      time += [1, 1, 3, 1_000, 5_000_000].randomElement(using: &random) ?? 1
      let run =
        Int.random(in: 0..<8, using: &random) == 0 ? Int.random(in: 1...longestRun, using: &random) : 1
      for _ in 0..<min(run, count - lines.count) {
        let text = String(repeating: "x", count: Int.random(in: 1...longestLine, using: &random))
        let isTwin = Int.random(in: 0..<6, using: &random) == 0
        lines.append(
          LogLine(
            time: Instant(nanoseconds: time), line: isTwin ? "the same" : "\(lines.count) \(text)",
            labels: ["pod": "p\(Int.random(in: 0..<3, using: &random))"],
            metadata: ["part": "\(Int.random(in: 0..<2, using: &random))"]))
      }
    }
    return lines
  }

  static func history(_ lines: [LogLine], seed: UInt64) -> SimulatedLoki {
    SimulatedLoki(lines.map { Entry(line: $0, arrival: .epoch) }, seed: seed)
  }

  static func range(of lines: [LogLine]) -> TimeRange {
    TimeRange(start: .epoch, end: (lines.last?.time ?? .epoch) + .nanoseconds(1))
  }
}

/// What a pager got out of a simulated server.
struct LogReading {
  var lines: [LogLine] = []
  var gaps: [LogGap] = []
  var stops: [LogStop] = []
  var end = Instant(seconds: 1000)

  /// - Parameter resumes: How often it is told to go on after it gave up.
  init(_ pager: inout LogPager, _ loki: inout SimulatedLoki, resumes: Int = 0) {
    for _ in 0..<20_000 {
      switch pager.next(at: end) {
      case .finished: return
      case .wait(let until, _): end = until
      case .stopped(let stop):
        stops.append(stop)
        guard stops.count <= resumes else { return }
        pager.resume()
      case .ask(let page):
        let (result, time) = loki.answer(page, at: end)
        end = time
        switch result {
        case .success(let found):
          let batch = pager.receive(found, to: page)
          lines += batch.lines
          gaps += batch.gaps
        case .failure(let failure): gaps += pager.fail(failure, to: page, at: end)
        }
      }
    }
  }
}

/// Lines counted by what makes them that line.
struct LineCensus: Equatable {
  var counts: [LogFingerprint: Int] = [:]
  private var times: [LogFingerprint: Instant] = [:]

  init(_ lines: [LogLine]) {
    for line in lines {
      let print = LogFingerprint(line)
      counts[print, default: 0] += 1
      times[print] = line.time
    }
  }

  /// The times of the lines that `self` has and `other` has not, or not as often.
  func missing(in other: LineCensus) -> [Instant] {
    counts.compactMap { print, count in count > other.counts[print, default: 0] ? times[print] : nil }
  }
}
