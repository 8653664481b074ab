import Telemetry
import Testing

@testable import Analysis

@Suite struct LogFollowerTests {
  static let begin = Instant(seconds: 1000)

  /// A line every few milliseconds for half a minute, each found up to nine seconds late.
  static func growing(seed: UInt64, seconds: Int64 = 30, latest: Int64 = 9_000) -> [SimulatedLoki.Entry] {
    var random = Seeded(state: seed)
    var entries = [SimulatedLoki.Entry]()
    var time = begin
    while time < begin + .seconds(seconds) {
      time = time + .milliseconds([0, 0, 1, 40, 300, 2_000].randomElement(using: &random) ?? 1)
      let late = Int.random(in: 0..<4, using: &random) == 0 ? Int64.random(in: 0...latest, using: &random) : 0
      let text = Int.random(in: 0..<5, using: &random) == 0 ? "the same" : "\(entries.count)"
      entries.append(
        .init(line: LogLine(time: time, line: text, labels: [:]), arrival: time + .milliseconds(late)))
    }
    return entries
  }

  /// Follows until all was found that ever will be.
  struct Following {
    var lines: [LogLine] = []
    var gaps: [LogGap] = []
    var stop: LogStop?
    var largestMemory = 0

    init(_ follower: inout LogFollower, _ loki: inout SimulatedLoki, from: Instant, until: Instant) {
      var now = from
      while now < until {
        switch follower.next(at: now) {
        case .finished: now = now + .milliseconds(1)
        case .wait(let until, _): now = max(until, now + .milliseconds(1))
        case .stopped(let stop):
          self.stop = stop
          return
        case .ask(let page):
          let (result, time) = loki.answer(page, at: now)
          now = time
          switch result {
          case .success(let found):
            let batch = follower.receive(found, to: page, at: now)
            lines += batch.lines
            gaps += batch.gaps
          case .failure(let failure): gaps += follower.fail(failure, to: page, at: now)
          }
        }
        largestMemory = max(largestMemory, follower.recognised)
      }
    }
  }

  static let limits = LogPager.Limits(page: 10, largestPage: 400)

  @Test(arguments: 0..<120 as Range<UInt64>) func everyLineOnce(seed: UInt64) {
    let entries = Self.growing(seed: seed)
    var loki = SimulatedLoki(entries, seed: seed)
    if seed % 2 == 1 { loki.moods = .bad }
    if seed % 4 == 3 {
      loki.outages = [TimeRange(start: Self.begin + .seconds(8), end: Self.begin + .seconds(25))]
    }
    var follower = LogFollower(from: Self.begin, readTo: Self.begin, limits: Self.limits)
    let following = Following(&follower, &loki, from: Self.begin, until: Self.begin + .minutes(3))
    let (truth, found) = (LineCensus(entries.map(\.line)), LineCensus(following.lines))
    #expect(found.missing(in: truth).isEmpty)
    #expect(
      truth.missing(in: found).allSatisfy { time in following.gaps.contains { $0.range.contains(time) } })
    #expect(following.gaps.allSatisfy { $0.range.duration == .nanoseconds(1) })
    if seed % 2 == 0 { #expect(following.gaps.isEmpty) }
    var tail = LogTail()
    tail.take(LogBatch(lines: following.lines.sorted { $0.time < $1.time }))
    #expect(tail.lines.count == following.lines.count)
  }

  /// What was on the screen when following began is not told again, and what stood above it neither.
  @Test(arguments: 0..<30 as Range<UInt64>) func goesOnFromTheLinesShown(seed: UInt64) {
    let entries = Self.growing(seed: seed)
    let now = Self.begin + .seconds(15)
    var loki = SimulatedLoki(entries, seed: seed)
    let there = entries.filter { $0.arrival <= now && $0.line.time < now }.map(\.line)
    let shown = Array(there.suffix(7))
    let floor = (shown.first?.time ?? now) + .nanoseconds(1)
    var follower = LogFollower(from: floor, shown: shown, readTo: now, limits: Self.limits)
    let following = Following(&follower, &loki, from: now, until: Self.begin + .minutes(2))
    let known = shown.filter { $0.time >= floor }
    let expected = entries.map(\.line).filter { $0.time >= floor }
    #expect(LineCensus(following.lines + known) == LineCensus(expected))
  }

  @Test func aLongOutageIsAGapAsLongAsWhatWasLeftOut() {
    let entries = (0..<1200).map { second in
      let time = Self.begin + .seconds(second)
      return SimulatedLoki.Entry(line: LogLine(time: time, line: "\(second)", labels: [:]), arrival: time)
    }
    var loki = SimulatedLoki(entries, seed: 1)
    loki.outages = [TimeRange(start: Self.begin + .seconds(100), end: Self.begin + .seconds(900))]
    var pace = LogFollower.Pace()
    pace.longestCatchUp = .minutes(4)
    var follower = LogFollower(from: Self.begin, readTo: Self.begin, pace: pace)
    let following = Following(&follower, &loki, from: Self.begin, until: Self.begin + .seconds(1300))
    let found = Set(following.lines.map(\.line))
    let missing = entries.map(\.line).filter { !found.contains($0.line) }
    #expect(following.lines.count == found.count)
    #expect(following.gaps.count == 1)
    guard let gap = following.gaps.first else { return }
    #expect(missing == entries.map(\.line).filter { gap.range.contains($0.time) }, "\(gap)")
    #expect((500...720).contains(missing.count))
    #expect(gap.reason.text.hasPrefix("no answers for 1"), "\(gap.reason.text)")
  }

  /// Lines of a server whose clock is behind come ever too late for a look back from now.
  @Test func aServersClockMayBeBehind() {
    let entries = (0..<60).map { second in
      let time = Self.begin + .seconds(second)
      return SimulatedLoki.Entry(
        line: LogLine(time: time, line: "\(second)", labels: [:]), arrival: time + .seconds(120))
    }
    var loki = SimulatedLoki(entries, seed: 2)
    var follower = LogFollower(from: Self.begin, readTo: Self.begin)
    let following = Following(
      &follower, &loki, from: Self.begin + .seconds(120), until: Self.begin + .minutes(5))
    #expect(following.lines.map(\.line) == (0..<60).map { "\($0)" })
  }

  @Test func recognisesWithinBoundsAndSaysWhatItDoesNotWatch() {
    let entries = (0..<6000).map { index in
      let time = Self.begin + .milliseconds(index * 5)
      return SimulatedLoki.Entry(line: LogLine(time: time, line: "\(index)", labels: [:]), arrival: time)
    }
    var loki = SimulatedLoki(entries, seed: 3)
    var pace = LogFollower.Pace()
    pace.remembered = 500
    var follower = LogFollower(from: Self.begin, readTo: Self.begin, pace: pace, limits: .init(page: 100))
    let following = Following(&follower, &loki, from: Self.begin, until: Self.begin + .seconds(60))
    #expect(following.lines == entries.map(\.line))
    #expect(following.largestMemory < 1000)
    #expect(following.gaps.contains { $0.reason == .unwatched })
  }

  @Test func tellsItsRateAndItsTrouble() {
    let entries = (0..<400).map { index in
      let time = Self.begin + .milliseconds(index * 100)
      return SimulatedLoki.Entry(line: LogLine(time: time, line: "\(index)", labels: [:]), arrival: time)
    }
    var loki = SimulatedLoki(entries, seed: 4)
    loki.outages = [TimeRange(start: Self.begin + .seconds(30), end: Self.begin + .seconds(40))]
    var follower = LogFollower(from: Self.begin, readTo: Self.begin)
    _ = Following(&follower, &loki, from: Self.begin, until: Self.begin + .seconds(29))
    #expect((8...12).contains(follower.rate.perSecond(at: Self.begin + .seconds(29))))
    #expect(follower.trouble == nil)
    _ = Following(&follower, &loki, from: Self.begin + .seconds(31), until: Self.begin + .seconds(36))
    #expect(follower.trouble?.failure == SimulatedLoki.unreachable)
    #expect(follower.trouble?.since == Self.begin + .seconds(31) + .milliseconds(5))
    #expect(follower.rate.perSecond(at: Self.begin + .seconds(60)) == 0)
  }

  @Test func aRefusedQueryStops() {
    var follower = LogFollower(from: Self.begin, readTo: Self.begin)
    guard case .ask(let page) = follower.next(at: Self.begin + .seconds(1)) else {
      Issue.record("a question is due")
      return
    }
    let failure = QueryFailure(.refused, "parse error", status: 400)
    #expect(follower.fail(failure, to: page, at: Self.begin + .seconds(1)).isEmpty)
    #expect(
      follower.next(at: Self.begin + .seconds(2)) == .stopped(LogStop(failure: failure, tries: 1, page: page))
    )
  }
}
