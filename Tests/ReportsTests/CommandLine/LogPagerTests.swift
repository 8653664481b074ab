import Reports
import Telemetry
import Testing

@Suite struct LogPagerTests {
  /// A server that cuts pages wherever the limit falls.
  static func page(_ lines: [LogLine], _ range: TimeRange, _ limit: Int, _ direction: LogDirection) -> [LogLine] {
    let inside = lines.filter { range.contains($0.time) }
    let ordered = inside.sorted { direction == .forward ? $0.time < $1.time : $0.time > $1.time }
    return Array(ordered.prefix(limit))
  }

  static func read(_ pager: inout LogPager, _ lines: [LogLine]) -> [LogLine] {
    var found = [LogLine]()
    while let page = pager.page {
      found += pager.receive(self.page(lines, page.range, page.limit, pager.direction))
    }
    return found
  }

  @Test(arguments: [LogDirection.backward, .forward], [1, 7, 300, 1500])
  func equalTimesAreNeitherLostNorDoubled(direction: LogDirection, perMoment: Int) {
    let lines = (0..<4200).map {
      LogLine(time: Instant(nanoseconds: Int64($0 / perMoment)), line: "line \($0)", labels: [:])
    }
    let range = TimeRange(start: .epoch, end: Instant(nanoseconds: 10_000))
    var pager = LogPager(range: range, wanted: nil, direction: direction)
    let found = Self.read(&pager, lines)
    #expect(found.count == 4200)
    #expect(Set(found.map(\.line)).count == 4200)
  }

  @Test(arguments: [0, 1, 999, 1000, 1001, 2500])
  func asManyAsWanted(count: Int) {
    let lines = (0..<4000).map { LogLine(time: Instant(nanoseconds: Int64($0)), line: "\($0)", labels: [:]) }
    let range = TimeRange(start: .epoch, end: Instant(nanoseconds: 4000))
    var pager = LogPager(range: range, wanted: count, direction: .backward)
    #expect(Self.read(&pager, lines).map(\.line) == (0..<count).map { "\(3999 - $0)" })
  }

  @Test func followingGoesOnWhereItStopped() {
    let lines = (0..<30).map { LogLine(time: Instant(nanoseconds: Int64($0)), line: "\($0)", labels: [:]) }
    var pager = LogPager(range: TimeRange(start: .epoch, end: Instant(nanoseconds: 10)), wanted: nil, direction: .forward)
    #expect(Self.read(&pager, lines).count == 10)
    pager.extend(to: Instant(nanoseconds: 25))
    #expect(Self.read(&pager, lines).map(\.line) == (10..<25).map(String.init))
  }
}
