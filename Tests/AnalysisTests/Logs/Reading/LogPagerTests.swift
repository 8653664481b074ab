import Telemetry
import Testing

@testable import Analysis

@Suite struct LogPagerTests {
  /// Small pages and limits meet every edge sooner.
  static func pager(
    _ lines: [LogLine], wanted: Int? = nil, _ direction: LogDirection, page: Int = 10, largest: Int = 50,
    tries: Int = 8
  ) -> LogPager {
    LogPager(
      range: SimulatedLoki.range(of: lines), wanted: wanted, direction: direction,
      limits: .init(page: page, largestPage: largest, tries: tries))
  }

  @Test(arguments: 0..<150 as Range<UInt64>, [LogDirection.backward, .forward])
  func everyLineOnceInOrder(seed: UInt64, direction: LogDirection) {
    let lines = SimulatedLoki.lines(seed: seed, count: Int(seed * 3))
    var loki = SimulatedLoki.history(lines, seed: seed)
    var pager = Self.pager(lines, direction, page: 1 + Int(seed % 13))
    let reading = LogReading(&pager, &loki)
    #expect(LineCensus(reading.lines) == LineCensus(lines))
    let times = reading.lines.map(\.time)
    #expect(times == lines.map(\.time).sorted { direction == .forward ? $0 < $1 : $0 > $1 })
    #expect(reading.gaps.isEmpty && reading.stops.isEmpty && pager.isExhausted)
  }

  /// Connections cut by chance may cost single nanoseconds, and those are told.
  @Test(arguments: 0..<150 as Range<UInt64>, [LogDirection.backward, .forward])
  func aBadServerLosesAndDoublesNothingSilently(seed: UInt64, direction: LogDirection) {
    let lines = SimulatedLoki.lines(seed: seed, count: 200, longestRun: 70, longestLine: 200)
    var loki = SimulatedLoki.history(lines, seed: seed)
    loki.moods = .bad
    loki.largestLimit = 20 + Int(seed % 60)
    loki.ceiling = 600 + Int(seed % 7) * 1000
    loki.longestRange = seed % 3 == 0 ? .milliseconds(20) : nil
    var pager = Self.pager(lines, direction, largest: 80)
    let reading = LogReading(&pager, &loki, resumes: 100)
    let (truth, found) = (LineCensus(lines), LineCensus(reading.lines))
    #expect(found.missing(in: truth).isEmpty, "nothing twice, nothing made up")
    #expect(truth.missing(in: found).allSatisfy { time in reading.gaps.contains { $0.range.contains(time) } })
    #expect(reading.gaps.allSatisfy { $0.range.duration == .nanoseconds(1) })
    let times = reading.lines.map(\.time)
    #expect(times == times.sorted { direction == .forward ? $0 < $1 : $0 > $1 })
    #expect(pager.isExhausted, "asked \(loki.asked.count) times, stopped \(reading.stops.count) times")
  }

  @Test(arguments: [LogDirection.backward, .forward]) func aMomentWithMoreThanTheServerGivesIsAGap(
    direction: LogDirection
  ) {
    let crowd = (0..<51).map { LogLine(time: Instant(nanoseconds: 500), line: "crowd \($0)", labels: [:]) }
    let around = [400, 499, 501, 600].map {
      LogLine(time: Instant(nanoseconds: $0), line: "\($0)", labels: [:])
    }
    let lines = (around[..<2] + crowd + around[2...]).map(\.self)
    var loki = SimulatedLoki.history(lines, seed: 1)
    loki.largestLimit = 50
    var pager = Self.pager(lines, direction)
    let reading = LogReading(&pager, &loki)
    #expect(reading.gaps == [LogGap(at: Instant(nanoseconds: 500), .crowdedMoment(limit: 50))])
    #expect(around.allSatisfy { line in reading.lines.count { $0 == line } == 1 })
    #expect(LineCensus(reading.lines).missing(in: LineCensus(lines)).isEmpty)
    #expect(reading.lines.count >= 54)
  }

  @Test(arguments: [0, 1, 9, 10, 11, 57, 199], [LogDirection.backward, .forward])
  func asManyAsWantedAndThenMore(count: Int, direction: LogDirection) {
    let lines = SimulatedLoki.lines(seed: 3, count: 200)
    var loki = SimulatedLoki.history(lines, seed: 3)
    var pager = Self.pager(lines, wanted: count, direction)
    let first = LogReading(&pager, &loki).lines
    #expect(first.count == count && !pager.isExhausted)
    pager.want(more: 1000)
    let rest = LogReading(&pager, &loki).lines
    #expect(LineCensus(first + rest) == LineCensus(lines))
  }

  @Test func aLineTooLargeToDeliverIsFoundAndLeftBehind() {
    var lines = SimulatedLoki.lines(seed: 4, count: 120, longestRun: 1)
    lines[60].line = String(repeating: "y", count: 5000)
    var loki = SimulatedLoki.history(lines, seed: 4)
    loki.ceiling = 2000
    var pager = Self.pager(lines, .backward)
    let reading = LogReading(&pager, &loki, resumes: 10)
    #expect(reading.gaps == [LogGap(at: lines[60].time, .undeliverable)])
    #expect(LineCensus(reading.lines) == LineCensus(lines.filter { $0 != lines[60] }))
  }

  @Test func theServersOwnLimitIsReadFromItsWords() {
    let lines = SimulatedLoki.lines(seed: 5, count: 100, longestRun: 5)
    var loki = SimulatedLoki.history(lines, seed: 5)
    loki.largestLimit = 7
    var pager = Self.pager(lines, .forward)
    let reading = LogReading(&pager, &loki)
    #expect(reading.lines.count == 100)
    #expect(loki.asked.map(\.limit).prefix(3) == [10, 7, 7])
  }

  @Test func aRangeTooLongIsAskedInParts() {
    let lines = SimulatedLoki.lines(seed: 6, count: 100)
    var loki = SimulatedLoki.history(lines, seed: 6)
    loki.longestRange = .milliseconds(3)
    var pager = Self.pager(lines, .backward)
    #expect(LineCensus(LogReading(&pager, &loki).lines) == LineCensus(lines))
    #expect(loki.asked.dropFirst().allSatisfy { $0.range.duration <= .milliseconds(3) })
  }

  /// Fewer lines do not help a search that takes too long; a shorter range does.
  @Test(arguments: 0..<20 as Range<UInt64>, [LogDirection.backward, .forward])
  func aSlowSearchIsMadeInParts(seed: UInt64, direction: LogDirection) {
    let lines = SimulatedLoki.lines(seed: seed, count: 100)
    var loki = SimulatedLoki.history(lines, seed: seed)
    loki.slowRange = .milliseconds(2)
    var pager = Self.pager(lines, direction)
    let reading = LogReading(&pager, &loki, resumes: 4)
    #expect(LineCensus(reading.lines) == LineCensus(lines))
    #expect(reading.gaps.isEmpty && loki.asked.count < 400, "\(loki.asked.count)")
  }

  @Test func silenceAsksForMuchLessAndThePageGrowsAgainWithCare() {
    let lines = (0..<600).map {
      LogLine(
        time: Instant(nanoseconds: Int64($0)), line: String(repeating: "z", count: $0 < 80 ? 100 : 5),
        labels: [:])
    }
    var loki = SimulatedLoki.history(lines, seed: 7)
    loki.ceiling = 1000
    var pager = Self.pager(lines, .forward, page: 40)
    #expect(LogReading(&pager, &loki).lines == lines)
    let limits = loki.asked.map(\.limit)
    #expect(limits.prefix(4) == [40, 8, 8, 16])
    #expect(limits.last == 40, "back to the usual page: \(limits)")
    #expect(limits.count < 90)
  }

  @Test func aBusyServerIsAskedAfterGrowingPausesAndGivenUpOn() {
    let lines = SimulatedLoki.lines(seed: 8, count: 30)
    var loki = SimulatedLoki.history(lines, seed: 8)
    loki.moods.busy = 1
    var pager = Self.pager(lines, .forward, tries: 10)
    let reading = LogReading(&pager, &loki)
    #expect(reading.lines.isEmpty)
    #expect(
      reading.stops.map(\.reason) == [
        "gave up after 5 tries, the last for 10 lines: too many outstanding requests"
      ])
    #expect(loki.asked.count == 5)
    let waited = reading.end - Instant(seconds: 1000)
    #expect(waited == .milliseconds(500 + 1000 + 2000 + 4000 + 5 * 5))
    loki.moods = .calm
    pager.resume()
    #expect(LineCensus(LogReading(&pager, &loki).lines) == LineCensus(lines))
  }

  @Test func whoWasNeverReachedIsNotAskedAgain() {
    let lines = SimulatedLoki.lines(seed: 12, count: 100)
    var loki = SimulatedLoki.history(lines, seed: 12)
    loki.outages = [TimeRange(start: .epoch, end: Instant(seconds: 2000))]
    var pager = Self.pager(lines, .forward)
    #expect(LogReading(&pager, &loki).stops.map(\.reason) == [SimulatedLoki.unreachable.message])
    loki.outages = []
    pager.resume()
    #expect(LogReading(&pager, &loki).lines.count == 100)
  }

  @Test func aRefusedQueryIsNotAskedAgain() {
    var pager = Self.pager(SimulatedLoki.lines(seed: 9, count: 30), .forward)
    let failure = QueryFailure(.refused, "parse error at line 1, col 5", status: 400)
    guard let page = pager.page else { return #expect(Bool(false), "a question is due") }
    #expect(pager.fail(failure, to: page, at: .epoch).isEmpty)
    #expect(pager.next(at: .epoch) == .stopped(LogStop(failure: failure, tries: 1, page: page)))
  }

  @Test func answersToOtherQuestionsAreIgnored() {
    let lines = SimulatedLoki.lines(seed: 10, count: 30)
    var pager = Self.pager(lines, .forward)
    let other = LogPage(range: SimulatedLoki.range(of: lines), limit: 3, direction: .forward)
    #expect(pager.receive(lines, to: other).isEmpty)
    #expect(pager.fail(SimulatedLoki.cut, to: other, at: .epoch).isEmpty)
    #expect(pager.failures == 0)
  }

  /// A server that ignores the range must not be asked for ever.
  @Test(arguments: [LogDirection.backward, .forward]) func anAnswerBesideTheQuestionEnds(
    direction: LogDirection
  ) {
    let lines = SimulatedLoki.lines(seed: 11, count: 60)
    var pager = Self.pager(lines, direction)
    var steps = 0
    while let page = pager.page, steps < 1000 {
      _ = pager.receive(Array(lines.prefix(page.limit)), to: page)
      steps += 1
    }
    #expect(steps < 1000)
  }
}
