internal import Backends
internal import Telemetry
internal import Testing

@Suite struct GrafanaDialectTests {
  private let dialect = GrafanaDialect()

  @Test func asksWhereGrafanaImitatesOthers() throws {
    #expect(try dialect.request(for: .rules).path == "/api/prometheus/grafana/api/v1/rules")
    #expect(try dialect.request(for: .alertGroups).path == "/api/alertmanager/grafana/api/v2/alerts/groups")
    #expect(try dialect.request(for: .silences).path == "/api/alertmanager/grafana/api/v2/silences")
    #expect(
      try dialect.request(for: .expireSilence(id: "x")).path == "/api/alertmanager/grafana/api/v2/silence/x")
    #expect(throws: QueryFailure.self) { try dialect.request(for: .metricMetadata) }
  }

  @Test func readsItsStates() throws {
    let body = """
      {"status":"success","data":{"groups":[{"name":"g","file":"folder","interval":60,"rules":[
      {"type":"alerting","state":"firing","name":"Hot","query":"[{}]","duration":60,"health":"ok","uid":"u","alerts":[
      {"labels":{"alertname":"Hot"},"annotations":{},"state":"Alerting","activeAt":"2026-11-21T03:40:24Z","value":"1e+00"},
      {"labels":{"alertname":"Hot","n":"2"},"annotations":{},"state":"Normal (NoData)","activeAt":"2026-11-21T03:40:24Z","value":""}
      ]}]}],"totals":{"firing":1}}}
      """
    let answer = try dialect.answer(to: .rules, from: HTTPResponse(status: 200, body: Payload(body)))
    guard case .rules(let rules) = answer.body else { throw Unexpected(.success(answer)) }
    #expect(rules[0].alerts.map(\.state) == [.firing, .inactive])
  }
}
