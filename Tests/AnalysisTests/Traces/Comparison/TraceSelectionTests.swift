import Languages
import Telemetry
import Testing

@testable import Analysis

@Suite struct TraceSelectionTests {
  private static let range = TimeRange(
    start: Instant(seconds: 1_700_000_000), end: Instant(seconds: 1_700_000_060))

  @Test(arguments: [
    (TraceSelection.slow(aboveNs: 4_100_000_000), "{ .a = 1 } | compare({ duration > 4s100ms }, 10)"),
    (.failing, "{ .a = 1 } | compare({ status = error }, 10)"),
    (
      .box(TraceSelection.Box(range: range, aboveNs: 1_000_000_000, toNs: 2_000_000_000)),
      "{ .a = 1 } | compare({ duration > 1s && duration <= 2s }, 10, 1700000000000000000, 1700000060000000000)"
    ),
    (
      .box(TraceSelection.Box(range: range, aboveNs: nil, toNs: 2_000_000_000)),
      "{ .a = 1 } | compare({ duration <= 2s }, 10, 1700000000000000000, 1700000060000000000)"
    ),
  ])
  func asksTheServer(selection: TraceSelection, query: String) throws {
    let text = try selection.comparison(in: "{ .a = 1 }")
    #expect(text == query)
    #expect(try TraceQL.parse(text).isMetrics)
  }

  @Test func searchesItsSpansAmongThoseOfTheFilter() throws {
    #expect(try TraceSelection.failing.search(in: "") == "{ status = error }")
    #expect(
      try TraceSelection.slow(aboveNs: 1_000_000).search(in: "{ .a = 1 } | rate()")
        == "{ .a = 1 && duration > 1ms }")
    #expect(throws: SyntaxError.self) { try TraceSelection.failing.search(in: "{ oops") }
  }

  @Test func aLoadedTraceIsInABoxWhenASpanBeginsInIt() throws {
    let span = Span(
      id: SpanID(1)!, name: "a", start: Self.range.start + .seconds(30), durationNanoseconds: 1_500_000_000)
    let tree = TraceTree(Trace(id: TraceID(high: 0, low: 1)!, spans: [span], resources: []))
    let box = TraceSelection.Box(range: Self.range, aboveNs: 1_000_000_000, toNs: 2_000_000_000)
    let later = TraceSelection.Box(
      range: Self.range.shifted(by: .seconds(60)), aboveNs: box.aboveNs, toNs: box.toNs)
    #expect(try TraceSelection.box(box).isIn(tree, filter: "{}"))
    #expect(try !TraceSelection.box(later).isIn(tree, filter: "{}"))
    #expect(try !TraceSelection.box(box).isIn(tree, filter: "{ name = \"b\" }"))
    #expect(try !TraceSelection.failing.isIn(tree, filter: "{}"))
  }

  private func difference(_ op: FieldOperator) -> AttributeComparison.Difference {
    let share = AttributeComparison.Share(count: 1, of: 1)
    return AttributeComparison.Difference(
      field: .attribute(.span, "retries"), op: op, value: .int(2), selection: share, rest: share)
  }

  @Test func differencesNarrowTheFilter() throws {
    let filter = "{ .a = 1 }"
    #expect(try difference(.equal).narrowing(filter, .server) == "{ .a = 1 && span.retries = 2 }")
    #expect(try difference(.greater).narrowing(filter, .server) == "{ .a = 1 && span.retries > 2 }")
    #expect(try difference(.equal).excluding(from: filter, .server) == "{ .a = 1 && span.retries != 2 }")
    #expect(try difference(.greater).excluding(from: filter, .server) == "{ .a = 1 && span.retries <= 2 }")
  }

  /// The value may be any span's: it is looked for beside the filter's spans, and nothing excludes it.
  @Test func differencesOfWholeTracesAskForTraces() throws {
    let narrow = try difference(.greater).narrowing("{ .a = 1 }", .sampledTraces)
    #expect(narrow == "{ .a = 1 } && { span.retries > 2 }")
    #expect(try difference(.equal).excluding(from: "{ .a = 1 }", .sampledTraces) == nil)
  }
}
