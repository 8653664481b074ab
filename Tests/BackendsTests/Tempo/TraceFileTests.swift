internal import Backends
internal import Telemetry
internal import Testing

@Suite struct TraceFileTests {
  private static let first = "4bf92f3577b34da6a3ce929d0e0e4736"
  private static let second = "4bf92f3577b34da6a3ce929d0e0e4737"

  private func read(_ text: String, id: String? = nil) throws -> Trace {
    try TraceFile.read(Array(text.utf8), id: id.flatMap { TraceID(hex: $0) })
  }

  /// One ResourceSpans of one span.
  private static func batch(
    _ span: String, service: String = "api", trace: String = first, groups: String = "scopeSpans"
  ) -> String {
    """
    {"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"\(service)"}}]},\
    "\(groups)":[{"scope":{"name":"s"},"spans":[{"traceId":"\(trace)","spanId":"\(span)"}]}]}
    """
  }

  private static let one = batch("00000000000000a1")
  private static let two = batch("00000000000000a2", service: "db")

  @Test(arguments: [
    "{\"trace\":{\"resourceSpans\":[\(one),\(two)]},\"metrics\":{}}",
    "{\"batches\":[\(one),\(two)]}",
    "{\"resourceSpans\":[\(one),\(two)]}",
    "\u{FEFF}{\"resourceSpans\":[\(one),\(two)]}\r\n",
    "[\(one),\(two)]",
    "[{\"resourceSpans\":[\(one)]},{\"resourceSpans\":[\(two)]}]",
    "\(one)\n\(two)",
    "\n\r\n\(one)\r\n\n\(two)\r\n",
    "{\"resourceSpans\":[\(one)]}\n{\"resourceSpans\":[\(two)]}\n",
    "{\"batches\":[\(one)]}\n\(two)\n",
    "{\n  \"resourceSpans\": [\n\(one),\n\(two)\n]}\n",
    "[\n\(one),\n\(two)\n]\n",
  ]) func everyShape(_ text: String) throws {
    let trace = try read(text)
    #expect(trace.id.description == Self.first)
    #expect(trace.spans.map(\.id) == [SpanID(0xa1), SpanID(0xa2)])
    #expect(trace.spans.map(trace.service) == ["api", "db"])
    #expect(trace.scopes == [InstrumentationScope(name: "s")])
    #expect(!trace.partial)
  }

  @Test func base64IdsAndOldNames() throws {
    let text = """
      {"resourceSpans":[{"instrumentationLibrarySpans":[{"instrumentationLibrary":{"name":"old"},"spans":[
      {"traceId":"S/kvNXezTaajzpKdDg5HNg==","spanId":"AAAAAAAAAKE="}]}]}]}
      """
    let trace = try read(text)
    #expect(trace.id.description == Self.first)
    #expect(trace.spans.map(\.id) == [SpanID(0xa1)])
    #expect(trace.scopes.map(\.name) == ["old"])
  }

  @Test(arguments: ["tempo/trace-v1", "tempo/trace-v2", "tempo/trace-v2-exception", "tempo/trace-v2-links"])
  func recordedAnswersReadAsFromTheServer(_ file: String) throws {
    let fixture = try Fixture(file)
    let trace = try TraceFile.read(fixture.bytes)
    let answer = try TempoDialect().answer(to: .trace(trace.id, hint: nil), from: fixture.answer())
    #expect(answer.body == .trace(trace))
  }

  @Test func aPartIsMarkedSo() throws {
    let end = "\"status\":\"PARTIAL\",\"message\":\"cut\"}"
    let trace = try read("{\"trace\":{\"resourceSpans\":[\(Self.one)]},\(end)")
    #expect(trace.partial)
    #expect(trace.message == "cut")
  }

  private static let mixed = """
    \(batch("00000000000000b1", service: "other", trace: second))
    \(one)
    \(batch("00000000000000b2", service: "other", trace: second))
    """

  @Test func ofSeveralTracesTheNamedOneIsRead() throws {
    let trace = try read(Self.mixed, id: Self.first)
    #expect(trace.spans.map(\.id) == [SpanID(0xa1)])
    #expect(trace.resources.map(\.service) == ["api"])
    #expect(try read(Self.mixed, id: Self.second).spans.count == 2)
  }

  @Test func severalTracesAreListed() {
    let failure = #expect(throws: QueryFailure.self) { try read(Self.mixed) }
    #expect(failure?.reason == .refused)
    #expect(
      failure?.message
        == "it holds 2 traces, name one: \(Self.second) (2 spans), \(Self.first) (1 span)")
  }

  @Test func anotherTraceIsNotFound() {
    let failure = #expect(throws: QueryFailure.self) { try read(Self.one, id: "abc") }
    #expect(failure?.reason == .notFound)
    #expect(
      failure?.message
        == "it holds no trace 00000000000000000000000000000abc, only \(Self.first) (1 span)")
  }

  @Test func spansWithoutATraceAreCounted() throws {
    let trace = try read("\(Self.one)\n{\"scopeSpans\":[{\"spans\":[{\"spanId\":\"00000000000000a9\"}]}]}")
    #expect(trace.spans.count == 1)
    #expect(trace.message == "1 spans without a valid id were left out")
  }

  @Test(arguments: [
    ("", "it is empty: expected a trace as JSON"), (" \n\r\n", "it is empty: expected a trace as JSON"),
    ("{\"trace\":{}}", "it holds no spans with a trace id"), ("[]", "it holds no spans with a trace id"),
    ("\(one)\n{\"resou", "line 2 is not valid JSON"),
    ("\(one)\n\n{\"traces\":[]}", "line 3 is no trace: expected Tempo's JSON"),
    ("{\"traces\":[]}", "it is no trace: expected Tempo's JSON"), ("hello", "it is not valid JSON"),
    ("1", "it is no trace"), ("{\"trace\":", "it is not valid JSON"),
  ]) func othersAreRefused(_ text: String, _ words: String) {
    let failure = #expect(throws: QueryFailure.self) { try read(text) }
    #expect(failure?.message.hasPrefix(words) == true, "\(failure?.message ?? "")")
  }

  @Test func compressedFilesAreNamedSo() {
    let failure = #expect(throws: QueryFailure.self) { try TraceFile.read([0x1F, 0x8B, 8, 0, 1, 2, 3]) }
    #expect(failure?.message == "it is compressed: unpack it with gunzip first")
  }

  @Test func everyCutOfADocumentIsAnError() {
    let whole = Array("{\"trace\":{\"resourceSpans\":[\(Self.one),\(Self.two)]}}".utf8)
    for count in 0..<whole.count {
      #expect(throws: QueryFailure.self) { try TraceFile.read(Array(whole.prefix(count))) }
    }
  }
}
