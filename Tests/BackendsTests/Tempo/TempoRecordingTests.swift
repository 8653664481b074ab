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
    try recorded.verifyRequest(of: TempoDialect())
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
    #expect(second == HTTPRequest(.get, "/api/traces/00000000000000000000000000000abc"))
  }

  @Test(arguments: ["tempo/trace-v2", "tempo/trace-v2-links", "tempo/trace-bad-id"])
  func foundTracesAreNot(_ file: String) throws {
    let query = Query.trace(TraceID(hex: "abc")!, hint: nil)
    #expect(TempoDialect().alternative(to: query, after: try Fixture(file).answer()) == nil)
  }
}
