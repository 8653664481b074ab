internal import Backends
internal import Telemetry
internal import Testing

@Suite struct TempoDialectTests {
  private let dialect = TempoDialect()
  private let byID = Query.trace(TraceID(hex: "4bf92f3577b34da6a3ce929d0e0e4736")!, hint: nil)
  private let search = Query.traceSearch(TraceQL: "{}", range: .recorded, limit: 1, spansPerSet: 1)

  private func answer(
    _ body: String, status: Int = 200, type: String = "", to query: Query? = nil
  ) throws -> Answer {
    try dialect.answer(
      to: query ?? byID,
      from: HTTPResponse(status: status, headers: ["content-type": type], body: Payload(body)))
  }

  private func trace(_ body: String) throws -> Trace {
    try #require(try Result.success(answer(body)).trace())
  }

  @Test func otlpWithHexIdsAndOldScopes() throws {
    let trace = try trace(
      """
      {"resourceSpans":[
      {"resource":{},"instrumentationLibrarySpans":[{"instrumentationLibrary":{"name":"old"},"spans":[
      {"traceId":"4bf92f3577b34da6a3ce929d0e0e4736","spanId":"00f067aa0ba902b7","parentSpanId":"",
      "kind":3,"status":{"code":2},"startTimeUnixNano":20,"endTimeUnixNano":"10"}]}]},
      {"resource":{"attributes":[]},"scopeSpans":[{"scope":{"name":"old"},"spans":[
      {"spanId":"APBnqgupArg=","parentSpanId":"APBnqgupArc=","endTimeUnixNano":"18446744073709551615"},
      {"name":"no id"}]}]}]}
      """)
    #expect(trace.spans.map(\.id.description) == ["00f067aa0ba902b7", "00f067aa0ba902b8"])
    #expect(trace.spans[0].parentID == nil)
    #expect(trace.spans[0].kind == .client)
    #expect(trace.spans[0].status == .error)
    #expect(trace.spans[0].durationNanoseconds == 0)
    #expect(trace.spans[1].parentID == trace.spans[0].id)
    #expect(trace.spans[1].durationNanoseconds == 0)
    #expect(trace.resources.count == 1)
    #expect(trace.scopes == [InstrumentationScope(name: "old")])
    #expect(trace.partial)
    #expect(trace.message == "1 spans without a valid id were left out")
  }

  @Test func everyKindOfAttributeValue() throws {
    let trace = try trace(
      """
      {"trace":{"resourceSpans":[{"scopeSpans":[{"spans":[{"spanId":"APBnqgupArc=","attributes":[
      {"key":"s","value":{"stringValue":"x"}},{"key":"i","value":{"intValue":"-9007199254740993"}},
      {"key":"d","value":{"doubleValue":"-Infinity"}},{"key":"b","value":{"boolValue":false}},
      {"key":"y","value":{"bytesValue":"AP8="}},{"key":"n","value":{}},
      {"key":"a","value":{"arrayValue":{"values":[{"intValue":1},{"doubleValue":0.5}]}}},
      {"key":"k","value":{"kvlistValue":{"values":[{"key":"z","value":{"stringValue":"w"}}]}}},
      {"value":{"stringValue":"no key"}}]}]}]}]},"status":"PARTIAL","message":"too big"}
      """)
    #expect(
      trace.spans[0].attributes == [
        Attribute("s", .string("x")), Attribute("i", .int(-9_007_199_254_740_993)),
        Attribute("d", .double(-.infinity)), Attribute("b", .bool(false)),
        Attribute("y", .bytes([0, 255])), Attribute("n", .empty),
        Attribute("a", .array([.int(1), .double(0.5)])),
        Attribute("k", .map([Attribute("z", .string("w"))])),
      ])
    #expect(trace.partial)
    #expect(trace.message == "too big")
  }

  @Test func searchesWithGaps() throws {
    let body = """
      {"traces":[{"traceID":"1","rootServiceName":"<root span not yet received>",
      "startTimeUnixNano":"5","spanSet":{"spans":[{"spanID":"2"},{"spanID":"zz"}],"matched":9}}],
      "metrics":{},"status":"PARTIAL","message":"a block was lost"}
      """
    let answer = try answer(body, to: search)
    let traces = try Result.success(answer).traces()
    #expect(traces[0].id.description == "00000000000000000000000000000001")
    #expect(traces[0].rootService == nil)
    #expect(traces[0].rootName == nil)
    #expect(traces[0].durationNanoseconds == 0)
    #expect(traces[0].matched.map(\.id) == [SpanID(2)])
    #expect(traces[0].matchedCount == 9)
    #expect(answer.partial)
    #expect(answer.warnings == ["a block was lost"])
    #expect(try self.answer("{}", to: search).body == .traces([]))
  }

  @Test func metricsWithOddNumbers() throws {
    let body = """
      {"series":[{"labels":[{"key":"__name__","value":{"stringValue":"rate"}}],"samples":[
      {"timestampMs":"2000","value":"NaN"},{"timestampMs":1000,"value":"Infinity"}],
      "exemplars":[{"labels":[{"key":"traceID","value":{"stringValue":"ff"}}],"timestampMs":"1"}]}]}
      """
    let query = Query.traceMetricsRange(TraceQL: "{} | rate()", range: .recorded, step: .seconds(1))
    let answer = try answer(body, to: query)
    let series = try Result.success(answer).series()
    #expect(series[0].samples[0] == Sample(Instant(seconds: 1), .infinity))
    #expect(series[0].samples[1].value.isNaN)
    #expect(answer.exemplars[0].traceID == TraceID(hex: "ff"))
    #expect(answer.exemplars[0].value.isNaN)
  }

  @Test func anInstantWithoutMatchesIsZero() throws {
    let query = Query.traceMetricsInstant(TraceQL: "{} | rate()", range: .recorded)
    let series = try Result.success(answer("{\"series\":[{}]}", to: query)).series()
    #expect(series == [Series(labels: [:], samples: [Sample(TimeRange.recorded.end, 0)])])
  }

  @Test func secondsCoverTheRange() throws {
    let range = TimeRange(
      start: Instant(nanoseconds: 1_999_999_999), end: Instant(nanoseconds: 2_000_000_001))
    let request = try dialect.request(
      for: .traceMetricsRange(TraceQL: "{}", range: range, step: .milliseconds(1500)))
    #expect(
      request.query.map { "\($0.name)=\($0.value)" } == ["q={}", "step=1500ms", "start=1", "end=3"])
    let moment = TimeRange(start: Instant(seconds: 7), end: Instant(seconds: 7))
    let tags = try dialect.request(for: .traceTags(filter: nil, range: moment))
    #expect(tags.query.map(\.value) == ["7", "8"])
  }

  @Test func oldServersAreAskedInV1() throws {
    let unknown = HTTPResponse(status: 404, body: Payload("404 page not found"))
    let values = Query.traceTagValues(tag: "resource.service.name", filter: "{}", range: .recorded)
    #expect(try dialect.request(for: values).path == "/api/v2/search/tag/resource.service.name/values")
    #expect(
      dialect.alternative(to: values, after: unknown)?.path == "/api/search/tag/service.name/values")
    let tags = Query.traceTags(filter: nil, range: .recorded)
    #expect(dialect.alternative(to: tags, after: unknown)?.path == "/api/search/tags")
    #expect(dialect.alternative(to: search, after: unknown) == nil)
    let old = try Result.success(answer("{\"tagValues\":[\"a\",\"\"]}", to: values)).tagValues()
    #expect(old == [TraceTagValue(type: "string", value: "a"), TraceTagValue(type: "string", value: "")])
  }

  @Test func aGatewaysNotFoundIsNoMissingTrace() throws {
    #expect(try answer("trace not found", status: 404).body == .trace(nil))
    let failure = #expect(throws: QueryFailure.self) {
      try answer("<html><h1>404 Not&nbsp;Found</h1></html>", status: 404, type: "text/html")
    }
    #expect(failure == QueryFailure(.notFound, "404 Not Found", status: 404))
  }

  @Test(arguments: ["[]", "1", "{\"traces\":[{}]}", "{\"traces\":[{\"traceID\":\"xyz\"}]}"])
  func otherShapesAreRefused(_ body: String) {
    let failure = #expect(throws: QueryFailure.self) { try answer(body, to: search) }
    #expect(failure?.reason == .undecodable)
  }
}
