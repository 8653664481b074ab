public import Telemetry

/// Reads the service map of a Prometheus from the service graph's metrics, which Tempo's generator and
/// the Collector's connector write under the same names.
public enum ServiceMapReader {
  /// The parts of the map, each one question.
  public enum Part: String, Hashable, Sendable, CaseIterable {
    case rate, failed, serverP99, clientP99
  }

  /// Tells how durations are written: in seconds, or by older connectors in milliseconds without a
  /// unit in the name. An empty answer means that there is no service graph. Ask it once.
  public static var detection: String {
    let names = [counter] + Histogram.allCases.map { "\(prefix)server\($0.suffix)" }
    return #"count by (__name__) ({__name__=~"\#(names.joined(separator: "|"))"})"#
  }

  /// How this server's durations are named.
  public enum Histogram: Hashable, Sendable, CaseIterable {
    case seconds, milliseconds

    var suffix: String { self == .seconds ? "_seconds_bucket" : "_bucket" }
  }

  /// `nil` where there is no service graph.
  public static func histogram(from series: [Series]) -> Histogram? {
    let names = Set(series.map(\.labels.metricName))
    guard !names.isDisjoint(with: [counter] + Histogram.allCases.map { "\(prefix)server\($0.suffix)" })
    else { return nil }
    return names.contains("\(prefix)server_bucket") && !names.contains("\(prefix)server_seconds_bucket")
      ? .milliseconds : .seconds
  }

  /// - Parameter window: What rates are taken over.
  public static func query(
    _ part: Part, _ histogram: Histogram, at time: Instant, window: Duration
  ) -> Query {
    .metricsInstant(PromQL: expression(part, histogram, DurationText.prometheus(window)), at: time)
  }

  static func expression(_ part: Part, _ histogram: Histogram, _ window: String) -> String {
    switch part {
    case .rate: return "sum by (\(labels)) (rate(\(counter)[\(window)]))"
    case .failed: return "sum by (\(labels)) (rate(\(prefix)failed_total[\(window)]))"
    case .serverP99, .clientP99:
      let side = part == .serverP99 ? "server" : "client"
      let buckets = "rate(\(prefix)\(side)\(histogram.suffix)[\(window)])"
      let text = "histogram_quantile(0.99, sum by (\(labels), le) (\(buckets)))"
      return histogram == .milliseconds ? text + " / 1000" : text
    }
  }

  /// Rate, share of failures and p99 of requests over time, with titles, for charts.
  ///
  /// - Parameter client: `nil` for all that call the server.
  public static func charts(
    from client: String?, to server: String, _ histogram: Histogram
  ) -> [(title: String, query: String)] {
    let own = (client.map { ["client=\"\(Labels.escaped($0))\""] } ?? []) + ["server=\"\(Labels.escaped(server))\""]
    let selector = "{\(own.joined(separator: ", "))}[$__rate_interval]"
    let total = "sum(rate(\(counter)\(selector)))"
    let p99 = "histogram_quantile(0.99, sum by (le) (rate(\(prefix)server\(histogram.suffix)\(selector))))"
    return [
      ("rate", total), ("errors", "sum(rate(\(prefix)failed_total\(selector))) / \(total)"),
      ("p99", histogram == .milliseconds ? p99 + " / 1000" : p99),
    ]
  }

  /// Joins the parts on client and server; a part that has not arrived is NaN.
  ///
  /// - Parameter services: From the span metrics (`ServiceReader`), of either family.
  public static func map(from parts: [Part: [Series]], services: [ServiceHealth] = []) -> ServiceMap {
    var edges: [Key: ServiceMap.Edge] = [:]
    for part in Part.allCases {
      for series in parts[part] ?? [] {
        guard let key = Key(series.labels), let value = series.samples.last?.value else { continue }
        edges[key, default: key.edge].take(part, value)
      }
    }
    // A counter of failures that never counted is absent: none, where there is traffic.
    if parts[.failed] != nil {
      for (key, edge) in edges where edge.errorRatio.isNaN && edge.rate > 0 { edges[key]?.errorRatio = 0 }
    }
    return ServiceMap(edges: Array(edges.values), services: services.map(\.service))
  }

  private struct Key: Hashable {
    var client: String
    var server: String
    var connection: String
    var virtualEnd: ServiceMap.End?

    init?(_ labels: Labels) {
      guard let client = labels["client"], let server = labels["server"], !client.isEmpty, !server.isEmpty
      else { return nil }
      (self.client, self.server) = (client, server)
      connection = labels["connection_type"] ?? ""
      virtualEnd = labels["virtual_node"].flatMap(ServiceMap.End.init)
    }

    var edge: ServiceMap.Edge {
      ServiceMap.Edge(
        client: client, server: server, connection: ServiceMap.Connection(rawValue: connection) ?? .direct,
        virtualEnd: virtualEnd)
    }
  }

  private static let labels = "client, server, connection_type, virtual_node"
  private static let prefix = "traces_service_graph_request_"
  private static let counter = "traces_service_graph_request_total"
}

extension ServiceMap.Edge {
  /// Parts come in the order of `Part.allCases`, the rate first.
  fileprivate mutating func take(_ part: ServiceMapReader.Part, _ value: Double) {
    switch part {
    case .rate: rate = value
    case .failed: errorRatio = rate > 0 ? value / rate : .nan
    case .serverP99: p99 = value
    case .clientP99: if p99.isNaN { p99 = value }
    }
  }
}
