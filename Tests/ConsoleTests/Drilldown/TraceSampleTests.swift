import Telemetry
import Testing

@testable import Console

@Suite struct TraceSampleTests {
  private func id(_ number: Int) -> TraceID { TraceID(high: 0, low: UInt64(number))! }

  private func trace(_ number: Int) -> Trace { Trace(id: id(number), spans: [], resources: []) }

  private func summary(_ number: Int, spans: Int? = 3) -> TraceSummary {
    TraceSummary(
      id: id(number), rootService: nil, rootName: nil, start: .epoch + .seconds(number),
      durationNanoseconds: 1, spanCount: spans, errorCount: nil, services: [], matched: [], matchedCount: 0)
  }

  private func ids(_ questions: [Question]) -> [TraceID] {
    questions.compactMap { if case .trace(let id, _) = $0.query { id } else { nil } }
  }

  @Test func asksAFewAndThenOneForEachThatArrives() {
    var sample = TraceSample()
    sample.want((1...10).map(id))
    #expect(ids(sample.questions("tempo")) == (1...6).map(id))
    sample.take(trace(3))
    #expect(sample.next("tempo").map { ids([$0]) } == [id(7)])
    sample.failed(id(1))
    #expect(sample.next("tempo").map { ids([$0]) } == [id(8)])
    for number in [2, 4, 5, 6, 7, 8] { sample.take(trace(number)) }
    #expect(sample.next("tempo") == nil, "the last two are out already")
    #expect(ids(sample.questions("tempo")) == [id(9), id(10)])
  }

  @Test func keepsWhatItHasWhenOtherTracesAreWanted() {
    var sample = TraceSample()
    sample.want([id(1), id(2)])
    sample.take(trace(1))
    sample.want([id(2), id(1), id(3)])
    #expect(sample.missing == [id(2), id(3)])
    sample.keep([id(2)])
    #expect(sample.missing == [id(2), id(1), id(3)])
  }

  @Test func passesOverTracesTooLargeToFetch() {
    let listed = [summary(1, spans: 250_000), summary(2), summary(3, spans: nil)]
    #expect(TraceSample.choice(listed, atMost: 5) == [id(2), id(3)])
  }

  @Test func spreadsOverTheWholeList() {
    #expect(TraceSample.spread((0..<100).map { summary($0 + 1) }, atMost: 4) == [1, 26, 51, 76].map(id))
    #expect(TraceSample.spread([summary(1)], atMost: 4) == [id(1)])
  }

  @Test func slicesCoverARangeWithoutGaps() {
    let range = TimeRange(start: .epoch, end: .epoch + .nanoseconds(1003))
    let slices = (0..<FoundTraces.slices).map { FoundTraces.range($0, of: range) }
    #expect(slices.first?.end == range.end && slices.last?.start == range.start)
    for (later, earlier) in zip(slices, slices.dropFirst()) { #expect(later.start == earlier.end) }
  }

  @Test func mergesSlicesNewestFirstOnceAllAreThere() {
    let scope = DrilldownPane.Scope(filter: "{ }", source: "tempo", window: .last(.hours(1)))
    var found = FoundTraces(slices: 3)
    found.take([summary(9)], slice: 0, scope)
    found.take([summary(2), summary(4), summary(9)], slice: 1, scope)
    #expect(!found.isWhole(scope) && found.has(slice: 1, scope) && !found.has(slice: 2, scope))
    found.failed(slice: 2, scope)
    #expect(found.isWhole(scope) && found.traces.map(\.id) == [9, 4, 2].map(id))
    found.take([summary(10)], slice: 0, scope)
    #expect(found.traces.count == 3, "what is known stays until the next search is whole")
  }
}
