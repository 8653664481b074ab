internal import Backends
internal import Telemetry
internal import Testing

@Suite struct PrometheusStatusTests {
  private let dialect = PrometheusDialect()

  private func answer(_ data: String, to query: Query) throws -> Answer {
    let body = "{\"status\":\"success\",\"data\":\(data)}"
    return try dialect.answer(to: query, from: HTTPResponse(status: 200, body: Payload(body)))
  }

  private func failure(_ query: Query, _ response: HTTPResponse) -> QueryFailure? {
    #expect(throws: QueryFailure.self) { try dialect.answer(to: query, from: response) }
  }

  private static let pages: [(Query, String)] = [
    (.tsdbStatus(top: 10), "what its TSDB holds: it has no /api/v1/status/tsdb"),
    (.allScrapeTargets, "its scrape targets: it has no /api/v1/targets"),
    (.targetMetadata(metric: "up"), "which targets expose a metric: it has no /api/v1/targets/metadata"),
    (.metadata(metric: "up"), "the type and help of metrics: it has no /api/v1/metadata"),
    (.limited(.metricMetadata, to: 5), "the type and help of metrics: it has no /api/v1/metadata"),
    (.rules, "its rules: it has no /api/v1/rules"), (.alerts, "its alerts: it has no /api/v1/alerts"),
    (.serverFlags, "its flags: it has no /api/v1/status/flags"),
    (.serverRuntime, "how it runs: it has no /api/v1/status/runtimeinfo"),
    (.exemplars(PromQL: "up", range: .recorded), "exemplars: it has no /api/v1/query_exemplars"),
  ]

  @Test(arguments: pages) func aMissingPageIsToldPlainly(_ query: Query, _ words: String) {
    let answers = [
      HTTPResponse(status: 404, body: Payload("404 page not found")),
      HTTPResponse(status: 405, body: Payload("Method Not Allowed")),
      HTTPResponse(status: 501, body: Payload("<html><body>Not Implemented</body></html>")),
      HTTPResponse(status: 400, body: Payload("unsupported path requested: \"/api/v1/x\"")),
    ]
    for response in answers {
      let message = "this server does not tell \(words) (HTTP \(response.status))"
      let expected = QueryFailure(.unsupported, message, status: response.status)
      #expect(failure(query, response) == expected)
      #expect(expected.remedies.isEmpty)
    }
  }

  @Test func aMissingQueryPageIsAWrongAddress() {
    let query = Query.metricsInstant(PromQL: "up", at: .epoch)
    let failure = failure(query, HTTPResponse(status: 404, body: Payload("404 page not found")))
    #expect(failure?.reason == .notFound)
    #expect(failure?.remedies == [.checkSource])
  }

  @Test func anEmptyHeadHasNoTimes() throws {
    let data = """
      {"headStats":{"numSeries":0,"chunkCount":0,"minTime":9223372036854775807,
      "maxTime":-9223372036854775808},"seriesCountByMetricName":null}
      """
    let empty = TSDBStatus(series: 0, chunks: 0)
    try #expect(answer(data, to: .tsdbStatus(top: 1)).body == .tsdbStatus(empty))
  }

  @Test func otherServersTotalsCount() throws {
    let data = """
      {"totalSeries":7,"totalLabelValuePairs":"3","seriesCountByMetricName":
      [{"name":"up","value":4,"requestsCount":1},{"name":"broken"},{"value":1}]}
      """
    let expected = TSDBStatus(series: 7, labelPairs: 3, seriesByMetric: [.init("up", 4)])
    try #expect(answer(data, to: .tsdbStatus(top: 1)).body == .tsdbStatus(expected))
  }

  @Test(arguments: [Query.tsdbStatus(top: 1), .serverFlags, .serverRuntime])
  func otherShapesAreRefused(_ query: Query) {
    let body = Payload("{\"status\":\"success\",\"data\":[1]}")
    #expect(failure(query, HTTPResponse(status: 200, body: body))?.reason == .undecodable)
  }

  @Test func targetsThatTellTheMetricKeepIt() throws {
    let data =
      "[{\"target\":{\"job\":\"a\"},\"metric\":\"x\",\"type\":\"gauge\",\"help\":\"h\",\"unit\":\"s\"}]"
    let metric = MetricMetadata(name: "x", type: "gauge", help: "h", unit: "s")
    try #expect(
      answer(data, to: .targetMetadata(metric: "")).body
        == .targetMetadata([TargetMetadata(target: ["job": "a"], metric: metric)]))
  }

  @Test func limitsGoIntoTheRequest() throws {
    let names = Query.metricLabelNames(matching: ["up"], range: .recorded)
    let request = try dialect.request(for: .limited(names, to: 3))
    #expect(request.path == "/api/v1/labels")
    #expect(request.query.last == HTTPRequest.Field("limit", "3"))
    #expect(request.query.first == HTTPRequest.Field("match[]", "up"))
    let instant = Query.metricsInstant(PromQL: "up", at: .epoch)
    guard case .form(let fields) = try dialect.request(for: .limited(instant, to: 9)).body else {
      Issue.record("no form")
      return
    }
    #expect(fields.last == HTTPRequest.Field("limit", "9"))
  }

  @Test func longerAnswersAreCut() throws {
    let names = Query.metricLabelNames(matching: [], range: .recorded)
    let cut = try answer("[\"a\",\"b\",\"c\"]", to: .limited(names, to: 2))
    #expect(cut.body == .names(["a", "b"]))
    #expect(cut.partial && cut.warnings == ["results truncated due to limit"])
    let whole = try answer("[\"a\",\"b\"]", to: .limited(names, to: 2))
    #expect(whole.body == .names(["a", "b"]) && !whole.partial && whole.warnings.isEmpty)
    try #expect(answer("[\"a\"]", to: .limited(names, to: 0)).body == .names(["a"]))
    try #expect(answer("[\"a\"]", to: .limited(names, to: -1)).body == .names(["a"]))
  }

  @Test func metadataIsCutByMetric() throws {
    let data = "{\"a\":[{\"type\":\"gauge\"},{\"type\":\"counter\"}],\"b\":[{\"type\":\"gauge\"}]}"
    let answer = try answer(data, to: .limited(.metricMetadata, to: 1))
    guard case .metadata(let entries) = answer.body else {
      Issue.record("no metadata")
      return
    }
    #expect(entries.map(\.type) == ["gauge", "counter"])
    #expect(answer.partial)
  }
}
