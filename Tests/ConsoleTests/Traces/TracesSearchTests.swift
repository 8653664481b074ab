import Analysis
import Canvas
import Telemetry
import Testing

@testable import Console

/// Paging, live, unfolding, columns and strips of the search, against servers that answer what the
/// test says.
@Suite struct TracesSearchTests {
  /// One trace a second before now, number 1 the newest.
  static func trace(_ number: Int, errors: Int = 0, route: String? = nil) -> TraceSummary {
    let start = Walker.moment - .seconds(Int64(number))
    let matched = (1...2).map { index in
      TraceSummary.MatchedSpan(
        id: SpanID(UInt64(number * 10 + index))!, name: index == 1 ? "GET /\(number)" : "query", start: start,
        durationNanoseconds: 1_000_000, attributes: route.map { [Attribute("http.route", .string($0))] } ?? [])
    }
    return TraceSummary(
      id: TraceID(high: 7, low: UInt64(number))!, rootService: "shop", rootName: "GET /\(number)", start: start,
      durationNanoseconds: Int64(number) * 1_000_000, spanCount: 3, errorCount: errors, services: ["shop"],
      matched: matched, matchedCount: 5)
  }

  /// A server with so many traces that returns the newest in the range, as Tempo does.
  static func server(_ count: Int, query: Query) -> Result<Answer, QueryFailure> {
    switch query {
    case .traceSearch(_, let range, let limit, _):
      let found = (1...count).map { trace($0, errors: $0 % 50 == 0 ? 1 : 0, route: "/items") }
        .filter { $0.start >= range.start && $0.start < range.end }
      return .success(Answer(.traces(Array(found.prefix(limit)))))
    case .traceTags:
      return .success(Answer(.traceTags([TraceTag(scope: "span", name: "http.route"), TraceTag(scope: "resource", name: "host")])))
    default: return .success(Answer(.series([])))
    }
  }

  private func stage(_ count: Int, _ query: String = "{ }") -> Stage {
    Stage(100, 30, pane: TracesPane(query: query)) { _, query in Self.server(count, query: query) }
  }

  private func pane(_ stage: Stage) -> TracesPane { stage.pane(TracesPane.self)! }

  // MARK: Paging

  @Test func theEndOfTheListAsksForOlderTraces() {
    let stage = stage(450)
    #expect(stage.text.contains("200+ traces · newest first"))
    stage.press(.end)
    #expect(stage.state.message == "199 older traces of tempo")
    #expect(pane(stage).rows.traces.count == 399)
    // The cursor is on the first that came.
    #expect(pane(stage).current?.id.low == 201)
    stage.press(.character(">"))
    #expect(pane(stage).rows.traces.map(\.id.low) == Array(1...450).map(UInt64.init))
    #expect(stage.text.contains("450 traces · newest first"))
    stage.press(.character(">"))
    #expect(stage.state.message == "all there are in this range are listed; } doubles it")
  }

  @Test func anOlderPageSurvivesARefresh() {
    let stage = stage(450)
    stage.press(.end)
    stage.wait(.seconds(11))
    #expect(pane(stage).rows.traces.count == 399)
  }

  @Test func theOldestShownIsHonestInOtherOrders() {
    let stage = stage(450)
    stage.press(.character("s"))
    #expect(stage.text.contains("newest 200 · longest first"))
  }

  // MARK: Live

  @Test func liveMergesNewTracesWithoutMovingTheCursor() {
    let stage = stage(60)
    stage.press(.character("f"), .pageDown, .pageDown)
    let (before, line) = (pane(stage).current, stage.lines.firstIndex { $0.hasPrefix("▸") })
    stage.script = { _, query in
      guard case .traceSearch(_, let range, _, _) = query else { return .success(Answer(.series([]))) }
      #expect(range.duration < .minutes(5), "live asks for news only")
      var new = Self.trace(1)
      new.id = TraceID(high: 9, low: 9)!
      new.start = Walker.moment + .seconds(1)
      return .success(Answer(.traces([new])))
    }
    stage.wait(.seconds(4))
    #expect(pane(stage).rows.traces.count == 61 && pane(stage).rows.traces[0].id.high == 9)
    #expect(pane(stage).current == before)
    #expect(stage.lines.firstIndex { $0.hasPrefix("▸") } == line)
    #expect(stage.text.contains("· live"))
    stage.press(.character("f"))
    #expect(!stage.text.contains("· live"))
  }

  @Test func liveIsNotAskedMoreOftenThanEveryThreeSeconds() {
    let stage = stage(10)
    stage.press(.character("f"))
    stage.forget()
    for _ in 0..<9 { stage.wait(.seconds(1)) }
    #expect(stage.asked.count { if case .traceSearch = $0 { true } else { false } } == 3)
  }

  // MARK: Spans and columns

  @Test func unfoldsTheMatchedSpansAndOpensTheTraceAtOne() {
    let stage = stage(5)
    stage.press(.right)
    #expect(stage.text.contains("+0") && stage.text.contains("… 3 more matched"))
    stage.press(.down, .down)
    #expect(pane(stage).rows.span(at: 2)?.name == "query")
    stage.press(.enter)
    #expect(stage.pane(WaterfallPane.self)?.landing.spanID == SpanID(12))
    stage.press(.backspace, .left)
    #expect(pane(stage).rows.rows.count == 5 && pane(stage).current?.id.low == 1)
  }

  @Test func choosesColumnsAndFiltersByThem() {
    let stage = stage(5)
    stage.press(.character("o"))
    #expect(stage.text.contains("span.http.route") && stage.text.contains("in 10 spans · /items"))
    stage.press(.character(" "), .enter)
    #expect(stage.asked.contains { $0.text == "{ } | select(span.http.route)" })
    #expect(stage.text.contains("http.route") && stage.text.contains("/items"))
    stage.press(.tab, .character("+"))
    #expect(pane(stage).query == #"{ span.http.route = "/items" }"#)
    stage.press(.tab, .character("-"))
    #expect(pane(stage).query == #"{ span.http.route != "/items" }"#)
  }

  @Test func leavingTheChoiceChangesNothing() {
    let stage = stage(5)
    stage.press(.character("o"))
    stage.type("host")
    #expect(stage.text.contains("resource.host") && !stage.text.contains("in 10 spans"))
    stage.press(.tab, .escape)
    #expect(pane(stage).columns.fields.isEmpty)
  }

  @Test func aQueryThatSelectsHasItsColumns() {
    let stage = stage(5, "{ } | select(span.http.route)")
    #expect(stage.text.contains("http.route"))
  }

  // MARK: Sources that fail or are partial

  @Test func aPartOfASourceThatFailsLeavesTheRest() {
    let stage = stage(5)
    stage.script = { _, _ in .failure(QueryFailure(.unreachable, "connection refused")) }
    stage.press(.character("r"))
    #expect(stage.text.contains("✗ tempo") && stage.text.contains("connection refused"))
    #expect(stage.text.contains("GET /3"))
  }

  @Test func saysWhatIsPartial() {
    let stage = stage(5)
    stage.script = { _, query in
      guard case .traceSearch = query else { return .success(Answer(.series([]))) }
      return .success(Answer(.traces([Self.trace(1)]), warnings: ["3 of 9 jobs"], partial: true))
    }
    stage.press(.character("r"))
    #expect(stage.text.contains("◐ partial: tempo") && stage.text.contains("3 of 9 jobs"))
  }
}
