internal import Backends
internal import Telemetry
internal import Testing

@Suite struct AlertmanagerDialectTests {
  @Test(arguments: AlertmanagerRecordings.all)
  func answers(_ recorded: Recorded) throws {
    try recorded.verifyAnswer(of: AlertmanagerDialect())
  }

  @Test(arguments: AlertmanagerRecordings.all)
  func requests(_ recorded: Recorded) throws {
    try recorded.verifyRequest(of: AlertmanagerDialect())
  }

  @Test(arguments: AlertmanagerRecordings.all)
  func cutAnswersAreRefused(_ recorded: Recorded) throws {
    try recorded.verifyCuts(of: AlertmanagerDialect())
  }

  @Test func noRecordingIsForgotten() throws {
    #expect(try Fixture.all(of: "alertmanager") == Set(AlertmanagerRecordings.all.map(\.file)))
  }

  @Test func errorsAreStrings() {
    let response = HTTPResponse(status: 400, body: Payload("\"bad matcher format: x\"\n"))
    #expect(throws: QueryFailure(.refused, "bad matcher format: x", status: 400)) {
      try AlertmanagerDialect().answer(to: .managedAlerts, from: response)
    }
  }

  @Test func oldSilencesMeanEqual() throws {
    let body = """
      [{"id":"i","startsAt":"2026-01-01T00:00:00Z","endsAt":"2026-01-01T01:00:00+01:00","status":{
      "state":"pending"},"matchers":[{"name":"a","value":"b.*","isRegex":true}]}]
      """
    let answer = try AlertmanagerDialect().answer(
      to: .silences, from: HTTPResponse(status: 200, body: Payload(body)))
    guard case .silences(let silences) = answer.body else { throw Unexpected(.success(answer)) }
    #expect(silences[0].matchers == [.init(name: "a", value: "b.*", isRegex: true, isEqual: true)])
    #expect(silences[0].start == silences[0].end)
    #expect(silences[0].state == .pending)
  }
}
