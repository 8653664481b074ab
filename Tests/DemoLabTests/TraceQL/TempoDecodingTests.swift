import Backends
import DemoLab
import Telemetry
import Testing

/// The lab's answers read by the console's own dialect.
@Suite struct TempoDecodingTests {
  private let range = TimeRange(last: .minutes(10), until: TraceFixture.now)

  private func ask(_ query: Query) throws -> Answer {
    let dialect = TempoDialect()
    let response = TraceFixture.server().respond(try dialect.request(for: query), now: TraceFixture.now)
    return try dialect.answer(to: query, from: response)
  }

  @Test func aTraceComesBackWhole() throws {
    let sent = try #require(TraceFixture.trace(1))
    guard case .trace(let received?) = try ask(.trace(sent.id, hint: nil)).body else {
      Issue.record("no trace")
      return
    }
    func facts(_ trace: Trace) -> [String] {
      trace.spans.sorted { $0.id.value < $1.id.value }.map {
        "\($0.id) \(String(describing: $0.parentID)) \($0.name) \($0.kind) \($0.start) "
          + "\($0.durationNanoseconds) \($0.status) \($0.statusMessage) \($0.attributes) \($0.events) "
          + "\($0.links) \(trace.service(of: $0))"
      }
    }
    #expect(received.id == sent.id)
    #expect(facts(received) == facts(sent))
  }

  @Test func searchesDecode() throws {
    let query = "{ status = error } | select(name)"
    let answer = try ask(.traceSearch(TraceQL: query, range: range, limit: 10, spansPerSet: 3))
    guard case .traces(let traces) = answer.body else {
      Issue.record("no traces")
      return
    }
    #expect(traces.map(\.id) == [1, 3, 5].compactMap { TraceFixture.trace($0)?.id })
    #expect(traces.first?.matched.first?.name == "nfs.read")
    #expect(traces.first?.errorCount == 1)
  }

  @Test func seriesAndExemplarsDecode() throws {
    let query = "{ kind = server } | quantile_over_time(duration, .5, .99) by (resource.service.name)"
    let answer = try ask(.traceMetricsRange(TraceQL: query, range: range, step: .seconds(30)))
    guard case .series(let series) = answer.body else {
      Issue.record("no series")
      return
    }
    #expect(series.count == 2)
    #expect(answer.exemplars.contains { $0.traceID == TraceFixture.trace(1)?.id && $0.value == 5 })
  }

  @Test func tagsDecode() throws {
    let values = try ask(.traceTagValues(tag: "resource.service.name", filter: nil, range: range))
    #expect(
      values.body
        == .traceTagValues(["gateway", "jellyfin", "nas"].map { TraceTagValue(type: "string", value: $0) }))
    guard case .traceTags(let tags) = try ask(.traceTags(filter: nil, range: range)).body else {
      Issue.record("no tags")
      return
    }
    #expect(tags.contains(TraceTag(scope: "span", name: "http.route")))
  }

  @Test func aBadQueryKeepsItsPlace() throws {
    let query = Query.traceSearch(TraceQL: "{ duration > }", range: range, limit: 1, spansPerSet: 1)
    let failure = #expect(throws: QueryFailure.self) { try ask(query) }
    #expect(failure?.message.contains("col 14") == true)
  }
}
