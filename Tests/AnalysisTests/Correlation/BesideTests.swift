import Analysis
import Telemetry
import Testing

/// What a second pane shows beside the one with the cursor.
@Suite struct BesideTests {
  private static let start = Instant(seconds: 1_790_000_000)
  private static let range = TimeRange(start: start, end: start + .hours(1))
  private static let id = TraceID(hex: "4bf92f3577b34da6a3ce929d0e0e4736")!
  private static let sources = [
    Source(id: "prom", kind: .prometheus), Source(id: "loki", kind: .loki), Source(id: "tempo", kind: .tempo),
  ]
  private let correlator = Correlator(sources: sources, renames: [:])

  private static func exemplar(at time: Instant) -> Exemplar {
    Exemplar(series: [:], labels: ["trace_id": id.description], time: time, value: 6, traceID: id)
  }

  private var span: Anchor {
    var anchor = Anchor(
      signal: .traces, source: "tempo", labels: ["service.name": "nas"], service: "nas",
      range: TimeRange(start: Self.start + .seconds(2), end: Self.start + .seconds(3)),
      moment: Self.start + .seconds(2), traceID: Self.id, spanID: SpanID(hex: "00f067aa0ba902b7"),
      services: ["jellyfin", "nas"])
    anchor.traceRange = TimeRange(start: Self.start, end: Self.start + .seconds(6))
    return anchor
  }

  @Test func aRowOfAListLeadsToItsTrace() throws {
    let jumps = try correlator.beside(span, isTraceOpen: false)
    #expect(jumps.count == 1)
    guard case .trace(Self.id, _)? = jumps.first?.query else {
      Issue.record("\(jumps)")
      return
    }
    #expect(jumps[0].landing.spanID == span.spanID)
  }

  @Test func everySpanOfATraceLeadsToTheSameLines() throws {
    var other = span
    other.range = TimeRange(start: Self.start, end: Self.start + .seconds(6))
    (other.moment, other.spanID, other.service) = (Self.start, SpanID(hex: "1111111111111111"), "jellyfin")
    let (one, two) = (try correlator.beside(span, isTraceOpen: true), try correlator.beside(other, isTraceOpen: true))
    #expect(one.map(\.query) == two.map(\.query))
    #expect(one.allSatisfy { $0.to == .logs })
    #expect(one.first?.strength == .identity)
  }

  @Test func aPointOfAChartLeadsToTracesOfThatMoment() throws {
    let moment = Self.start + .minutes(20)
    let far = Self.exemplar(at: Self.start + .minutes(50))
    var anchor = Anchor(
      signal: .metrics, source: "prom", query: "up", service: "nas", range: Self.range, moment: moment,
      exemplars: [far])
    let jumps = try correlator.beside(anchor, isTraceOpen: false)
    guard case .traceSearch(_, let range, _, _)? = jumps.first?.query else {
      Issue.record("an exemplar half an hour away is not of that moment: \(jumps)")
      return
    }
    #expect(range == TimeRange(around: moment, margin: .minutes(1)))
    #expect(jumps[0].widening?.margins == [.minutes(5), .hours(1)])
    anchor.exemplars = [Self.exemplar(at: moment + .seconds(20))]
    #expect(try correlator.beside(anchor, isTraceOpen: false).first?.strength == .identity)
  }

  @Test func whatLeadsNowhereSaysWhy() {
    let poor = Correlator(sources: [Self.sources[0]], renames: [:])
    #expect(throws: Refusal.self) { try poor.beside(span, isTraceOpen: true) }
  }
}
