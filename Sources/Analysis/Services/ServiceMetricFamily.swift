/// The families of metrics that tell how a service answers its requests, by who writes them.
public enum ServiceMetricFamily: String, Hashable, Sendable, CaseIterable {
  /// Tempo's metrics generator.
  case tempoSpanMetrics
  /// The OpenTelemetry Collector's span metrics connector, which counts milliseconds.
  case collectorSpanMetrics
  /// OTel semantic conventions, written by the services themselves.
  case httpServer

  /// In words for the person.
  public var title: String {
    switch self {
    case .tempoSpanMetrics: "Tempo span metrics"
    case .collectorSpanMetrics: "collector span metrics"
    case .httpServer: "HTTP server metrics"
    }
  }

  public var serviceLabel: String {
    switch self {
    case .tempoSpanMetrics: "service"
    case .collectorSpanMetrics: "service_name"
    case .httpServer: "job"
    }
  }

  /// The label that holds span names; the HTTP family has none.
  public var operationLabel: String? { self == .httpServer ? nil : "span_name" }

  /// The counter of requests.
  var counter: String {
    switch self {
    case .tempoSpanMetrics: "traces_spanmetrics_calls_total"
    case .collectorSpanMetrics: "traces_span_metrics_calls_total"
    case .httpServer: "http_server_request_duration_seconds_count"
    }
  }

  /// The histogram of durations.
  var histogram: String {
    switch self {
    case .tempoSpanMetrics: "traces_spanmetrics_latency_bucket"
    case .collectorSpanMetrics: "traces_span_metrics_duration_milliseconds_bucket"
    case .httpServer: "http_server_request_duration_seconds_bucket"
    }
  }

  /// Matchers for requests received rather than made.
  var received: String { self == .httpServer ? "" : #"span_kind="SPAN_KIND_SERVER""# }

  /// Matchers for requests that failed.
  var failed: String {
    self == .httpServer
      ? #"http_response_status_code=~"5..""# : #"status_code="STATUS_CODE_ERROR""#
  }

  /// A quantile in seconds whatever the family counts in.
  ///
  /// - Parameters:
  ///   - selector: With its braces.
  ///   - window: A duration or `$__rate_interval`.
  ///   - labels: What to keep; `le` must be among them.
  func quantile(_ quantile: Double, selector: String, window: String, by labels: [String]) -> String {
    let text =
      "histogram_quantile(\(quantile), sum by (\(labels.joined(separator: ", "))) "
      + "(rate(\(histogram)\(selector)[\(window)])))"
    return self == .collectorSpanMetrics ? text + " / 1000" : text
  }
}
