internal import Backends
internal import Telemetry
internal import Testing

/// Prometheus 2.42's answers to queries; the rest is in the files named after this one.
enum PrometheusRecordings {
  static var all: [Recorded] { instants + ranges + exemplars + failures + objects + status + native + limits }

  static let now = Instant(seconds: 1_795_232_424)

  private static func instant(
    _ file: String, _ text: String, _ request: Recorded.RequestCheck = .same,
    _ check: @escaping Recorded.Check
  ) -> Recorded {
    Recorded("prometheus/" + file, .metricsInstant(PromQL: text, at: now), request, check)
  }

  private static var instants: [Recorded] {
    [
      instant("query-vector", "probe_success") {
        let series = try $0.series()
        #expect(series.count == 5)
        #expect(
          series[0].labels == [
            "__name__": "probe_success", "instance": "http://127.0.0.1:19100/argocd/healthz",
            "job": "blackbox",
          ])
        #expect(series[0].samples == [Sample(now, 1)])
      },
      instant("query-empty", "nothing_here") { try #expect($0.series().isEmpty) },
      instant("query-matrix", "probe_success[1m]") {
        let series = try $0.series()
        #expect(series.count == 5)
        #expect(series[0].samples.count == 12)
        #expect(series[0].samples.first?.time == Instant(milliseconds: 1_795_232_367_619))
        #expect(series[0].samples.last?.time == Instant(milliseconds: 1_795_232_422_619))
      },
      instant("query-nan-inf", "vector(1)/0 or vector(0)/0 * 1") {
        try #expect($0.series() == [Series(labels: [:], samples: [Sample(now, .infinity)])])
      },
      instant("query-nan", "vector(0)/0") {
        let samples = try $0.series().first?.samples
        #expect(samples?.count == 1)
        #expect(samples?.first?.value.isNaN == true)
      },
      instant("query-scalar", "1+1") {
        try #expect($0.series() == [Series(labels: [:], samples: [Sample(now, 2)])])
      },
      instant("query-string", "\"x\"") { try #expect($0.get().body == .text("x")) },
      instant(
        "query-stats", "sum(rate(homelab_requests_total[5m])) by (service)",
        .differs(theirs: ["stats": "all"])
      ) {
        let series = try $0.series()
        #expect(series.map { $0.labels["service"] } == ["argocd", "authentik", "jellyfin"])
        #expect(series.map { $0.samples[0].value }[1] == 6.000012200000001)
      },
      instant("vector-slo", "{__name__=~\"slo:.+|pyrra_.+|sloth_slo_info\"}") {
        let series = try $0.series()
        #expect(series.count == 33)
        #expect(series[0].labels.metricName == "pyrra_availability")
        #expect(series[0].samples == [Sample(now, 0.9939959852167505)])
      },
    ]
  }

  private static func range(
    _ file: String, _ text: String, start: Int64 = 1_795_230_624, step: Int,
    _ check: @escaping Recorded.Check
  ) -> Recorded {
    let range = TimeRange(start: Instant(seconds: start), end: now)
    return Recorded(
      "prometheus/" + file, .metricsRange(PromQL: text, range: range, step: .seconds(step)), .same,
      check)
  }

  private static var ranges: [Recorded] {
    [
      range(
        "range-form-post", "sum by (service,code) (rate(homelab_requests_total[10m]))", step: 15
      ) {
        let series = try $0.series()
        #expect(series.count == 6)
        #expect(series[0].labels == ["code": "200", "service": "argocd"])
        #expect(series[0].samples.count == 69)
        #expect(
          series[0].samples.first
            == Sample(Instant(seconds: 1_795_231_404), 0.0004836416246666667))
        #expect(series[0].samples.last == Sample(now, 0.019880003361344534))
      },
      range("range-gaps", "probe_duration_seconds", start: 1_795_225_224, step: 60) {
        let series = try $0.series()
        #expect(series.count == 5)
        #expect(series[0].samples.count == 44)
        #expect(series[0].samples[0] == Sample(Instant(seconds: 1_795_229_844), 0.001176428))
      },
      range(
        "range-quantile",
        "histogram_quantile(0.99, sum by (le,service) "
          + "(rate(http_server_request_duration_seconds_bucket[1m])))", step: 15
      ) {
        let series = try $0.series()
        #expect(series.map { $0.labels["service"] } == ["authentik", "jellyfin"])
        #expect(series[0].samples.count == 121)
        #expect(series[0].samples.last?.value == 0.047550000000000016)
      },
      range("range-slo-burn", "slo:current_burn_rate:ratio", step: 15) {
        let series = try $0.series()
        #expect(series.count == 2)
        #expect(series[0].labels["sloth_slo"] == "requests-availability")
        #expect(series[0].samples.last == Sample(now, 18.0542752735293))
      },
    ]
  }

  private static func exemplar(
    _ file: String, _ text: String, _ check: @escaping Recorded.Check
  ) -> Recorded {
    Recorded("prometheus/" + file, .exemplars(PromQL: text, range: .lastFiveMinutes), .same, check)
  }

  private static var exemplars: [Recorded] {
    [
      exemplar("exemplars", "http_server_request_duration_seconds_bucket") {
        let exemplars = try $0.exemplars()
        #expect(exemplars.count == 278)
        #expect(exemplars[0].series["le"] == "0.005")
        #expect(exemplars[0].value == 0.003165177306141775)
        #expect(exemplars[0].time == Instant(milliseconds: 1_795_232_138_025))
        #expect(exemplars[0].traceID?.description == "e524ceb47061beefae46abaac10b55af")
      },
      exemplar("exemplars-spanmetrics", "traces_spanmetrics_latency_bucket{service=\"jellyfin\"}") {
        let exemplars = try $0.exemplars()
        #expect(exemplars.count == 265)
        #expect(exemplars.allSatisfy { $0.traceID != nil })
        #expect(exemplars[0].traceID?.description == "0a5352aca54d8e21fefd01a12a0dccc1")
      },
      exemplar("exemplars-none", "up") { try #expect($0.exemplars().isEmpty) },
    ]
  }

  private static var failures: [Recorded] {
    [
      instant("error-parse", "sum(rate(") {
        let failure = try $0.failure()
        #expect(failure.reason == .refused)
        #expect(failure.status == 400)
        #expect(failure.message == "1:10: parse error: unclosed left parenthesis")
        #expect(failure.position == TextPosition(line: 1, column: 10))
      },
      instant("error-type", "rate(up)") {
        let failure = try $0.failure()
        #expect(failure.position == TextPosition(line: 1, column: 6))
        #expect(failure.message.hasPrefix("1:6: parse error: expected type range vector"))
      },
      instant("error-many-to-many", "up * on() probe_success") {
        let failure = try $0.failure()
        #expect(failure.reason == .refused)
        #expect(failure.status == 422)
        #expect(failure.position == nil)
        #expect(failure.message.hasPrefix("found duplicate series for the match group {}"))
      },
      instant(
        "error-bad-time", "up",
        .differs(ours: ["time": "1795232424"], theirs: ["time": "yesterday"])
      ) {
        let failure = try $0.failure()
        #expect(failure.message.contains("cannot parse \"yesterday\""))
      },
      range("error-too-many-points", "up", start: 1_792_640_424, step: 1) {
        let failure = try $0.failure()
        #expect(failure.reason == .refused)
        #expect(failure.message.hasPrefix("exceeded maximum resolution of 11,000 points"))
      },
    ]
  }
}
