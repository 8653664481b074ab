import Backends
import DemoLab
import Telemetry
import Testing

/// The lab's traces in protobuf.
@Suite struct TempoProtobufTests {
  private let path = "/api/v2/traces/a0000000000000002"

  private func ask(_ path: String, accept: String, query: String? = nil) -> HTTPResponse {
    let request = HTTPRequest(
      .get, path, query: query.map { [HTTPRequest.Field("q", $0)] } ?? [],
      headers: [HTTPRequest.Field("Accept", accept)])
    return TraceFixture.server().respond(request, now: TraceFixture.now)
  }

  private func read(_ response: HTTPResponse) throws -> Answer {
    let id = try #require(TraceFixture.trace(1)).id
    return try TempoDialect().answer(to: .trace(id, hint: nil), from: response)
  }

  @Test(arguments: [
    ("application/protobuf", "application/protobuf"),
    ("application/json;q=0.5, application/protobuf", "application/protobuf"),
    ("application/x-protobuf", "application/json"), ("*/*", "application/json"),
  ]) func theHeaderChooses(_ accept: String, _ type: String) {
    #expect(ask(path, accept: accept).contentType == type)
  }

  @Test(arguments: ["/api/traces/a0000000000000002", "/api/v2/traces/a0000000000000002"])
  func bothEncodingsAreEqual(_ path: String) throws {
    let protobuf = ask(path, accept: "application/protobuf")
    let json = ask(path, accept: "application/json")
    #expect(protobuf.body.count < json.body.count / 2)
    let answer = try read(protobuf)
    #expect(answer == (try read(json)))
    #expect(answer.body != .trace(nil))
  }

  @Test func everyValueIsEqualInBoth() throws {
    let attributes = [
      Attribute("s", .string("→")), Attribute("i", .int(.min)), Attribute("d", .double(-0.5)),
      Attribute("b", .bool(false)), Attribute("y", .bytes([0, 255])), Attribute("n", .empty),
      Attribute("a", .array([.int(1), .array([]), .empty])),
      Attribute("m", .map([Attribute("z", .map([]))])),
    ]
    var trace = try #require(TraceFixture.trace(1))
    trace.resources[0].attributes = attributes
    trace.scopes[0].attributes = attributes
    trace.spans[0].attributes = attributes
    trace.spans[1].events = [SpanEvent(time: TraceFixture.now, name: "", attributes: attributes)]
    trace.spans[1].links = [SpanLink(traceID: trace.id, spanID: nil, attributes: attributes)]
    let server = TempoServer(store: MemoryTraceStore(all: [trace]))
    let answers = try ["application/protobuf", "application/json"].map { accept in
      let headers = [HTTPRequest.Field("Accept", accept)]
      return try read(server.respond(HTTPRequest(.get, path, headers: headers), now: TraceFixture.now))
    }
    #expect(answers[0] == answers[1])
    guard case .trace(let read?) = answers[0].body else {
      Issue.record("no trace")
      return
    }
    #expect(Set(read.spans) == Set(trace.spans))
  }

  @Test func partsAndMissingTraces() throws {
    let part = try read(ask(path, accept: "application/protobuf", query: "{ status = error }"))
    #expect(part.partial)
    let missing = ask("/api/v2/traces/abc", accept: "application/protobuf")
    #expect(missing.status == 200)
    #expect(Array(missing.body.bytes) == [0x0A, 0x00])
    #expect(ask("/api/traces/abc", accept: "application/protobuf").status == 404)
  }
}
