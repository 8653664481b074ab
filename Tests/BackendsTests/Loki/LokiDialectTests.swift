internal import Backends
internal import Telemetry
internal import Testing

@Suite struct LokiDialectTests {
  private let dialect = LokiDialect()

  private func logs(_ direction: LogDirection = .backward) -> Query {
    .logs(LogQL: "{a=\"ü\"} |", range: .recorded, limit: 10, direction: direction)
  }

  private func answer(
    _ body: String, status: Int = 200, to query: Query? = nil
  ) throws -> Answer {
    try dialect.answer(
      to: query ?? logs(), from: HTTPResponse(status: status, body: Payload(body)))
  }

  private func streams(_ result: String) -> String {
    "{\"status\":\"success\",\"data\":{\"resultType\":\"streams\",\"result\":[\(result)]}}"
  }

  @Test func streamsMergeStably() throws {
    let body = streams(
      """
      {"stream":{"s":"1"},"values":[["3","c"],["2","b1"],["1","a"]]},
      {"stream":{"s":"2"},"values":[["2","b2",{}],["2","b3",{"parsed":{"k":"v"}}]]}
      """)
    let backward = try Result.success(answer(body)).lines()
    #expect(backward.map(\.line) == ["c", "b1", "b2", "b3", "a"])
    #expect(backward[3].parsed == ["k": "v"])
    #expect(backward[3].labels == ["s": "2"])
    let forward = try Result.success(answer(body, to: logs(.forward))).lines()
    #expect(forward.map(\.line) == ["a", "b1", "b2", "b3", "c"])
  }

  /// Loki replaces bytes that are no UTF-8; what stands before or in for it may not.
  @Test func aLineThatIsNoTextTakesNoOtherWithIt() throws {
    let body = streams(#"{"stream":{"s":"1"},"values":[["2","whole é"],["1","cut ?? here"]]}"#)
    let bytes = Array(body.utf8).map { $0 == UInt8(ascii: "?") ? 0xFF : $0 }
    let response = HTTPResponse(status: 200, body: Payload(bytes))
    let lines = try Result.success(dialect.answer(to: logs(), from: response)).lines()
    #expect(lines.map(\.line) == ["whole é", "cut \u{FFFD}\u{FFFD} here"])
  }

  @Test func timesHaveNineteenDigits() throws {
    let range = TimeRange(start: Instant(seconds: 5), end: Instant(seconds: 1_700_000_000))
    let request = try dialect.request(for: .logStats(selector: "{}", range: range))
    // Ten digits or fewer would be read as seconds.
    #expect(request.query[1] == HTTPRequest.Field("start", "1970-01-01T00:00:05.000000000Z"))
    #expect(request.query[2] == HTTPRequest.Field("end", "1700000000000000000"))
  }

  @Test func namesInPathsAreEncoded() throws {
    let request = try dialect.request(
      for: .logFieldValues(field: "a/b c", LogQL: "{}", range: .recorded))
    #expect(request.path == "/loki/api/v1/detected_field/a%2Fb%20c/values")
  }

  @Test func volumeByLabels() throws {
    let request = try dialect.request(
      for: .logVolume(selector: "{}", range: .recorded, step: .seconds(15), by: ["pod", "app"]))
    #expect(request.query.contains(HTTPRequest.Field("targetLabels", "pod,app")))
  }

  @Test func scalarsAreInMilliseconds() throws {
    let body = """
      {"status":"success","data":{"resultType":"scalar","result":[1700000000123,"2"]}}
      """
    let query = Query.logMetricInstant(LogQL: "1+1", at: .epoch)
    let series = try Result.success(answer(body, to: query)).series()
    #expect(series[0].samples == [Sample(Instant(milliseconds: 1_700_000_000_123), 2)])
  }

  @Test func nothingFoundDropsTheKey() throws {
    let bare = "{\"status\":\"success\"}"
    #expect(try answer(bare, to: .logLabelNames(selector: nil, range: .recorded)).body == .names([]))
    #expect(try answer(bare).body == .logs([]))
    #expect(try answer("{}", to: .logFields(LogQL: "{}", range: .recorded)).body == .logFields([]))
    let values = Query.logFieldValues(field: "x", LogQL: "{}", range: .recorded)
    #expect(try answer("{}", to: values).body == .names([]))
  }

  @Test func aMetricQueryInALogFieldIsAnsweredAsWhatItIs() throws {
    let body = """
      {"status":"success","warnings":["w"],"data":{"resultType":"matrix","result":[]}}
      """
    let answer = try answer(body)
    #expect(answer.body == .series([]))
    #expect(answer.warnings == ["w"])
  }

  @Test(arguments: [
    (401, "no org id", QueryFailure.Reason.unauthorised), (429, "too many", .refused),
    (504, "request timed out", .timedOut), (500, "oops", .serverFault), (404, "", .notFound),
  ])
  func statuses(_ status: Int, _ text: String, _ reason: QueryFailure.Reason) {
    let failure = #expect(throws: QueryFailure.self) { try answer(text, status: status) }
    #expect(failure?.reason == reason)
    #expect(failure?.status == status)
    #expect(failure?.message.isEmpty == false)
  }

  @Test func columnsCountCharacters() {
    // u and a combining diaeresis: two code points, one character.
    let query = Query.logMetricInstant(LogQL: "x\n{a=\"u\u{308}\"} |", at: .epoch)
    let failure = #expect(throws: QueryFailure.self) {
      try answer("parse error at line 2, col 10: syntax error", status: 400, to: query)
    }
    #expect(failure?.position == TextPosition(line: 2, column: 9))
  }

  @Test(arguments: [
    "[\"x\",\"line\"]", "[\"99999999999999999999\",\"line\"]", "[\"1\"]", "[]", "{}", "[1,2]", "null",
  ])
  func brokenEntriesAreRefused(_ entry: String) {
    let failure = #expect(throws: QueryFailure.self) {
      try answer(streams("{\"stream\":{},\"values\":[\(entry)]}"))
    }
    #expect(failure?.reason == .undecodable)
  }
}
