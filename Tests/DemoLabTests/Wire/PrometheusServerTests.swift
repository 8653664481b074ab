import Backends
import DemoLab
import Telemetry
import Testing

@Suite struct PrometheusServerTests {
  @Test(arguments: [
    ("scalar", "query", ["query": "1+1"], #"{"resultType":"scalar","result":[1200,"2"]}"#),
    (
      "string", "query", ["query": "\"x\"", "time": "1.5"],
      #"{"resultType":"string","result":[1.500,"x"]}"#
    ),
    (
      "vector", "query", ["query": "vector(1)/0", "time": "1970-01-01T00:00:10Z"],
      #"{"resultType":"vector","result":[{"metric":{},"value":[10,"+Inf"]}]}"#
    ),
    (
      "matrix", "query_range", ["query": "time()", "start": "0", "end": "30", "step": "15s"],
      #"{"resultType":"matrix","result":[{"metric":{},"values":[[0,"0"],[15,"15"],[30,"30"]]}]}"#
    ),
    ("format", "format_query", ["query": "sum(rate(x[5m]))by(a)"], #""sum by (a) (rate(x[5m]))""#),
    ("label values", "label/room/values", [:], #"["attic","cellar","hall"]"#),
    ("matched names", "labels", ["match[]": "temperature"], #"["__name__","room"]"#),
    (
      "series", "series", ["match[]": "job_owner{job=\"web\"}"],
      #"[{"__name__":"job_owner","job":"web","team":"blue"}]"#
    ),
    (
      "exemplars", "query_exemplars",
      [
        "query": "histogram_quantile(0.9, rate(latency_bucket{le=\"1\"}[5m]))", "start": "600.5",
        "end": "700",
      ],
      #"[{"seriesLabels":{"__name__":"latency_bucket","job":"api","le":"1"},"exemplars":[{"labels":"#
        + #"{"trace_id":"4bf92f3577b34da6a3ce929d0e0e4736"},"value":"0.25","timestamp":600.500}]}]"#
    ),
    ("no exemplars", "query_exemplars", ["query": "1"], "[]"),
    (
      "metadata", "metadata", ["metric": "up"],
      #"{"up":[{"type":"gauge","help":"Is it up?","unit":""}]}"#
    ),
  ]) func answers(_: String, path: String, fields: [String: String], data: String) {
    let response = ask(path, fields)
    #expect(response.body.text == #"{"status":"success","data":\#(data)}"#)
    #expect(response.status == 200)
    #expect(response.contentType == "application/json")
  }

  @Test(arguments: [
    (
      "query", ["query": "up", "time": "yesterday"], 400, "bad_data",
      #"invalid parameter \"time\": Invalid time value for 'time': cannot parse \"yesterday\" to a valid timestamp"#
    ),
    (
      "query", ["query": "sum(rate("], 400, "bad_data",
      #"invalid parameter \"query\": 1:10: parse error: unclosed left parenthesis"#
    ),
    (
      "query", ["query": "rate(up)"], 400, "bad_data",
      #"invalid parameter \"query\": 1:6: parse error: expected type range vector in call to function \"rate\", got instant vector"#
    ),
    (
      "query", ["query": "1 + info(up)"], 400, "bad_data",
      #"invalid parameter \"query\": 1:5: parse error: unknown function with name \"info\""#
    ),
    (
      "query_range", ["query": "up", "start": "1792640424", "end": "1795232424", "step": "1"], 400,
      "bad_data",
      "exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)"
    ),
    (
      "query_range", ["query": "up", "start": "1", "end": "2", "step": "0"], 400, "bad_data",
      #"invalid parameter \"step\": zero or negative query resolution step widths are not accepted. Try a positive integer"#
    ),
    ("series", [:], 400, "bad_data", "no match[] parameter provided"),
    (
      "query", ["query": "requests_total * on (job) job_owner"], 422, "execution",
      "multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)"
    ),
  ]) func refuses(path: String, fields: [String: String], status: Int, type: String, error: String)
  {
    let response = ask(path, fields)
    #expect(response.status == status)
    #expect(response.body.text == #"{"status":"error","errorType":"\#(type)","error":"\#(error)"}"#)
  }

  @Test func aPostedFormAsksTheSame() {
    let fields = [HTTPRequest.Field("query", "sum(temperature)")]
    let posted = HTTPRequest(.post, "/api/v1/query", body: .form(fields))
    let got = HTTPRequest(.get, "/api/v1/query", query: fields)
    #expect(server.respond(posted, now: now).body == server.respond(got, now: now).body)
    #expect(server.respond(posted, now: now).body.text.contains(#""resultType":"vector""#))
  }

  @Test func aLimitTruncatesWithAWarning() {
    let text = ask("query", ["query": "temperature", "limit": "1"]).body.text
    #expect(text.contains("attic") && !text.contains("cellar"))
    #expect(text.hasSuffix(#","warnings":["results truncated due to limit"]}"#))
  }

  @Test(arguments: [
    ("/-/ready", 200, "Prometheus Server is Ready.\n"),
    ("/-/healthy", 200, "Prometheus Server is Healthy.\n"),
    ("/api/v1/nothing", 404, "404 page not found\n"), ("/", 404, "404 page not found\n"),
    ("/api/v1/label//values", 404, "404 page not found\n"),
  ]) func plainText(path: String, status: Int, text: String) {
    let response = server.respond(HTTPRequest(.get, path), now: now)
    #expect(response.status == status)
    #expect(response.contentType == "text/plain; charset=utf-8")
    #expect(response.body.text == text)
  }

  @Test func tellsRulesAlertsAndTargets() {
    let rules = ask("rules", ["type": "alert"]).body.text
    #expect(rules.contains(#""groups":[{"name":"home","file":"#))
    #expect(
      rules.contains(#"{"state":"firing","name":"Hot","query":"temperature > 40","duration":60,"#))
    #expect(!rules.contains("recording"))
    #expect(ask("rules", ["type": "record"]).body.text.contains(#""type":"recording""#))
    #expect(
      ask("alerts", [:]).body.text
        == #"{"status":"success","data":{"alerts":[{"labels":{"alertname":"Hot","room":"attic"},"#
        + #""annotations":{},"state":"firing","activeAt":"1970-01-01T00:19:00.000000000Z","value":"4.25e+01"}]}}"#
    )
    #expect(ask("targets", [:]).body.text.contains(#""scrapeUrl":"http://nas/metrics","#))
    #expect(ask("status/buildinfo", [:]).body.text.contains(#""version":"#))
  }

  @Test func readsEscapedLabelNames() {
    #expect(ask("label/U__room/values", [:]).body.text.contains("attic"))
    #expect(ask("label/U___5f_name__/values", [:]).status == 200)
  }

  private let now = Instant(seconds: 1200)

  private var server: PrometheusServer {
    PrometheusServer(
      store: TableStore(), rules: Self.rules,
      targets: { now in
        [
          ScrapeTarget(
            labels: ["instance": "nas", "job": "node"], pool: "node", url: "http://nas/metrics",
            health: "up", lastError: "", lastScrape: now, lastScrapeSeconds: 0.01)
        ]
      },
      metadata: [MetricMetadata(name: "up", type: "gauge", help: "Is it up?", unit: "")])
  }

  @Sendable private static func rules(at now: Instant) -> [Rule] {
    let alert = Alert(
      labels: ["alertname": "Hot", "room": "attic"], annotations: [:], state: .firing,
      activeAt: now - .minutes(1), value: 42.5)
    return [
      Rule(
        kind: .alerting, name: "Hot", group: "home", query: "temperature > 40", labels: [:],
        annotations: [:], state: .firing, holdSeconds: 60, health: "ok", lastError: nil,
        alerts: [alert]),
      Rule(
        kind: .recording, name: "room:temperature:max", group: "home", query: "max(temperature)",
        labels: [:], annotations: [:], state: nil, holdSeconds: 0, health: "ok", lastError: nil,
        alerts: []),
    ]
  }

  private func ask(_ path: String, _ fields: [String: String]) -> HTTPResponse {
    let query = fields.map { HTTPRequest.Field($0.key, $0.value) }
    return server.respond(HTTPRequest(.get, "/api/v1/\(path)", query: query), now: now)
  }
}
