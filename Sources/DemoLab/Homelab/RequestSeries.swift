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
  }

  var family: Family
  /// The service, or the client of a graph's edge.
  var service: String
  /// The route or span name, or the server of a graph's edge.
  var name: String
  /// The HTTP status, the span's status code, or nothing.
  var status: String
  var kind: String

  /// Upper bounds in seconds, `+Inf` left out.
  static let bounds: [Double] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
  static let boundLabels = ["0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "5", "10", "+Inf"]

  var labels: Labels {
    switch family {
    case .http:
      let method = String(name.prefix { $0 != " " })
      return [
        "job": service, "instance": "\(SpanBuilder.pods[service] ?? service + "-0"):9464", "service_name": service,
        "http_request_method": method, "http_route": String(name.dropFirst(method.count + 1)),
        "http_response_status_code": status,
      ]
    case .spans: return ["service": service, "span_name": name, "span_kind": kind, "status_code": status, "source": "tempo"]
    case .graph: return ["client": service, "server": name, "connection_type": "", "source": "tempo"]
    }
  }

  /// Names of the counter and of the histogram without its suffix.
  var counter: String? {
    switch family {
    case .http: nil
    case .spans: "traces_spanmetrics_calls_total"
    case .graph: "traces_service_graph_request_total"
    }
  }

  var histogram: String {
    switch family {
    case .http: "http_server_request_duration_seconds"
    case .spans: "traces_spanmetrics_latency"
    case .graph: "traces_service_graph_request_server_seconds"
    }
  }

  /// How a request shows in the metrics: every series it counts in, with its seconds there.
  static func observations(of stub: RequestStub) -> [(RequestSeries, Double)] {
    let spec = stub.spec
    let total = Double(stub.durationNs) / 1e9
    let auth = Double(stub.authNs) / 1e9
    let code = String(stub.status)
    let outcome = stub.isFailed ? "STATUS_CODE_ERROR" : "STATUS_CODE_UNSET"
    let server = "SPAN_KIND_SERVER"
    var found: [(RequestSeries, Double)] = [
      (.init(family: .http, service: "cilium-gateway", name: spec.name, status: code, kind: ""), total),
      (.init(family: .spans, service: "cilium-gateway", name: spec.name, status: outcome, kind: server), total),
      (.init(family: .spans, service: "authentik-outpost", name: "GET /outpost.goauthentik.io/auth/envoy", status: "STATUS_CODE_UNSET", kind: server), auth),
      (.init(family: .http, service: "authentik", name: "POST /application/o/introspect/", status: stub.status == 401 ? "401" : "200", kind: ""), auth * 0.8),
      (.init(family: .spans, service: "authentik-server", name: "POST /application/o/introspect/", status: "STATUS_CODE_UNSET", kind: server), auth * 0.8),
      (.init(family: .graph, service: "cilium-gateway", name: "authentik-outpost", status: "", kind: ""), auth),
      (.init(family: .graph, service: "authentik-outpost", name: "authentik-server", status: "", kind: ""), auth * 0.8),
    ]
    guard stub.status != 401 else { return found }
    let own = max(0.0005, total - auth - 0.003)
    found += [
      (.init(family: .http, service: spec.service, name: spec.name, status: code, kind: ""), own),
      (.init(family: .spans, service: spec.service, name: spec.name, status: outcome, kind: server), own),
      (.init(family: .graph, service: "cilium-gateway", name: spec.service, status: "", kind: ""), own),
    ]
    if stub.nasNs > 0 {
      let nas = Double(stub.nasNs) / 1e9
      found += [
        (.init(family: .spans, service: "nas", name: "nfsd.read", status: "STATUS_CODE_UNSET", kind: server), nas),
        (.init(family: .graph, service: "jellyfin", name: "nas", status: "", kind: ""), nas),
      ]
    }
    return found
  }
}
