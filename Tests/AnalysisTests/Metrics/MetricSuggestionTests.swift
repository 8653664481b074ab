import Analysis
import Languages
import Testing

@Suite struct MetricSuggestionTests {
  private static let kinds: [(String, String?, [String], MetricKind)] = [
    ("x_total", nil, [], MetricKind.counter), ("x", nil, [], .gauge), ("x", "counter", [], .counter),
    ("x_total", "gauge", [], .gauge), ("x_total", "unknown", [], .counter),
    ("x_bucket", nil, [], .classicHistogram), ("x", nil, ["le"], .classicHistogram),
    ("x", "histogram", ["job"], .nativeHistogram), ("x_count", "histogram", [], .counter),
    ("x_sum", nil, [], .counter), ("x", "summary", [], .summary), ("x", nil, ["quantile"], .summary),
    ("x_sum", "summary", [], .counter), ("go_info", "gauge", [], .info), ("x", "info", [], .info),
    ("backup_timestamp_seconds", "gauge", [], .timestamp), ("x_created", nil, [], .timestamp),
    ("process_start_time_seconds", "gauge", [], .timestamp), ("x", "stateset", [], .gauge),
  ]

  @Test(arguments: kinds)
  func tellsWhatIsMeasured(name: String, type: String?, labels: [String], kind: MetricKind) {
    #expect(MetricKind(name: name, type: type, labels: labels) == kind)
  }

  struct First: Sendable {
    var metric: String
    var type: String?
    var labels: [String] = []
    var query: String
    var unit: MetricUnit = .none
  }

  private static let firsts = [
    First(
      metric: "http_requests_total", type: "counter", labels: ["job"],
      query: "sum by (job) (rate(http_requests_total[$__rate_interval]))", unit: .requestsPerSecond),
    First(
      metric: "node_network_receive_bytes_total", type: "counter",
      query: "sum(rate(node_network_receive_bytes_total[$__rate_interval]))", unit: .bytesPerSecond),
    First(
      metric: "node_cpu_seconds_total", labels: ["instance"],
      query: "sum by (instance) (rate(node_cpu_seconds_total[$__rate_interval]))"),
    First(metric: "node_load1", type: "gauge", query: "node_load1"),
    First(metric: "x_bytes", type: "gauge", labels: ["job"], query: "x_bytes", unit: .bytes),
    First(
      metric: "x_seconds_bucket", labels: ["le"],
      query: "histogram_quantile(0.99, sum by (le) (rate(x_seconds_bucket[$__rate_interval])))",
      unit: .seconds),
    First(
      metric: "x_seconds", type: "histogram",
      query: "histogram_quantile(0.99, sum(rate(x_seconds[$__rate_interval])))", unit: .seconds),
    First(
      metric: "x_seconds", type: "summary", labels: ["quantile"],
      query: "max by (quantile) (x_seconds)", unit: .seconds),
    First(
      metric: "argocd_app_info", type: "gauge", labels: ["sync_status", "job"],
      query: "count by (sync_status) (argocd_app_info)"),
    First(
      metric: "x_timestamp_seconds", type: "gauge", query: "time() - x_timestamp_seconds",
      unit: .seconds),
    First(
      metric: "http.server.requests", type: "counter", labels: ["service.name"],
      query: #"sum by ("service.name") (rate({"http.server.requests"}[$__rate_interval]))"#,
      unit: .requestsPerSecond),
  ]

  @Test(arguments: firsts) func beginsWithTheMostTelling(_ one: First) throws {
    let all = MetricSuggestion.all(for: one.metric, type: one.type, labels: one.labels)
    let first = try #require(all.first)
    #expect(first.query == one.query)
    #expect(first.unit == one.unit)
    #expect(!first.isHeatmap)
  }

  @Test func asksHistogramsForQuantilesAndTheirHeatmap() {
    let all = MetricSuggestion.all(for: "x_seconds_bucket", labels: ["le", "service"])
    let titles = ["p99", "p90", "p50", "p99 by service", "heat map", "observations by service"]
    #expect(all.map(\.title) == titles)
    #expect(all[3].query.contains("sum by (le, service)"))
    let heatmap = "sum by (le) (rate(x_seconds_bucket[$__rate_interval]))"
    #expect(all.filter(\.isHeatmap).map(\.query) == [heatmap])
    #expect(all[5].query == "sum by (service) (rate(x_seconds_count[$__rate_interval]))")
    let native = MetricSuggestion.all(for: "x_seconds", type: "histogram", labels: ["service"])
    #expect(native.filter(\.isHeatmap).map(\.query) == ["sum(rate(x_seconds[$__rate_interval]))"])
    #expect(native.last?.query == "histogram_count(sum by (service) (rate(x_seconds[$__rate_interval])))")
  }

  @Test func narrowsEveryQuery() {
    let matcher = Matcher("job", .equal, "a \"b\"")
    for type in ["counter", "gauge", "histogram", "summary", "info"] {
      for one in MetricSuggestion.all(for: "x", type: type, matchers: [matcher]) {
        #expect(one.query.contains(#"x{job="a \"b\""}"#), "\(one)")
      }
    }
  }

  @Test(arguments: [
    "up", "job:x:rate5m", "http.server.duration", "a b", "日本語", "x\"y", "inf", "1x", "sum", "x_bucket",
  ]) func staysValidForEveryName(name: String) throws {
    for type in [nil, "counter", "gauge", "histogram", "summary", "info", "unknown"] as [String?] {
      for labels in [[], ["job", "code", "le"], ["service.name", "quantile", "a b"]] {
        let all = MetricSuggestion.all(for: name, type: type, labels: labels)
        #expect(!all.isEmpty)
        #expect(Set(all.map(\.query)).count == all.count, "\(all.map(\.query))")
        for one in all { _ = try PromQL.parse(one.query) }
      }
    }
  }

  @Test(arguments: [
    ("x_seconds", "", MetricUnit.seconds), ("x_seconds_total", "", .seconds), ("x", "bytes", .bytes),
    ("x_duration_ms", "", .milliseconds), ("x_milliseconds_bucket", "", .milliseconds),
    ("x_ratio", "", .ratio), ("x_count", "", .none), ("x_seconds_count", "seconds", .none),
    ("traces_spanmetrics_latency_bucket", "", .seconds), ("atoms", "", .none),
    ("http.request.seconds", "", .seconds),
  ]) func knowsUnits(name: String, declared: String, unit: MetricUnit) {
    #expect(MetricUnit(of: name, declared: declared) == unit)
  }
}
