internal import Backends
internal import Telemetry
internal import Testing

@Suite struct GatusDialectTests {
  private let dialect = GatusDialect()

  private func answer(_ body: String, status: Int = 200, to query: Query = .probeResults) throws -> Answer {
    try dialect.answer(
      to: query,
      from: HTTPResponse(status: status, headers: ["content-type": "application/json"], body: Payload(body)))
  }

  private static let statuses = """
    [{"name":"site","group":"core","key":"core_site","results":[
      {"status":200,"hostname":"site.lan","duration":12500000,"conditionResults":[{"condition":"[STATUS] == 200","success":true}],"success":true,"timestamp":"2026-11-20T23:39:00.5Z"},
      {"status":503,"hostname":"site.lan","duration":2000000000,"conditionResults":[],"success":false,"timestamp":"2026-11-20T23:40:00.5Z","errors":["x"]},
      {"success":true},{"timestamp":"yesterday","success":true}]},
     {"name":"none","group":"","key":"_none","results":[]},
     {"name":"no key"}, 7,
     {"name":"dead","key":"_dead","results":[{"duration":0,"success":false,"timestamp":"2026-11-20T23:40:00Z"}]}]
    """

  @Test func asksForThePageOfResults() throws {
    let request = try dialect.request(for: .probeResults)
    #expect(request.path == "/api/v1/endpoints/statuses")
    #expect(request.query == [.init("page", "1"), .init("pageSize", "60")])
    #expect(throws: QueryFailure.self) { try dialect.request(for: .rules) }
  }

  @Test func readsResultsAsItsMetrics() throws {
    guard case .series(let series) = try answer(Self.statuses).body else { return #expect(Bool(false), "no series") }
    func samples(_ metric: String, _ key: String) -> [Double]? {
      series.first { $0.labels.metricName == metric && $0.labels["key"] == key }?.samples.map(\.value)
    }
    #expect(samples("gatus_results_endpoint_success", "core_site") == [1, 0])
    #expect(samples("gatus_results_duration_seconds", "core_site") == [0.0125, 2])
    #expect(samples("probe_http_status_code", "core_site") == [200, 503])
    #expect(samples("gatus_results_endpoint_success", "_dead") == [0])
    #expect(samples("gatus_results_duration_seconds", "_dead") == nil)
    #expect(Set(series.compactMap { $0.labels["key"] }) == ["core_site", "_dead"])
    #expect(series.first?.labels["group"] == "core" && series.first?.labels["name"] == "site")
    #expect(series.first?.samples.first?.time == RFC3339.instant("2026-11-20T23:39:00.5Z"))
  }

  @Test(arguments: ["{}", "[{\"name\":", "", "nope"])
  func whatIsNoAnswerIsAnError(body: String) {
    #expect(throws: QueryFailure.self) { try answer(body) }
  }

  @Test func saysWhetherItIsUp() throws {
    #expect(try answer(#"{"status":"UP"}"#, to: .identity).body == .identity(ServerIdentity(product: "Gatus", version: "")))
    #expect(throws: QueryFailure.self) { try answer(#"{"status":"DOWN"}"#, to: .identity) }
  }
}
