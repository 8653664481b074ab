/// The families of metrics that tell how a service answers its requests, by who writes them.
///
/// The OpenTelemetry Collector's span metrics connector has names of its own for each namespace and unit it
/// can be configured with.
public enum ServiceMetricFamily: String, Hashable, Sendable, CaseIterable {
  /// Tempo's metrics generator.
  case tempoSpanMetrics
  /// The connector as it is.
  case collectorSpanMetrics
  case collectorSpanMetricsInSeconds
  /// The connector without a namespace, as its older versions were.
  case collectorCalls
  case collectorCallsInSeconds
  /// OTel semantic conventions, written by the services themselves.
  case httpServer

  /// In words for the person.
  public var title: String {
    switch self {
    case .tempoSpanMetrics: "Tempo span metrics"
    case .collectorSpanMetrics: "collector span metrics"
    case .collectorSpanMetricsInSeconds: "collector span metrics in seconds"
    case .collectorCalls: "collector span metrics, no namespace"
    case .collectorCallsInSeconds: "collector span metrics, no namespace, in seconds"
    case .httpServer: "HTTP server metrics"
    }
  }

  public var serviceLabel: String {
    switch self {
    case .tempoSpanMetrics: "service"
    case .httpServer: "job"
    default: "service_name"
    }
  }

  /// The label that holds span names; the HTTP family has none.
  public var operationLabel: String? { self == .httpServer ? nil : "span_name" }

  /// The counter of requests.
  var counter: String {
    switch self {
    case .tempoSpanMetrics: "traces_spanmetrics_calls_total"
    case .collectorSpanMetrics, .collectorSpanMetricsInSeconds: "traces_span_metrics_calls_total"
    case .collectorCalls, .collectorCallsInSeconds: "calls_total"
    case .httpServer: "\(durations)_count"
    }
  }

  /// The histogram of durations, without its suffix.
  private var durations: String {
    switch self {
    case .tempoSpanMetrics: "traces_spanmetrics_latency"
    case .collectorSpanMetrics: "traces_span_metrics_duration_milliseconds"
    case .collectorSpanMetricsInSeconds: "traces_span_metrics_duration_seconds"
    case .collectorCalls: "duration_milliseconds"
    case .collectorCallsInSeconds: "duration_seconds"
    case .httpServer: "http_server_request_duration_seconds"
    }
  }

  private var countsMilliseconds: Bool { self == .collectorSpanMetrics || self == .collectorCalls }

  /// What there is of the family: the counter, and the histogram's, which tells the unit.
  var detected: [String] { [counter, "\(durations)_count"] }

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
      + "(rate(\(durations)_bucket\(selector)[\(window)])))"
    return countsMilliseconds ? text + " / 1000" : text
  }
}
