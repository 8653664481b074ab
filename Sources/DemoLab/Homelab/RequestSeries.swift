internal import Telemetry

/// One family of counter and histogram that requests are counted in.
struct RequestSeries: Hashable, Sendable {
  enum Family: Sendable {
    /// OTel's HTTP server metrics, by the services themselves.
    case http
    /// Tempo's metrics generator.
    case spans
    /// Tempo's service graph.
    case graph
    /// Its counter of failed requests, which has no histogram.
    case graphFailures
  }

  var family: Family
  /// The service, or the client of a graph's edge.
  var service: String
  /// The route or span name, or the server of a graph's edge.
  var name: String
  /// The HTTP status, the span's status code, or an edge's connection type.
  var status = ""

  /// Upper bounds in seconds, `+Inf` left out.
  static let bounds: [Double] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
  static let boundLabels = [
    "0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "5", "10", "+Inf",
  ]

  /// The place of the bucket that first counts a duration.
  static func bucket(of seconds: Double) -> Int { bounds.firstIndex { seconds <= $0 } ?? bounds.count }

  var labels: Labels {
    switch family {
    case .http:
      let method = String(name.prefix { $0 != " " })
      return [
        "job": service, "instance": ScrapeJob.instance(of: service), "service_name": service,
        "http_request_method": method, "http_route": String(name.dropFirst(method.count + 1)),
        "http_response_status_code": status,
      ]
    case .spans:
      return [
        "service": service, "span_name": name, "span_kind": "SPAN_KIND_SERVER", "status_code": status,
        "source": "tempo",
      ]
    case .graph, .graphFailures:
      return ["client": service, "server": name, "connection_type": status, "source": "tempo"]
    }
  }

  /// The counter's name, where there is one beside the histogram's own count.
  var counter: String? {
    switch family {
    case .http: nil
    case .spans: "traces_spanmetrics_calls_total"
    case .graph: "traces_service_graph_request_total"
    case .graphFailures: "traces_service_graph_request_failed_total"
    }
  }

  /// The histogram's name without its suffix, where there is one.
  var histogram: String? {
    switch family {
    case .http: "http_server_request_duration_seconds"
    case .spans: "traces_spanmetrics_latency"
    case .graph: "traces_service_graph_request_server_seconds"
    case .graphFailures: nil
    }
  }
}

extension RequestStub {
  /// What decides in which series a request is counted.
  struct Shape: Hashable, Sendable {
    var route: Int
    var status: Int
    var asksNAS: Bool
    var isStalled: Bool
  }

  var shape: Shape { Shape(route: route, status: status, asksNAS: nasNs > 0, isStalled: isStalled) }
}
