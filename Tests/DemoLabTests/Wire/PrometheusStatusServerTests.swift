import Backends
import DemoLab
import Foundation
import Telemetry
import Testing

/// The lab's answers about itself have the keys that Prometheus 2.42's had.
@Suite struct PrometheusStatusServerTests {
  private let now = Instant(seconds: 1200)

  private func ask(_ path: String, _ fields: [String: String] = [:]) -> HTTPResponse {
    let query = fields.map { HTTPRequest.Field($0.key, $0.value) }
    return server.respond(HTTPRequest(.get, "/api/v1/\(path)", query: query), now: now)
  }

  @Test(arguments: [
    (
      "targets", ["state": "any"],
      [
        "activeTargets[]": "discoveredLabels globalUrl health labels lastError lastScrape "
          + "lastScrapeDuration scrapeInterval scrapePool scrapeTimeout scrapeUrl",
        "droppedTargets[]": "discoveredLabels",
      ]
    ),
    ("targets/metadata", ["metric": "temperature"], ["[]": "help target type unit"]),
    ("targets/metadata", [:], ["[]": "help metric target type unit"]),
    (
      "status/tsdb", [:],
      [
        "": "headStats labelValueCountByLabelName memoryInBytesByLabelName seriesCountByLabelValuePair "
          + "seriesCountByMetricName",
        "headStats": "chunkCount maxTime minTime numLabelPairs numSeries",
        "seriesCountByMetricName[]": "name value", "seriesCountByLabelValuePair[]": "name value",
      ]
    ),
    (
      "rules", [:],
      [
        "groups[]": "evaluationTime file interval lastEvaluation limit name rules",
        "groups[]rules[]": "evaluationTime health labels lastError lastEvaluation name query type",
      ]
    ),
  ] as [(String, [String: String], [String: String])])
  func keys(path: String, fields: [String: String], expected: [String: String]) throws {
    let body = Data(ask(path, fields).body.text.utf8)
    let root = try #require(try JSONSerialization.jsonObject(with: body) as? [String: Any])
    var found: [String: String] = [:]
    Self.collect(root["data"] as Any, "", &found)
    for (place, keys) in expected { #expect(found[place] == keys, "\(place)") }
  }

  /// The keys of every object, by the way to it; those of an array's first element for all.
  private static func collect(_ value: Any, _ place: String, _ found: inout [String: String]) {
    if let object = value as? [String: Any] {
      found[place] = object.keys.sorted().joined(separator: " ")
      for (key, value) in object { collect(value, place + key, &found) }
    } else if let first = (value as? [Any])?.first {
      collect(first, place + "[]", &found)
    }
  }

  @Test func statisticsCountTheTable() {
    let text = ask("status/tsdb", ["limit": "2"]).body.text
    #expect(
      text
        == #"{"status":"success","data":{"headStats":{"numSeries":13,"numLabelPairs":18,"chunkCount":65,"#
        + #""minTime":-7200000,"maxTime":1200000},"seriesCountByMetricName":[{"name":"latency_bucket","#
        + #""value":4},{"name":"requests_total","value":4}],"labelValueCountByLabelName":[{"name":"#
        + #""__name__","value":4},{"name":"le","value":4}],"memoryInBytesByLabelName":[{"name":"#
        + #""__name__","value":163},{"name":"job","value":30}],"seriesCountByLabelValuePair":[{"name":"#
        + #""job=api","value":7},{"name":"__name__=latency_bucket","value":4}]}}"#)
  }

  @Test func aTargetThatIsDownExposesNothing() {
    #expect(ask("targets/metadata", ["metric": "job_owner"]).body.text == #"{"status":"success","data":[]}"#)
    let matched = ask("targets/metadata", ["metric": "temperature", "match_target": "{room=\"x\"}"])
    #expect(matched.body.text == #"{"status":"success","data":[]}"#)
  }

  @Test(arguments: [
    ("active", 2, 0), ("dropped", 0, 1), ("any", 2, 1), ("", 2, 1),
  ]) func statesOfTargets(state: String, active: Int, dropped: Int) throws {
    let request = HTTPRequest(.get, "/api/v1/targets", query: [.init("state", state)])
    let response = server.respond(request, now: now)
    let answer = try PrometheusDialect().answer(to: .allScrapeTargets, from: response)
    guard case .scrapeTargets(let targets) = answer.body else {
      Issue.record("no targets")
      return
    }
    #expect(targets.filter { !$0.isDropped }.count == active)
    #expect(targets.filter(\.isDropped).count == dropped)
  }

  @Test(arguments: ["10001", "-1", "many"]) func limitsThatMakeNoSense(_ limit: String) {
    #expect(ask("status/tsdb", ["limit": limit]).status == 400)
  }

  private var server: PrometheusServer {
    PrometheusServer(
      store: TableStore(),
      rules: { _ in
        [
          Rule(
            kind: .recording, name: "x", group: "g", query: "y", labels: [:], annotations: [:], state: nil,
            holdSeconds: 0, health: "err", lastError: "no", alerts: [])
        ]
      },
      targets: { now in
        [
          Self.target("", now, health: "up"), Self.target("api", now, health: "down"),
          Self.target("old", now, health: "dropped"),
        ]
      },
      metadata: ["temperature", "job_owner"].map {
        MetricMetadata(name: $0, type: "gauge", help: "", unit: "")
      })
  }

  @Sendable private static func target(_ job: String, _ now: Instant, health: String) -> ScrapeTarget {
    ScrapeTarget(
      labels: job.isEmpty ? [:] : ["job": job], discovered: ["job": job], pool: "p", url: "http://x",
      health: health, lastError: "", lastScrape: now, lastScrapeSeconds: 0.01)
  }
}
