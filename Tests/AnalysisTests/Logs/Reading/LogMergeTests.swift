import Telemetry
import Testing

@testable import Analysis

@Suite struct LogMergeTests {
  /// Several servers read at once, the answers in any order.
  @Test(arguments: 0..<100 as Range<UInt64>, [LogDirection.backward, .forward])
  func oneOrderOverAllInputs(seed: UInt64, direction: LogDirection) {
    var random = Seeded(state: seed)
    let parts = (0..<UInt64(1 + seed % 4)).map { part in
      SimulatedLoki.lines(seed: seed * 7 + part, count: Int.random(in: 0...80, using: &random)).map { line in
        var line = line
        line.source = SourceID("loki-\(part)")
        return line
      }
    }
    let range = SimulatedLoki.range(of: parts.joined().sorted { $0.time < $1.time })
    var servers = parts.map { SimulatedLoki.history($0, seed: seed) }
    var pagers = parts.map { _ in
      LogPager(range: range, wanted: nil, direction: direction, limits: .init(page: 7, largestPage: 100))
    }
    var merge = LogMerge(inputs: parts.count, range: range, direction: direction)
    var merged = [LogLine]()
    while let input = merge.hindmost.randomElement(using: &random) {
      if let page = pagers[input].page,
        case .success(let found) = servers[input].answer(page, at: .epoch + .days(1)).result
      {
        let batch = pagers[input].receive(found, to: page)
        merge.add(batch.lines, to: input, settled: pagers[input].isExhausted ? nil : pagers[input].settled)
      } else {
        merge.add([], to: input, settled: nil)
      }
      merged += merge.take()
    }
    #expect(merge.waiting == 0)
    #expect(LineCensus(merged) == LineCensus(Array(parts.joined())))
    for (a, b) in zip(merged, merged.dropFirst()) {
      #expect(direction == .forward ? a.time <= b.time : a.time >= b.time)
      if a.time == b.time { #expect((a.source ?? "") <= (b.source ?? ""), "in the order of the inputs") }
    }
  }

  @Test func tellsOnlyWhatIsCertain() {
    let range = TimeRange(start: .epoch, end: Instant(nanoseconds: 100))
    func lines(_ times: Int64...) -> [LogLine] {
      times.map { LogLine(time: Instant(nanoseconds: $0), line: "", labels: [:]) }
    }
    var merge = LogMerge(inputs: 2, range: range, direction: .backward)
    merge.add(lines(90, 80, 70), to: 0, settled: Instant(nanoseconds: 71))
    #expect(merge.take().isEmpty && merge.hindmost == [1])
    merge.add(lines(85), to: 1, settled: Instant(nanoseconds: 80))
    #expect(merge.take(1).map(\.time.nanoseconds) == [90])
    #expect(merge.take().map(\.time.nanoseconds) == [85, 80])
    #expect(merge.waiting == 1 && merge.hindmost == [1])
    merge.add([], to: 1, settled: nil)
    #expect(merge.take().isEmpty, "more may come of the moment 70")
    merge.add([], to: 0, settled: nil)
    #expect(merge.take().map(\.time.nanoseconds) == [70])
    #expect(merge.hindmost.isEmpty)
  }
}
