public import Telemetry

/// Grafana's own alerting, through the endpoints it offers to those who know Prometheus and
/// Alertmanager.
public struct GrafanaDialect: Dialect {
  private let rules: PrometheusDialect
  private let manager: AlertmanagerDialect

  public init(extraParameters: [HTTPRequest.Field] = []) {
    rules = PrometheusDialect(usesPost: false, extraParameters: extraParameters)
    manager = AlertmanagerDialect(extraParameters: extraParameters, prefix: "/api/alertmanager/grafana")
  }

  public func request(for query: Query) throws -> HTTPRequest {
    switch query {
    case .rules, .alerts:
      var request = try rules.request(for: query)
      request.path = "/api/prometheus/grafana" + request.path
      return request
    case .managedAlerts, .alertGroups, .silences: return try manager.request(for: query)
    case .identity: return HTTPRequest(.get, "/api/health")
    default: throw QueryFailure.unsupported(query, by: "Grafana's alerting")
    }
  }

  public func answer(to query: Query, from response: HTTPResponse) throws -> Answer {
    switch query {
    case .rules, .alerts: return try rules.answer(to: query, from: response)
    case .managedAlerts, .alertGroups, .silences: return try manager.answer(to: query, from: response)
    case .identity:
      return try response.readJSON { root in
        Answer(.identity(ServerIdentity(product: "Grafana", version: root["version"]?.string ?? "")))
      }
    default: throw QueryFailure.unsupported(query, by: "Grafana's alerting")
    }
  }

  public func request(for write: Write) throws -> HTTPRequest { try manager.request(for: write) }
  public func answer(to write: Write, from response: HTTPResponse) throws -> Answer {
    try manager.answer(to: write, from: response)
  }
}
