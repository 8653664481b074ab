import Backends
import DemoLab
import Foundation
import Telemetry
import Testing

@Suite struct TempoSearchTests {
  @Test func answersAsTheRecordedServerDoes() throws {
    let response = TraceFixture.server().search("{ resource.service.name = \"jellyfin\" && duration > 3s }")
    #expect(response.status == 200)
    #expect(response.contentType == "application/json")
    let traces = try WireAnswer(response).list("traces")
    #expect(traces.count == 3)
    let trace = try #require(traces.first)
    #expect(
      Set(trace.keys) == [
        "traceID", "rootServiceName", "rootTraceName", "startTimeUnixNano", "durationMs", "spanSet",
        "spanSets", "serviceStats",
      ])
    #expect(trace.text("traceID") == "a0000000000000002")
    #expect(trace.text("rootServiceName") == "gateway")
    #expect(trace.text("startTimeUnixNano") == "1795230530000000000")
    #expect(trace["durationMs"] as? Int == 5000)
    let set = try #require(trace.list("spanSets").first)
    #expect(set["matched"] as? Int == 1)
    let span = try #require(set.list("spans").first)
    #expect(Set(span.keys) == ["spanID", "startTimeUnixNano", "durationNanos", "attributes"])
    #expect(span.text("spanID") == "0000000000000002")
    #expect(span.text("durationNanos") == "4500000000")
    #expect(span.pairs == ["service.name": "stringValue=jellyfin"])
    #expect(
      trace.object("serviceStats").object("nas") as? [String: Int] == ["spanCount": 1, "errorCount": 1])
    #expect(trace.object("serviceStats").object("gateway") as? [String: Int] == ["spanCount": 1])
  }

  @Test func selectsAndNamesSpans() throws {
    let answer = try WireAnswer(
      TraceFixture.server().search("{ status = error } | select(name, resource.host, event:name)"))
    let span = try #require(answer.list("traces").first?.object("spanSet").list("spans").first)
    #expect(span.text("name") == "nfs.read")
    #expect(
      span.pairs == [
        "status": "stringValue=error", "host": "stringValue=ringtail", "event:name": "stringValue=retransmit",
      ])
  }

  @Test func aggregatesStandOnTheSpanset() throws {
    let answer = try WireAnswer(
      TraceFixture.server().search("{} | by(resource.service.name) | count() > 1 | avg(duration) > 1s"))
    let set = try #require(answer.list("traces").first?.list("spanSets").first)
    #expect(
      set.pairs == [
        "by(resource.service.name)": "stringValue=jellyfin", "count()": "intValue=2",
        "avg(duration)": "stringValue=2.2505s",
      ])
  }

  @Test func limitsTracesAndSpans() throws {
    let answer = try WireAnswer(TraceFixture.server().search("{}", [("limit", "2"), ("spss", "1")]))
    let traces = answer.list("traces")
    #expect(traces.map { $0.text("traceID") } == ["a0000000000000001", "a0000000000000002"])
    #expect(traces.first?.object("spanSet").list("spans").count == 1)
    #expect(traces.first?.object("spanSet")["matched"] as? Int == 4)
  }

  @Test func nothingFoundIsAnEmptyList() throws {
    #expect(try WireAnswer(TraceFixture.server().search("{ name = \"none\" }"))["traces"] as? [String] == [])
  }

  @Test func leavesOutTheNewest() throws {
    let store = MemoryTraceStore(all: TraceFixture.store(1).all)
    let cut = TempoServer(store: store, endCutoff: .seconds(61))
    let whole = TempoServer(store: store, endCutoff: .zero)
    #expect(try WireAnswer(cut.search("{}")).list("traces").isEmpty)
    #expect(try WireAnswer(whole.search("{}")).list("traces").count == 1)
  }

  @Test func oldParametersHaveNoSpansets() throws {
    let response = TraceFixture.server().get(
      "/api/search", [("tags", "service.name=nas host=\"ringtail\""), ("minDuration", "3s")])
    let traces = try WireAnswer(response).list("traces")
    #expect(traces.count == 3)
    #expect(traces.allSatisfy { $0["spanSets"] == nil && $0["serviceStats"] == nil })
    #expect(try WireAnswer(TraceFixture.server().get("/api/search")).list("traces").count == 6)
  }

  @Test(arguments: [
    ("{ duration > }", "invalid TraceQL query: parse error at line 1, col 14: syntax error: unexpected }"),
    (
      "{ duration = \"x\" }",
      "invalid TraceQL query: binary operations must operate on the same type: duration = `x`"
    ),
    (
      "{ parent.x = 1 }",
      "invalid TraceQL query: parse error at line 1, col 3: scope parent not yet supported"
    ),
    (
      "{ .a = \"🐦é\" &&\n  x }",
      "invalid TraceQL query: parse error at line 2, col 3: syntax error: unexpected x"
    ),
    ("{", "invalid TraceQL query: parse error at line 1, col 2: syntax error: unexpected $end"),
    ("{ name =~ \"(\" }", "error parsing regexp: `(`"),
    ("{} | rate()", "metrics queries are not searches: ask /api/metrics/query_range"),
  ]) func refusesAsTempoDoes(query: String, message: String) {
    let response = TraceFixture.server().search(query)
    #expect(response.status == 400)
    #expect(response.contentType == "text/plain; charset=utf-8")
    #expect(response.body.text == message)
  }

  @Test(arguments: [
    [("start", "1")], [("start", "1.5"), ("end", "3")], [("start", "5"), ("end", "5")], [("limit", "0")],
    [("limit", "x")], [("q", "{}"), ("tags", "a=b")], [("spss", "101")],
    [("start", "1"), ("end", "9999999")],
  ]) func refusesBadParameters(parameters: [(String, String)]) {
    #expect(TraceFixture.server().get("/api/search", parameters).status == 400)
  }
}
