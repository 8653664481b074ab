import Telemetry
import Testing

@testable import Console

/// Pages of one source joined into one list. Traces are told by their start in seconds.
@Suite struct TraceCollectionTests {
  private let window = TimeRange(start: Instant(seconds: 0), end: Instant(seconds: 1000))

  private func traces(_ starts: [Int64], _ tag: UInt64 = 0) -> [TraceSummary] {
    starts.map { start in
      TraceSummary(
        id: TraceID(high: tag, low: UInt64(start))!, rootService: nil, rootName: nil, start: Instant(seconds: start),
        durationNanoseconds: 1, spanCount: 1, errorCount: 0, services: [], matched: [], matchedCount: 1)
    }
  }

  private func starts(_ collection: TraceCollection) -> [Int64] {
    collection.traces.map { $0.start.nanoseconds / 1_000_000_000 }
  }

  private func newest(
    _ collection: inout TraceCollection, _ starts: [Int64], from: Int64 = 0, limit: Int = 3, isPartial: Bool = false
  ) {
    collection.take(
      newest: traces(starts), asked: TimeRange(start: Instant(seconds: from), end: window.end), window: window,
      limit: limit, isPartial: isPartial)
  }

  @Test func aShortAnswerIsAllThereIs() {
    var collection = TraceCollection()
    newest(&collection, [10, 30])
    #expect(starts(collection) == [30, 10])
    #expect(!collection.hasOlder && collection.olderEnd == nil)
  }

  @Test func aFullAnswerMayHaveOlderBehindIt() {
    var collection = TraceCollection()
    newest(&collection, [50, 60, 70])
    #expect(collection.hasOlder)
    // Traces that start together with the oldest are asked for again, not lost.
    #expect(collection.olderEnd == Instant(seconds: 50) + .nanoseconds(1))
    #expect(collection.take(older: traces([50, 40, 30]), limit: 3, isPartial: false) == 2)
    #expect(starts(collection) == [70, 60, 50, 40, 30])
    #expect(collection.take(older: traces([30, 20]), limit: 3, isPartial: false) == 1)
    #expect(starts(collection) == [70, 60, 50, 40, 30, 20] && !collection.hasOlder)
  }

  @Test func equalStartsAreNeitherLostNorDoubled() {
    var collection = TraceCollection()
    let same = (1...5).map { traces([50], $0)[0] }
    collection.take(newest: Array(same[0...2]), asked: window, window: window, limit: 3, isPartial: false)
    #expect(collection.take(older: Array(same[1...3]), limit: 3, isPartial: false) == 1)
    // A whole page of known ones: the next asks for more, until it gets past the moment.
    #expect(collection.take(older: Array(same[1...3]), limit: 3, isPartial: false) == 0)
    #expect(collection.hasOlder && collection.pageSize == 12)
    #expect(collection.take(older: same + traces([40]), limit: 12, isPartial: false) == 2)
    #expect(collection.traces.count == 6 && !collection.hasOlder && collection.pageSize == TraceCollection.page)
  }

  @Test func givesUpAtTheLargestPage() {
    var collection = TraceCollection()
    newest(&collection, [50, 60, 70])
    collection.take(older: traces([50, 60, 70]), limit: TraceCollection.largestPage, isPartial: false)
    // Not full: three of five thousand.
    #expect(!collection.hasOlder)
  }

  @Test func aRefreshKeepsOlderPages() {
    var collection = TraceCollection()
    newest(&collection, [50, 60, 70])
    collection.take(older: traces([40, 30]), limit: 3, isPartial: false)
    newest(&collection, [60, 70, 80])
    #expect(starts(collection) == [80, 70, 60, 50, 40, 30] && !collection.hasOlder)
  }

  @Test func aRefreshThatDoesNotReachWhatIsKnownReplacesIt() {
    var collection = TraceCollection()
    newest(&collection, [50, 60, 70])
    newest(&collection, [700, 800, 900])
    #expect(starts(collection) == [900, 800, 700] && collection.hasOlder)
  }

  @Test func newsAloneAreMergedAtTheTop() {
    var collection = TraceCollection()
    newest(&collection, [50, 60, 70])
    newest(&collection, [70, 80], from: 65)
    #expect(starts(collection) == [80, 70, 60, 50] && collection.hasOlder)
  }

  @Test func whatLeftTheWindowIsForgotten() {
    var collection = TraceCollection()
    newest(&collection, [50, 60])
    let later = TimeRange(start: Instant(seconds: 55), end: Instant(seconds: 1055))
    collection.take(newest: traces([60, 90]), asked: later, window: later, limit: 3, isPartial: false)
    #expect(starts(collection) == [90, 60])
  }

  @Test func aPartialAnswerMayHaveMore() {
    var collection = TraceCollection()
    newest(&collection, [50], isPartial: true)
    #expect(collection.hasOlder)
  }
}
