import Telemetry
import Testing

@testable import Analysis

@Suite struct LogTailTests {
  static func lines(_ times: [Int64], _ text: String = "x") -> [LogLine] {
    times.map { LogLine(time: Instant(nanoseconds: $0), line: text, labels: [:]) }
  }

  @Test(arguments: 0..<60 as Range<UInt64>) func lateLinesFindTheirPlace(seed: UInt64) {
    var random = Seeded(state: seed)
    var tail = LogTail()
    var all = [LogLine]()
    for batch in 0..<20 {
      let times = (0..<Int.random(in: 0..<9, using: &random)).map { _ in
        Int64(batch * 10) + Int64.random(in: -30..<10, using: &random)
      }
      let lines = Self.lines(times.sorted(), "\(batch)")
      tail.take(LogBatch(lines: lines))
      all += lines
      if Bool.random(using: &random) { tail.pause() } else { tail.resume() }
    }
    tail.resume()
    #expect(
      tail.lines
        == all.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(
          \.element))
  }

  @Test func pausedTheLinesStandStillAndTheRestIsCounted() {
    var tail = LogTail(lines: Self.lines([1, 2, 3]))
    tail.pause()
    tail.take(LogBatch(lines: Self.lines([4, 5])))
    #expect(tail.lines.count == 3 && tail.heldCount == 2 && tail.isPaused)
    tail.resume()
    #expect(tail.lines.count == 5 && tail.heldCount == 0 && !tail.isPaused)
  }

  @Test func olderLinesTakeTheirPlaceAbove() {
    var tail = LogTail(bounds: .init(lines: 10), lines: Self.lines([7, 8, 9]))
    tail.pause()
    tail.takeOlder(
      LogBatch(lines: Self.lines([6, 5, 5]), gaps: [LogGap(at: Instant(nanoseconds: 4), .undeliverable)]))
    #expect(tail.lines.map(\.time.nanoseconds) == [5, 5, 6, 7, 8, 9])
    #expect(tail.gaps.count == 1 && tail.room == 4)
  }

  @Test func dropsTheOldestWithinItsBoundsAndCountsThem() {
    var tail = LogTail(bounds: .init(lines: 100))
    for time in 0..<1000 { tail.take(LogBatch(lines: Self.lines([Int64(time)]))) }
    #expect((90...100).contains(tail.lines.count))
    #expect(tail.dropped == 1000 - tail.lines.count)
    #expect(tail.lines.last?.time.nanoseconds == 999)
    #expect(tail.droppedUntil?.nanoseconds == tail.lines.first?.time.nanoseconds)
  }

  @Test func boundsBytesToo() {
    var tail = LogTail(bounds: .init(bytes: 100_000))
    for time in 0..<100 {
      tail.take(LogBatch(lines: Self.lines([Int64(time)], String(repeating: "y", count: 9_000))))
    }
    #expect(tail.bytes <= 100_000 && tail.lines.count >= 9)
    tail.take(LogBatch(lines: Self.lines([200], String(repeating: "y", count: 500_000))))
    #expect(tail.lines.count == 1, "the newest stays, however long")
  }

  @Test func whatAPauseDropsIsAGap() {
    var tail = LogTail(bounds: .init(lines: 100), lines: Self.lines([1, 2, 3]))
    tail.pause()
    for time in 10..<310 { tail.take(LogBatch(lines: Self.lines([Int64(time)]))) }
    #expect(tail.lines.count == 3)
    let dropped = tail.dropped
    #expect(dropped == 300 - tail.heldCount)
    tail.resume()
    #expect(tail.lines.first?.time.nanoseconds == 1 && tail.lines.last?.time.nanoseconds == 309)
    let end = Instant(nanoseconds: 10 + Int64(dropped))
    #expect(tail.gaps == [LogGap(TimeRange(start: Instant(nanoseconds: 10), end: end), .dropped(dropped))])
  }

  @Test func gapsThatTouchAreOne() {
    var tail = LogTail()
    for second in [1, 2, 3, 7] as [Int64] {
      let range = TimeRange(start: Instant(seconds: second), end: Instant(seconds: second + 1))
      tail.take(LogBatch(gaps: [LogGap(range, .unwatched)]))
    }
    #expect(tail.gaps.map(\.range.start.seconds) == [1, 7])
    #expect(tail.gaps.first?.range.end.seconds == 4)
  }
}
