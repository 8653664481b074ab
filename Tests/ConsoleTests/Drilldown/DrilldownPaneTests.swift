import Analysis
import Canvas
import Languages
import Telemetry
import Testing

@testable import Console

@Suite struct DrilldownPaneTests {
  /// What Tempo says without a metrics generator.
  private static let refusal = QueryFailure(
    .serverFault, "error finding generators in Querier.queryRangeRecent: empty ring", status: 500)

  private static func id(_ number: Int) -> TraceID { TraceID(high: 0, low: UInt64(number))! }

  /// One in six is slow, on one disk, and fails.
  private static func trace(_ number: Int) -> Trace {
    let isSlow = number % 6 == 1
    let start = Walker.moment - .seconds(number * 60)
    return Trace(
      id: id(number),
      spans: [
        Span(
          id: SpanID(UInt64(number))!, name: "read", start: start,
          durationNanoseconds: isSlow ? 3_000_000_000 : 5_000_000, status: isSlow ? .error : .unset,
          statusMessage: isSlow ? "disk \(number) stalls" : "",
          attributes: [Attribute("disk", .string(isSlow ? "sdb" : "sda"))])
      ], resources: [Resource(attributes: [Attribute("service.name", .string("nas"))])])
  }

  private static func summary(_ number: Int) -> TraceSummary {
    let span = trace(number).spans[0]
    return TraceSummary(
      id: id(number), rootService: "nas", rootName: "read", start: span.start,
      durationNanoseconds: span.durationNanoseconds, spanCount: 1, errorCount: nil, services: [],
      matched: [
        TraceSummary.MatchedSpan(
          id: span.id, name: "read", start: span.start, durationNanoseconds: span.durationNanoseconds,
          attributes: [])
      ], matchedCount: 1)
  }

  /// A Tempo without metrics.
  private static func searchOnly(_ source: SourceID, _ query: Query) -> Result<Answer, QueryFailure> {
    switch query {
    case .traceSearch(let text, let range, _, _):
      let isNarrow = text.contains("duration >") || text.contains("status = error")
      let listed = (1...24).filter { !isNarrow || $0 % 6 == 1 }.map(summary)
      return .success(Answer(.traces(listed.filter { range.contains($0.start) })))
    case .trace(let id, _): return .success(Answer(.trace(trace(Int(id.low)))))
    case .traceTags: return .success(Answer(.traceTags([TraceTag(scope: "span", name: "disk")])))
    default: return .failure(refusal)
    }
  }

  private func stage(_ script: @escaping Stage.Script = searchOnly, _ filter: String = "{ }") -> Stage {
    Stage(100, 30, pane: DrilldownPane(filter: filter), script: script)
  }

  private func pane(_ stage: Stage) -> DrilldownPane? { stage.pane(DrilldownPane.self) }

  @Test func withoutMetricsTracesAreSampledAndItSaysWhy() throws {
    let stage = stage()
    let comparison = try #require(pane(stage)?.compare.comparison)
    #expect(comparison.origin == .sampledTraces)
    #expect((comparison.selectionCount, comparison.restCount) == (4, 20))
    let first = try #require(comparison.differences.first { $0.field == .attribute(.span, "disk") })
    #expect(first.selection.ratio == 1 && first.rest.ratio == 0)
    #expect(
      stage.text.contains("sampled from 24 traces")
        && stage.text.contains("sampled: error finding generators"))
    #expect(stage.lines.contains { $0.contains(#"span.disk = "sdb""#) })
  }

  /// What was refused once is not asked again by the clock, nor anything that is still good.
  @Test func theClockAsksNothingExpensiveAgain() {
    let stage = stage()
    stage.forget()
    stage.wait(.seconds(60))
    #expect(stage.asked.isEmpty)
    stage.wait(.minutes(5))
    #expect(!stage.asked.isEmpty)
    #expect(!stage.asked.contains { if case .trace = $0 { true } else { false } }, "traces do not change")
  }

  @Test func eachPartAsksWhenItIsShownAndOnce() {
    let stage = stage()
    #expect(!stage.asked.contains { $0.text?.contains("select(") == true })
    stage.press(.character("x"))
    #expect(stage.asked.contains { $0.text?.contains("select(") == true })
    stage.press(.character("S"))
    stage.forget()
    stage.press(.character("x"), .character("c"), .character("S"))
    #expect(stage.asked.isEmpty, "answers are kept")
  }

  @Test func aPartOfAnotherWindowIsAskedAnew() {
    let stage = stage()
    stage.press(.character("S"), .character("}"), .character("c"))
    let ranges = stage.asked.filter { $0.text?.contains("histogram_over_time") == true }.compactMap(\.range)
    #expect(ranges.map(\.duration) == [.hours(1), .hours(2)])
  }

  @Test func structureFoldsAndKeepsItsPlace() {
    let stage = stage()
    stage.press(.character("S"))
    #expect(pane(stage)?.structure.tree?.nodes.first?.count == 24)
    stage.press(.character(" "))
    #expect(stage.state.message == "nothing lies below this operation")
  }

  @Test func exceptionsAreReadFromTracesWhereTheServerShowsNone() throws {
    let stage = stage { source, query in
      if query.text?.contains("select(") == true {
        return .failure(QueryFailure(.refused, "unknown scope event"))
      }
      return Self.searchOnly(source, query)
    }
    stage.press(.character("x"))
    let group = try #require(pane(stage)?.exceptions.current)
    #expect((group.count, group.message, group.latestTrace) == (4, "disk <n> stalls", Self.id(1)))
    #expect(stage.text.contains("sampled from 4 failing traces"))
  }

  @Test func breakdownOfASampleSortsAndNarrows() {
    let stage = stage()
    stage.press(.character("b"), .character("a"))
    stage.type("disk")
    stage.press(.enter)
    #expect(pane(stage)?.breakdown.lines.map(\.value) == ["sdb", "sda"], "the failing first")
    stage.press(.character("s"), .character("s"), .character("s"))
    #expect(
      pane(stage)?.breakdown.lines.map(\.value) == ["sda", "sdb"] && stage.state.message == "sorted: by name")
    stage.press(.character("-"))
    #expect(pane(stage)?.filter == #"{ span.disk != "sda" }"#)
  }

  @Test func plusNarrowsToTracesAndMinusSaysWhyItCannot() {
    let stage = stage()
    let row = pane(stage)?.compare.current
    stage.press(.character("-"))
    #expect(stage.state.message?.hasPrefix("whole traces were compared") == true)
    stage.press(.character("+"))
    #expect(pane(stage)?.filter == row.map { "{} && { \($0.condition) }" })
  }

  @Test func aServerThatComparesIsAskedWithTheSelection() {
    let buckets = [("0.5", 900.0), ("4", 60.0)].map { bound, count in
      Series(labels: ["__bucket": bound], samples: [Sample(Walker.moment.floored(to: .minutes(1)), count)])
    }
    let stage = stage(
      { source, query in
        switch query {
        case .traceMetricsRange: .success(Answer(.series(buckets)))
        case .traceMetricsInstant: .success(Answer(.series([])))
        default: Self.searchOnly(source, query)
        }
      }, #"{ kind = server }"#)
    #expect(stage.asked.compactMap(\.text).last == "{ kind = server } | compare({ duration > 2s }, 10)")
    stage.press(.character("f"))
    #expect(stage.asked.compactMap(\.text).last == "{ kind = server } | compare({ status = error }, 10)")
    stage.press(.character("v"), .enter)
    let asked = stage.asked.compactMap(\.text).last ?? ""
    #expect(asked.hasPrefix("{ kind = server } | compare({ duration > 2s && duration <= 4s }, 10, 17"))
    #expect(stage.asked.count == 4, "the histogram once, then one comparison each")
  }

  /// A comparison that fails leaves the histogram, and traces are sampled instead.
  @Test func aComparisonThatFailsLeavesTheHistogram() {
    let stage = stage { source, query in
      switch query {
      case .traceMetricsRange:
        let sample = Sample(Walker.moment.floored(to: .minutes(1)), 5)
        return .success(Answer(.series([Series(labels: ["__bucket": "4"], samples: [sample])])))
      case .traceMetricsInstant: return .failure(QueryFailure(.timedOut, "no answer in 30 s"))
      default: return Self.searchOnly(source, query)
      }
    }
    #expect(pane(stage)?.compare.grid?.isEmpty == false && pane(stage)?.compare.isGridSampled == false)
    #expect(pane(stage)?.compare.comparison?.origin == .sampledTraces)
    #expect(stage.text.contains("no answer in 30 s"))
  }

  @Test func leavingTakesBackWhatIsStillAsked() {
    var state = State(
      name: "stage",
      context: Context(
        now: Walker.moment, sources: [Source(id: "tempo", kind: .tempo)],
        correlator: Correlator(sources: [], renames: [:]), size: Size(80, 24)),
      pane: DrilldownPane(filter: "{ }"))
    var waiting = state.start()
    var traces = 0
    while !waiting.isEmpty {
      guard case .ask(let ticket, let source, let query) = waiting.removeFirst() else { continue }
      if case .trace = query {
        traces += 1
      } else {
        waiting += state.reduce(.answered(ticket, Self.searchOnly(source, query), at: Walker.moment))
      }
    }
    #expect(traces == TraceSample.atOnce)
    let cancelled = state.reduce(.input(.key(.character("3")))).filter {
      if case .cancel = $0 { true } else { false }
    }
    #expect(cancelled.count == TraceSample.atOnce)
  }

  @Test func whatIsNoFilterIsSaid() {
    let stage = stage(Self.searchOnly, "({} | rate()) / ({} | rate())")
    #expect(stage.asked.isEmpty && stage.text.contains("this is no filter to drill into"))
  }

  @Test(arguments: DrilldownPane.Part.allCases) func everyKeyActsOrExplainsItself(part: DrilldownPane.Part) {
    let keys: [DrilldownPane.Part: Key] = [
      .compare: .character("c"), .breakdown: .character("b"), .exceptions: .character("x"),
      .structure: .character("S"),
    ]
    for command in Command.allCases {
      for filter in ["{ }", "{ oops"] {
        let stage = stage(Self.searchOnly, filter)
        stage.press(keys[part]!)
        Explanations.expect(command, on: stage)
      }
    }
  }
}
