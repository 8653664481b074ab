internal import Backends
internal import Telemetry
internal import Testing

@Suite struct TempoRecordingTests {
  @Test(arguments: TempoRecordings.all)
  func answers(_ recorded: Recorded) throws {
    try recorded.verifyAnswer(of: TempoDialect())
  }

  @Test(arguments: TempoRecordings.all)
  func requests(_ recorded: Recorded) throws {
    try recorded.verifyRequest(of: TempoDialect(), without: " with (most_recent=true)")
  }

  @Test(arguments: TempoRecordings.all)
  func cutAnswersAreRefused(_ recorded: Recorded) throws {
    try recorded.verifyCuts(of: TempoDialect())
  }

  @Test func noRecordingIsForgotten() throws {
    #expect(try Fixture.all(of: "tempo") == Set(TempoRecordings.all.map(\.file)))
  }

  @Test(arguments: ["tempo/trace-missing-v2", "tempo/trace-missing-v1"])
  func missingTracesAreLookedForInV1(_ file: String) throws {
    let query = Query.trace(TraceID(hex: "abc")!, hint: .recorded)
    let second = TempoDialect().alternative(to: query, after: try Fixture(file).answer())
    #expect(second?.path == "/api/traces/00000000000000000000000000000abc")
    #expect(second?.query == [])
  }

  @Test(arguments: ["tempo/trace-v2", "tempo/trace-v2-links", "tempo/trace-bad-id"])
  func foundTracesAreNot(_ file: String) throws {
    let query = Query.trace(TraceID(hex: "abc")!, hint: nil)
    #expect(TempoDialect().alternative(to: query, after: try Fixture(file).answer()) == nil)
  }

  /// Tempo returns the first traces it finds unless asked for the newest.
  @Test(arguments: [
    ("{ status = error }", "{ status = error } with (most_recent=true)"),
    ("{ } with (most_recent=false)", "{ } with (most_recent=false)"),
    ("{ } with (sample=true)", "{ } with (most_recent=true, sample=true)"),
    (#"{ name != "a with (b" }"#, #"{ name != "a with (b" } with (most_recent=true)"#),
    (#"{ name = "\"日本 with (" } with(x=1)"#, #"{ name = "\"日本 with (" } with(most_recent=true, x=1)"#),
  ]) func searchesAskForTheNewest(typed: String, sent: String) throws {
    let query = Query.traceSearch(TraceQL: typed, range: .recorded, limit: 20, spansPerSet: 3)
    let request = try TempoDialect().request(for: query)
    #expect(request.query.first { $0.name == "q" }?.value == sent)
  }

  @Test func serversThatRefuseTheHintAreAskedWithoutIt() throws {
    let query = Query.traceSearch(TraceQL: "{ }", range: .recorded, limit: 20, spansPerSet: 3)
    let refusal = HTTPResponse(status: 400, body: Payload("invalid hint most_recent"))
    let second = TempoDialect().alternative(to: query, after: refusal)
    #expect(second?.query.first { $0.name == "q" }?.value == "{ }")
    let good = HTTPResponse(status: 200, body: Payload("{}"))
    #expect(TempoDialect().alternative(to: query, after: good) == nil)
  }
}
