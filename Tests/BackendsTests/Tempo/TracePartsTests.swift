internal import Backends
internal import Telemetry
internal import Testing

/// A trace that a server, or our own limit, does not give whole.
@Suite struct TracePartsTests {
  private let dialect = TempoDialect()
  private let id = TraceID(hex: "4bf92f3577b34da6a3ce929d0e0e4736")!
  private var byID: Query { .trace(id, hint: nil) }
  private let refused = QueryFailure(.serverFault, "trace exceeds max size (max bytes: 5000000)", status: 500)

  private func span(_ id: UInt64, resource: Int = 0) -> Span {
    Span(id: SpanID(id)!, name: "s\(id)", start: .epoch, durationNanoseconds: 1, resource: resource)
  }

  private func answer(_ spans: [Span], services: [String] = ["api"]) -> Answer {
    let resources = services.map { Resource(attributes: [Attribute("service.name", .string($0))]) }
    let trace = Trace(
      id: id, spans: spans, resources: resources, scopes: [InstrumentationScope(name: "go")], partial: true)
    return Answer(.trace(trace), partial: true)
  }

  private func filter(_ parts: TraceParts) -> String? {
    parts.request?.query.first { $0.name == "q" }?.value
  }

  private func trace(_ parts: TraceParts) throws -> Trace {
    guard case .trace(let trace?) = try parts.answer.get().body else { throw refused }
    return trace
  }

  @Test func onePartAfterAnother() throws {
    var parts = try #require(dialect.parts(of: byID, after: .failure(refused)))
    let request = try #require(parts.request)
    #expect(request.path == "/api/v2/traces/4bf92f3577b34da6a3ce929d0e0e4736")
    #expect(request.query.map { "\($0.name)=\($0.value)" } == ["q={ nestedSetParent < 0 }", "keep_hierarchy=true"])
    #expect(request.headers == [HTTPRequest.Field("Accept", "application/protobuf")])
    parts.take(.success(answer([span(1)], services: ["gateway"])))
    #expect(filter(parts) == "{ status = error }")
    parts.take(.success(answer([span(1), span(2, resource: 1)], services: ["gateway", "api"])))
    #expect(filter(parts) == "{ duration > 10ms }")
    parts.take(.success(answer([span(2), span(3)], services: ["api"])))
    #expect(parts.request == nil)
    let trace = try trace(parts)
    #expect(trace.spans.map(\.name) == ["s1", "s2", "s3"])
    #expect(trace.spans.map { trace.service(of: $0) } == ["gateway", "api", "api"])
    #expect(trace.scopes.count == 1)
    #expect(trace.partial && trace.isInParts)
    #expect(
      trace.message == "opened by parts: roots, errors and spans over 10 ms, with the spans above them; "
        + "the server refuses the whole: trace exceeds max size (max bytes: 5000000)")
  }

  @Test func aPartThatIsTooLargeIsMadeSmaller() throws {
    var parts = try #require(dialect.parts(of: byID, after: .failure(refused)))
    parts.take(.success(answer([span(1)])))
    parts.take(.failure(refused))
    for limit in ["10ms", "100ms"] {
      #expect(filter(parts) == "{ duration > \(limit) }")
      parts.take(.failure(QueryFailure(.tooLarge, "the answer is larger than 256 MB")))
    }
    #expect(filter(parts) == "{ duration > 1s }")
    parts.take(.success(answer([span(4)])))
    #expect(parts.request == nil)
    #expect(try trace(parts).spans.map(\.name) == ["s1", "s4"])
    #expect(try trace(parts).message?.hasPrefix("opened by parts: roots and spans over 1 s, with") == true)
  }

  /// A server before the filter ignores it, and refuses every part as it refused the whole.
  @Test func withoutAnyPartTheRefusalStands() throws {
    var parts = try #require(dialect.parts(of: byID, after: .failure(refused)))
    var asked = 0
    while parts.request != nil {
      parts.take(.failure(refused))
      asked += 1
    }
    #expect(asked == 6)
    #expect(parts.answer == .failure(refused))
  }

  @Test func aFilterThatIsNotUnderstoodIsPassedOver() throws {
    var parts = try #require(dialect.parts(of: byID, after: .failure(refused)))
    parts.take(.failure(QueryFailure(.refused, "parse error", status: 400)))
    #expect(filter(parts) == "{ status = error }")
    parts.take(.success(answer([span(2)])))
    parts.take(.failure(QueryFailure(.unreachable, "connection reset")))
    #expect(parts.request == nil)
    #expect(try trace(parts).message?.hasPrefix("opened by parts: errors, with") == true)
  }

  /// What the server cut off by itself is filled up with what matters.
  @Test func aTraceThatWasCutIsCompleted() throws {
    var cut = answer([span(8)])
    guard case .trace(var trace?) = cut.body else { return }
    trace.message = "Trace exceeds maximum size of 5000000 bytes, a partial trace is returned"
    cut.body = .trace(trace)
    var parts = try #require(dialect.parts(of: byID, after: .success(cut)))
    parts.take(.success(answer([span(8), span(9)])))
    parts.take(.success(Answer(.trace(nil))))
    parts.take(.success(Answer(.trace(nil))))
    #expect(try self.trace(parts).spans.map(\.name) == ["s8", "s9"])
  }

  /// Tempo may cut a part as it cuts the whole: a smaller one is asked for, and at last it is said.
  @Test func aPartThatWasCutIsKept() throws {
    var parts = try #require(dialect.parts(of: byID, after: .failure(refused)))
    parts.take(.success(Answer(.trace(nil))))
    parts.take(.success(Answer(.trace(nil))))
    for number in UInt64(1)...4 {
      var cut = Trace(id: id, spans: [span(number)], resources: [], partial: true)
      cut.message = "Trace exceeds maximum size of 5000000 bytes, a partial trace is returned"
      parts.take(.success(Answer(.trace(cut), partial: true)))
    }
    #expect(parts.request == nil)
    #expect(try trace(parts).spans.map(\.name) == ["s1", "s2", "s3", "s4"])
    #expect(try trace(parts).message?.hasPrefix("opened by parts: roots, errors and some spans over 10 s, with") == true)
  }

  @Test(arguments: [
    "rpc error: code = ResourceExhausted desc = grpc: received message larger than max (6735537 vs. 4194304)",
    "response larger than the max (45940141 vs 16777216)",
    "TRACE_TOO_LARGE: max size of trace (500000) exceeded",
  ])
  func wordsForSize(_ words: String) {
    #expect(dialect.parts(of: byID, after: .failure(QueryFailure(.serverFault, words, status: 500))) != nil)
  }

  @Test func otherFailuresAreNotAboutSize() {
    for failure in [
      QueryFailure(.timedOut, "no answer within 30 s"), QueryFailure(.serverFault, "boom", status: 500),
      QueryFailure(.refused, "invalid trace id", status: 400),
    ] {
      #expect(dialect.parts(of: byID, after: .failure(failure)) == nil)
    }
    #expect(dialect.parts(of: byID, after: .success(Answer(.trace(nil)))) == nil)
    #expect(dialect.parts(of: byID, after: .success(answer([span(1)]))) == nil)
    let search = Query.traceSearch(TraceQL: "{}", range: .recorded, limit: 1, spansPerSet: 1)
    #expect(dialect.parts(of: search, after: .failure(refused)) == nil)
  }

  /// The whole way: a server that refuses all but errors.
  @Test func aBackendAsksOn() async throws {
    let backend = Backend(id: "tempo", kind: .tempo, dialect: dialect, transport: Refusing())
    guard case .trace(let trace?) = try await backend.ask(byID).body else {
      Issue.record("no trace")
      return
    }
    #expect(trace.spans.map(\.id) == [SpanID(1)])
    #expect(trace.message?.hasPrefix("opened by parts: errors, with") == true)
  }

  private struct Refusing: Transport {
    func send(_ request: HTTPRequest) async throws -> HTTPResponse {
      let error = "{\"trace\":{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"spanId\":\"AAAAAAAAAAE=\"}]}]}]},"
        + "\"status\":\"PARTIAL\"}"
      let wanted = request.query.contains { $0.value == "{ status = error }" }
      return wanted
        ? HTTPResponse(status: 200, body: Payload(error))
        : HTTPResponse(status: 422, body: Payload("trace exceeds max size (max bytes: 5000000)"))
    }
  }
}
