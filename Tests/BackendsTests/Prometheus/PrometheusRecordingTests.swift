internal import Backends
internal import Testing

@Suite struct PrometheusRecordingTests {
  @Test(arguments: PrometheusRecordings.all)
  func answers(_ recorded: Recorded) throws {
    try recorded.verifyAnswer(of: PrometheusDialect())
  }

  @Test(arguments: PrometheusRecordings.all)
  func requests(_ recorded: Recorded) throws {
    let posts = recorded.file == "prometheus/range-form-post"
    try recorded.verifyRequest(of: PrometheusDialect(usesPost: posts))
  }

  @Test(arguments: PrometheusRecordings.all)
  func cutAnswersAreRefused(_ recorded: Recorded) throws {
    try recorded.verifyCuts(of: PrometheusDialect())
  }

  @Test func noRecordingIsForgotten() throws {
    try #expect(Fixture.all(of: "prometheus") == Set(PrometheusRecordings.all.map(\.file)))
  }
}
