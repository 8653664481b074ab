import Backends
import DemoLab
import Foundation
import Telemetry
import Testing

@Suite struct TempoTraceTests {
  @Test func writesBase64IdsAndProtobufJSON() throws {
    let response = TraceFixture.server().get("/api/traces/a0000000000000002")
    let batches = try WireAnswer(response).list("batches")
    #expect(batches.count == 3)
    let service = try #require(batches.last?.object("resource"))
    #expect(service.pairs["service.name"] == "stringValue=nas")
    let scope = try #require(batches.last?.list("scopeSpans").first)
    #expect(scope.object("scope") as? [String: String] == ["name": "lab", "version": "1.0"])
    let span = try #require(scope.list("spans").first)
    #expect(span.text("traceId") == "AAAAAAAAAAoAAAAAAAAAAg==")
    #expect(span.text("spanId") == "AAAAAAAAAAQ=")
    #expect(span.text("parentSpanId") == "AAAAAAAAAAI=")
    #expect(span.text("kind") == "SPAN_KIND_CLIENT")
    #expect(span.text("startTimeUnixNano") == "1795230530030000000")
    #expect(span.text("endTimeUnixNano") == "1795230533030000000")
    #expect(
      span.object("status") as? [String: String] == ["message": "stalled", "code": "STATUS_CODE_ERROR"])
    #expect(span.list("events").first?.pairs == ["attempt": "intValue=1"])
    #expect(span.list("links").first?.text("traceId") == "AAAAAAAAAAoAAAAAAAAAAg==")
    #expect(span["attributes"] == nil)
  }

  @Test func version2HasAWrapper() throws {
    let answer = try WireAnswer(TraceFixture.server().get("/api/v2/traces/a0000000000000002"))
    #expect((answer["trace"] as? [String: Any])?.list("resourceSpans").count == 3)
    #expect(answer["status"] == nil)
  }

  @Test func aQueryKeepsMatchingSpans() throws {
    let answer = try WireAnswer(
      TraceFixture.server().get("/api/v2/traces/A0000000000000002", [("q", "{ status = error }")]))
    #expect((answer["trace"] as? [String: Any])?.list("resourceSpans").count == 1)
    #expect(answer["status"] as? String == "PARTIAL")
  }

  @Test func theHierarchyIsTheMatchesAncestors() throws {
    let response = TraceFixture.server().get(
      "/api/v2/traces/a0000000000000002", [("q", "{ name = \"db\" }"), ("keep_hierarchy", "true")])
    let batches = (try WireAnswer(response)["trace"] as? [String: Any])?.list("resourceSpans") ?? []
    let names = batches.flatMap { $0.list("scopeSpans") }.flatMap { $0.list("spans") }
      .map { $0.text("name") }
    #expect(names == ["GET /play", "play", "db"])
  }

  @Test func missingTraces() {
    let v1 = TraceFixture.server().get("/api/traces/abc")
    #expect(v1.status == 404 && v1.body.count == 0)
    let v2 = TraceFixture.server().get("/api/v2/traces/abc")
    #expect(v2.status == 200 && v2.body.text == "{\"trace\":{},\"metrics\":{}}")
  }

  @Test func badIds() {
    let response = TraceFixture.server().get("/api/v2/traces/xyz")
    #expect(response.status == 400)
    #expect(
      response.body.text
        == "trace IDs can only contain hex characters: invalid character 'x' at position 1")
    #expect(TraceFixture.server().get("/api/traces/" + String(repeating: "a", count: 33)).status == 400)
    #expect(TraceFixture.server().get("/api/traces/0").status == 400)
  }

  @Test func smallEndpoints() throws {
    #expect(TraceFixture.server().get("/api/echo").body.text == "echo\n")
    #expect(TraceFixture.server().get("/ready").body.text == "ready\n")
    #expect(TraceFixture.server().get("/api/nothing").status == 404)
    #expect(
      try WireAnswer(TraceFixture.server().get("/api/status/buildinfo"))["version"] as? String == "3.0.0-lab")
  }

  @Test func tagNamesByScope() throws {
    let scopes = try WireAnswer(TraceFixture.server().get("/api/v2/search/tags")).list("scopes")
    #expect(scopes.map { $0.text("name") } == ["resource", "span", "event", "intrinsic"])
    #expect(scopes.first?["tags"] as? [String] == ["host", "service.name"])
    let only = try WireAnswer(TraceFixture.server().get("/api/v2/search/tags", [("scope", "event")])).list(
      "scopes")
    #expect(only.count == 1 && only.first?["tags"] as? [String] == ["attempt"])
    let old = try WireAnswer(TraceFixture.server().get("/api/search/tags"))["tagNames"] as? [String]
    #expect(old?.contains("http.route") == true && old?.contains("status") == false)
  }

  @Test(arguments: [
    ("resource.service.name", nil, ["string gateway", "string jellyfin", "string nas"]),
    ("span.rows", nil, ["int 12"]), ("span.cached", nil, ["bool true"]), (".item", nil, ["string Dune"]),
    ("status", nil, ["keyword unset", "keyword ok", "keyword error"]),
    ("name", "{ resource.service.name = \"nas\" }", ["string nfs.read"]),
    ("name", "{ bad", ["string GET /play", "string db", "string nfs.read", "string play"]),
    ("span%2Ehttp.status", nil, ["int 200", "int 500"]),
  ]) func tagValues(tag: String, query: String?, values: [String]) throws {
    let path = "/api/v2/search/tag/\(tag)/values"
    let answer = try WireAnswer(TraceFixture.server().get(path, query.map { [("q", $0)] } ?? []))
    #expect(answer.list("tagValues").map { "\($0.text("type") ?? "") \($0.text("value") ?? "")" } == values)
  }

  @Test func unscopedTagsAreForVersion1() throws {
    #expect(TraceFixture.server().get("/api/v2/search/tag/rows/values").status == 400)
    let old = try WireAnswer(TraceFixture.server().get("/api/search/tag/service.name/values"))
    #expect(old["tagValues"] as? [String] == ["gateway", "jellyfin", "nas"])
  }
}
