internal import Backends
internal import Telemetry
internal import Testing

@Suite struct PrometheusDialectTests {
  private let dialect = PrometheusDialect()
  private let query = Query.metricsInstant(PromQL: "up", at: Instant(seconds: 1))

  private func answer(
    _ body: String, status: Int = 200, type: String = "application/json", to query: Query? = nil
  ) throws -> Answer {
    try dialect.answer(
      to: query ?? self.query,
      from: HTTPResponse(status: status, headers: ["content-type": type], body: Payload(body)))
  }

  private func failure(
    _ body: String, status: Int = 200, type: String = "application/json", to query: Query? = nil
  ) -> QueryFailure? {
    #expect(throws: QueryFailure.self) {
      _ = try answer(body, status: status, type: type, to: query)
    }
  }

  @Test func queriesArePostedAsForms() throws {
    let range = TimeRange(
      start: Instant(milliseconds: 1_700_000_000_005), end: Instant(seconds: 1_700_000_060))
    let dialect = PrometheusDialect(extraParameters: [HTTPRequest.Field("dedup", "true")])
    let request = try dialect.request(
      for: .metricsRange(PromQL: "a{b=\"c\"}", range: range, step: .milliseconds(2500)))
    #expect(request.method == .post)
    #expect(request.path == "/api/v1/query_range")
    #expect(request.query == [HTTPRequest.Field("dedup", "true")])
    #expect(
      request.body
        == .form([
          HTTPRequest.Field("query", "a{b=\"c\"}"), HTTPRequest.Field("start", "1700000000.005"),
          HTTPRequest.Field("end", "1700000060"), HTTPRequest.Field("step", "2.500"),
        ]))
    #expect(request.isIdempotent)
  }

  @Test func aForbiddenPostIsRepeatedAsGet() throws {
    let forbidden = HTTPResponse(status: 405, body: Payload("Method Not Allowed"))
    let second = try #require(dialect.alternative(to: query, after: forbidden))
    #expect(second.method == .get)
    #expect(second.query.map(\.name) == ["query", "time"])
    #expect(dialect.alternative(to: .rules, after: forbidden) == nil)
    let fine = HTTPResponse(status: 200, body: Payload("{}"))
    #expect(dialect.alternative(to: query, after: fine) == nil)
  }

  @Test(arguments: [
    ("service", "service"), ("http.route", "U__http_2e_route"), ("a_b.c", "U__a__b_2e_c"),
    ("naïve", "U__na_ef_ve"), ("0day", "U__0day"), ("U__x", "U__U____x"), ("a/b", "U__a_2f_b"),
  ])
  func labelNamesAreEscapedInPaths(_ name: String, _ segment: String) throws {
    let request = try dialect.request(
      for: .metricLabelValues(label: name, matching: [], range: .recorded))
    #expect(request.path == "/api/v1/label/\(segment)/values")
  }

  @Test func noContentIsAnEmptyAnswer() throws {
    let exemplars = try answer("", status: 204, to: .exemplars(PromQL: "1", range: .recorded))
    #expect(exemplars.body == .exemplars([]))
    try #expect(answer("", status: 204, to: .rules).body == .rules([]))
    #expect(throws: QueryFailure.self) { try answer("", status: 204, to: .managedAlerts) }
  }

  @Test func missingDataIsAnEmptyAnswer() throws {
    try #expect(answer("{\"status\":\"success\"}").body == .series([]))
    try #expect(answer("{\"status\":\"success\",\"data\":null}", to: .alerts).body == .alerts([]))
  }

  @Test func warningsAndInfosAreKept() throws {
    let body = """
      {"status":"success","data":{"resultType":"vector","result":[]},"future":{"x":[1]},
      "warnings":["results truncated due to limit"],"infos":["metric might not be a counter"]}
      """
    let answer = try answer(body)
    #expect(answer.warnings == ["results truncated due to limit", "metric might not be a counter"])
    #expect(answer.partial)
  }

  @Test func exemplarLabelsOfTheConfigurationComeFirst() throws {
    let body = """
      {"status":"success","data":[{"seriesLabels":{},"exemplars":[{"labels":{"trace_id":"1",
      "request":"2","span_id":"00f067aa0ba902b7"},"value":"1","timestamp":3}]}]}
      """
    let response = HTTPResponse(status: 200, body: Payload(body))
    let query = Query.exemplars(PromQL: "x", range: .recorded)
    let plain = try Result.success(dialect.answer(to: query, from: response)).exemplars()
    #expect(plain[0].traceID == TraceID(hex: "1"))
    #expect(plain[0].spanID == SpanID(hex: "00f067aa0ba902b7"))
    let configured = PrometheusDialect(exemplarLabels: ["request"])
    let chosen = try Result.success(configured.answer(to: query, from: response)).exemplars()
    #expect(chosen[0].traceID == TraceID(hex: "2"))
  }

  @Test(arguments: [
    ("bad_data", 400, QueryFailure.Reason.refused), ("execution", 422, .refused),
    ("canceled", 499, .cancelled), ("timeout", 503, .timedOut), ("unavailable", 500, .serverFault),
    ("internal", 500, .serverFault), ("not_found", 404, .notFound),
    ("not_acceptable", 406, .refused), ("brand_new", 429, .refused),
  ])
  func errorTypes(_ type: String, _ status: Int, _ reason: QueryFailure.Reason) {
    let failure = failure(
      "{\"status\":\"error\",\"errorType\":\"\(type)\",\"error\":\"why\"}", status: status)
    #expect(failure == QueryFailure(reason, "why", status: status))
  }

  @Test func notReadyYet() {
    let failure = failure("Service Unavailable", status: 503, type: "text/plain; charset=utf-8")
    #expect(failure == QueryFailure(.serverFault, "Service Unavailable", status: 503))
  }

  @Test func columnsCountCharacters() {
    // The server counts bytes: é is two of them.
    let text = "{a=\"é\"} +"
    let failure = failure(
      "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"1:11: parse error: x\"}",
      status: 400, to: .metricsInstant(PromQL: text, at: .epoch))
    #expect(failure?.position == TextPosition(line: 1, column: 10))
  }

  @Test(arguments: [
    "[]", "\"success\"", "7", "{}", "{\"status\":1}", "{\"status\":\"success\",\"data\":[]}",
    "{\"status\":\"success\",\"data\":{\"resultType\":\"cube\",\"result\":[]}}",
    "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"value\":[1]}]}}",
    "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"value\":[1e300,\"1\"]}]}}",
    "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"value\":[1,\"one\"]}]}}",
    "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[]}}",
  ])
  func otherShapesAreRefused(_ body: String) {
    #expect(failure(body)?.reason == .undecodable)
  }

  @Test func othersQuestionsAreUnsupported() {
    #expect(throws: QueryFailure(.unsupported, "Prometheus cannot answer a question about logs")) {
      try dialect.request(for: .logStats(selector: "{a=\"b\"}", range: .recorded))
    }
  }
}
