internal import Backends
internal import Telemetry
internal import Testing

@Suite struct NtfyDialectTests {
  private let dialect = NtfyDialect(topics: ["alerts", "a b"])

  private func answer(_ body: String, status: Int = 200) throws -> Answer {
    let headers = ["content-type": "application/x-ndjson; charset=utf-8"]
    return try dialect.answer(
      to: .notifications(since: "all"),
      from: HTTPResponse(status: status, headers: headers, body: Payload(body)))
  }

  @Test func asksForWhatCameSince() throws {
    let request = try dialect.request(for: .notifications(since: "xE73Iyuabi"))
    #expect(request.path == "/alerts,a%20b/json")
    #expect(request.query == [.init("poll", "1"), .init("since", "xE73Iyuabi")])
    #expect(throws: QueryFailure.self) {
      try NtfyDialect(topics: []).request(for: .notifications(since: "all"))
    }
  }

  @Test func readsMessagesAndSkipsTheRest() throws {
    let answer = try answer(
      """
      {"id":"a","time":1795000000,"event":"open","topic":"alerts"}
      {"id":"b","time":1795000001,"event":"message","topic":"alerts","title":"[FIRING] X","message":"漢\\n2","tags":["warning"],"priority":5,"click":"https://c"}
      {"id":"c","time":1795000002,"event":"keepalive","topic":"alerts"}
      {"id":"d","time":1795000003,"event":"message","topic":"alerts"}

      """)
    guard case .notifications(let found) = answer.body else { throw Unexpected(.success(answer)) }
    #expect(found.map(\.id) == ["b", "d"] && answer.warnings.isEmpty)
    #expect(found[0].title == "[FIRING] X" && found[0].message == "漢\n2" && found[0].priority == 5)
    #expect(found[0].tags == ["warning"] && found[0].link == "https://c" && found[1].priority == 3)
    #expect(found[0].time == Instant(seconds: 1_795_000_001))
  }

  @Test func aBrokenLineCostsNoOther() throws {
    let answer = try answer(
      "{\"id\":\n{\"id\":\"b\",\"time\":1,\"event\":\"message\",\"topic\":\"t\",\"message\":\"m\"}\n[]\n")
    guard case .notifications(let found) = answer.body else { throw Unexpected(.success(answer)) }
    #expect(found.map(\.id) == ["b"])
    #expect(answer.warnings == ["1 of ntfy's lines could not be read"])
  }

  @Test func errorsAreItsOwnWords() {
    let body = #"{"code":40301,"http":403,"error":"forbidden","link":"https://ntfy.sh/docs"}"#
    let failure = #expect(throws: QueryFailure.self) { try answer(body, status: 403) }
    #expect(failure?.message.contains("forbidden") == true)
  }
}
