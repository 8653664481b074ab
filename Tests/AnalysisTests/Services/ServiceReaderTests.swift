import Analysis
import Languages
import Telemetry
import Testing

@Suite struct ServiceReaderTests {
  private let range = TimeRange(last: .hours(1), until: Instant(seconds: 1_700_000_000))

  private func series(_ service: String, _ values: Double..., label: String = "service") -> Series {
    Series(
      labels: [label: service],
      samples: values.enumerated().map { Sample(Instant(seconds: Int64($0.offset)), $0.element) })
  }

  private func query(_ part: ServiceReader.Part, _ family: ServiceMetricFamily) -> Query {
    ServiceReader.query(part, of: family, over: range, window: .minutes(5), step: .seconds(15))
  }

  @Test func asksTempoSpanMetrics() {
    let received = #"span_kind="SPAN_KIND_SERVER""#
    let total = "sum by (service) (rate(traces_spanmetrics_calls_total{\(received)}[5m]))"
    let failed = #"{span_kind="SPAN_KIND_SERVER", status_code="STATUS_CODE_ERROR"}"#
    #expect(query(.rate, .tempoSpanMetrics) == .metricsInstant(PromQL: total, at: range.end))
    #expect(
      query(.errors, .tempoSpanMetrics).text
        == "sum by (service) (rate(traces_spanmetrics_calls_total\(failed)[5m])) / \(total)")
    #expect(
      query(.p50, .tempoSpanMetrics).text
        == "histogram_quantile(0.5, sum by (service, le) "
        + "(rate(traces_spanmetrics_latency_bucket{\(received)}[5m])))")
  }

  @Test func asksOtherFamiliesInTheirOwnUnits() {
    #expect(query(.p99, .collectorSpanMetrics).text?.hasSuffix(" / 1000") == true)
    #expect(query(.p99, .collectorCalls).text?.contains("rate(duration_milliseconds_bucket{") == true)
    #expect(query(.p99, .collectorCallsInSeconds).text?.hasSuffix(" / 1000") == false)
    #expect(
      query(.history, .httpServer)
        == .metricsRange(
          PromQL: "histogram_quantile(0.99, sum by (job, le) "
            + "(rate(http_server_request_duration_seconds_bucket{}[5m])))",
          range: range, step: .seconds(15)))
  }

  @Test func prefersSpanMetrics() {
    let present = { (names: String...) in
      ServiceReader.family(from: names.map { Series(labels: ["__name__": $0], samples: []) })
    }
    #expect(present() == nil)
    #expect(
      present(
        "http_server_request_duration_seconds_count", "traces_spanmetrics_calls_total",
        "traces_spanmetrics_latency_count") == .tempoSpanMetrics)
    #expect(present("calls_total", "duration_milliseconds_count") == .collectorCalls)
    #expect(present("calls_total", "duration_seconds_count") == .collectorCallsInSeconds)
    #expect(
      present("traces_span_metrics_calls_total", "traces_span_metrics_duration_seconds_count")
        == .collectorSpanMetricsInSeconds)
    // Without durations rates are still worth showing.
    #expect(present("calls_total") == .collectorCalls)
  }

  /// One that counts things of its own under the same name does not hide the services' own metrics.
  @Test func prefersAFamilyThatIsWhole() {
    let names = ["calls_total", "http_server_request_duration_seconds_count"]
    #expect(
      ServiceReader.family(from: names.map { Series(labels: ["__name__": $0], samples: []) }) == .httpServer)
  }

  /// One question for all of a moment tells the parts as four would.
  @Test(arguments: ServiceMetricFamily.allCases)
  func asksAllPartsOfAMomentAtOnce(family: ServiceMetricFamily) throws {
    let all = ServiceReader.momentQuery(of: family, at: range.end, window: .minutes(5))
    let text = try #require(all.text)
    #expect(throws: Never.self) { try PromQL.parse(text) }
    for part in ServiceReader.Part.allCases where part != .history {
      let own = try #require(query(part, family).text)
      #expect(text.contains("label_replace(\(own), \"nightjar_part\", \"\(part.rawValue)\", \"\", \"\")"))
    }
    #expect(all == .metricsInstant(PromQL: text, at: range.end))
  }

  @Test func partsOfAMomentAreToldApart() {
    func told(_ part: String, _ value: Double) -> Series {
      Series(labels: ["service": "shop", "nightjar_part": part], samples: [Sample(range.end, value)])
    }
    let parts = ServiceReader.parts(ofMoment: [told("rate", 2), told("p99", 0.3), told("history", 9), series("x", 1)])
    #expect(parts.mapValues { $0.map { $0.samples.last?.value } } == [.rate: [2], .errors: [], .p50: [], .p99: [0.3]])
    let shop = ServiceReader.services(from: parts, family: .tempoSpanMetrics, source: "prom")
    // That no request failed is known, for the part was asked for.
    #expect(shop.count == 1 && shop[0].rate == 2 && shop[0].errorRatio == 0 && shop[0].p50.isNaN && shop[0].p99 == 0.3)
  }

  @Test func joinsPartsWorstFirst() {
    let services = ServiceReader.services(
      from: [
        .rate: [series("fine", 2), series("failing", 1), series("idle", 0), series("slow", 3)],
        .errors: [series("failing", 0.05), series("idle", .nan)],
        .p50: [series("slow", 0.1), series("fine", 0.1)],
        .p99: [series("slow", 6.3), series("fine", 0.2)],
        .history: [series("slow", 1, 2, 6.3), Series(labels: [:], samples: [])],
      ], family: .tempoSpanMetrics, source: "prom")
    #expect(services.map(\.service) == ["failing", "slow", "fine", "idle"])
    #expect(services[1].history.map(\.value) == [1, 2, 6.3])
    // No counter of errors is no errors, where there is traffic.
    #expect(services[2].errorRatio == 0)
    #expect(services[3].errorRatio.isNaN)
    #expect(services.allSatisfy { $0.source == "prom" })
  }
}
