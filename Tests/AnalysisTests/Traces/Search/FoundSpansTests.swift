import Analysis
import Languages
import Telemetry
import Testing

/// What is worked out from the matched spans of a search alone.
@Suite struct FoundSpansTests {
  private func match(
    _ number: UInt64, second: Int64, nanoseconds: Int64, _ attributes: [Attribute] = []
  ) -> TraceSummary.MatchedSpan {
    TraceSummary.MatchedSpan(
      id: SpanID(number)!, name: "", start: Instant(seconds: second), durationNanoseconds: nanoseconds,
      attributes: attributes)
  }

  private func found(_ number: UInt64, _ matches: [TraceSummary.MatchedSpan]) -> TraceSummary {
    TraceSummary(
      id: TraceID(high: 0, low: number)!, rootService: "web", rootName: nil, start: .epoch,
      durationNanoseconds: 1, spanCount: nil, errorCount: nil, services: [], matched: matches,
      matchedCount: matches.count)
  }

  @Test func durationsFallIntoPowersOfTwoAtTheEndOfTheirStep() {
    let heat = Heatmap(
      matchesOf: [
        found(1, [match(1, second: 5, nanoseconds: 1024), match(2, second: 9, nanoseconds: 1025)]),
        found(2, [match(3, second: 10, nanoseconds: 1000), match(4, second: 11, nanoseconds: .max)]),
      ], step: .seconds(10))
    #expect(heat.columns.map(\.time) == [Instant(seconds: 10), Instant(seconds: 20)])
    #expect(heat.columns[0].cells.map(\.upper) == [1024e-9, 2048e-9])
    #expect(heat.columns[0].cells.map(\.lower) == [512e-9, 1024e-9])
    #expect(heat.columns[1].total == 2, "the longest there can be traps nothing")
    #expect(heat.whole?.total == 4)
    #expect(Heatmap(matchesOf: [], step: .seconds(10)).whole == nil)
  }

  @Test func asksForDurationsOverTime() throws {
    #expect(
      try Heatmap.durations(of: "{ .a = 1 } | select(.b)") == "{ .a = 1 } | histogram_over_time(duration)")
  }

  @Test func asksForFailingSpansWithTheirExceptions() throws {
    let text = try ExceptionGroups.query(filter: "{ .a = 1 }")
    #expect(text.hasPrefix("{ .a = 1 && status = error } | select(event.exception.type, "))
    #expect(throws: Never.self) { try TraceQL.parse(text) }
  }

  @Test func groupsExceptionsWithoutFetchingATrace() {
    let timeout = [
      Attribute("exception.type", .string("Timeout")), Attribute("exception.message", .string("after 30s")),
      Attribute("service.name", .string("api")),
    ]
    let silent = [Attribute("name", .string("GET /"))]
    let groups = ExceptionGroups(found: [
      found(
        1, [match(1, second: 5, nanoseconds: 10, timeout), match(2, second: 6, nanoseconds: 10, silent)]),
      found(2, [match(3, second: 9, nanoseconds: 10, timeout)]),
    ]).groups
    #expect(groups.map(\.count) == [2, 1])
    #expect(groups[0].type == "Timeout" && groups[0].services == ["api"] && groups[0].traces == 2)
    #expect(groups[0].latestTrace.low == 2 && groups[0].latestSpan == SpanID(3)!)
    #expect(groups[1].type == nil && groups[1].message == "GET /" && groups[1].services == ["web"])
  }

  @Test(arguments: [
    ("500", TraceField.attribute(.span, "http.status_code"), TraceLiteral.int(500)),
    ("error", .intrinsic(.status), .status(.error)), ("sdb", .attribute(.span, "disk"), .string("sdb")),
  ])
  func valuesOfABreakdownReadBack(value: String, field: TraceField, literal: TraceLiteral) {
    let line = Breakdown([.rate: [Series(labels: ["x": value], samples: [Sample(.epoch, 1)])]]).lines[0]
    #expect(line.literal(of: field) == literal)
  }

  @Test func aMissingValueReadsBackAsNil() {
    let line = Breakdown([.rate: [Series(labels: ["x": "nil"], samples: [Sample(.epoch, 1)])]]).lines[0]
    #expect(line.literal(of: .attribute(.span, "disk")) == .nil)
  }
}
