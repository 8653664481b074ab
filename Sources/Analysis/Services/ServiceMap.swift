internal import Telemetry

/// Who calls whom, with rate, errors and latency of every connection.
public struct ServiceMap: Equatable, Sendable {
  /// What is at the far end, as Tempo's `connection_type` has it.
  public enum Connection: String, Hashable, Sendable, CaseIterable {
    case direct = ""
    case messaging = "messaging_system"
    case database
    /// A peer that sends no spans.
    case virtual = "virtual_node"
  }

  /// The ends of a connection.
  public enum End: String, Hashable, Sendable { case client, server }

  public struct Edge: Equatable, Sendable {
    /// What tells one edge of a map from the others.
    public struct ID: Hashable, Sendable {
      public var client: String
      public var server: String
      public var connection: Connection
    }

    public var client: String
    public var server: String
    public var connection: Connection
    /// Which end sends no spans, where the server tells (`virtual_node`).
    public var virtualEnd: End?
    /// Calls a second; NaN while not known, as the others.
    public var rate: Double
    /// From 0 to 1.
    public var errorRatio: Double
    /// Seconds, as the server saw it; as the client did where the server does not tell.
    public var p99: Double

    public init(
      client: String, server: String, connection: Connection = .direct, virtualEnd: End? = nil,
      rate: Double = .nan, errorRatio: Double = .nan, p99: Double = .nan
    ) {
      self.client = client
      self.server = server
      self.connection = connection
      self.virtualEnd = virtualEnd
      self.rate = rate
      self.errorRatio = errorRatio
      self.p99 = p99
    }

    public var id: ID { ID(client: client, server: server, connection: connection) }

    public var isTroubled: Bool { errorRatio > 0.01 }
  }

  /// All services, those without edges too; by name.
  public let services: [String]
  /// The busiest first.
  public let edges: [Edge]

  /// - Parameter services: Known from elsewhere (span metrics), to be shown even without edges.
  public init(edges: [Edge], services: [String] = []) {
    self.edges = edges.sorted { a, b in
      let (x, y) = (a.rate.isNaN ? -1 : a.rate, b.rate.isNaN ? -1 : b.rate)
      return x != y ? x > y : (a.client, a.server) < (b.client, b.server)
    }
    self.services = Set(services + edges.flatMap { [$0.client, $0.server] }).sorted()
  }

  /// Worked out from fetched traces, where no metrics tell.
  ///
  /// - Parameter duration: The time they were sampled from, for rates; p99 is then the longest call.
  public init(sampled graph: TraceServiceGraph, over duration: Duration) {
    let seconds = max(duration.inSeconds, 1e-9)
    let virtual = Set(graph.nodes.filter(\.isVirtual).map(\.service))
    self.init(
      edges: graph.edges.map { edge in
        Edge(
          client: edge.client, server: edge.server,
          connection: virtual.contains(edge.server) ? .virtual : .direct,
          virtualEnd: virtual.contains(edge.server) ? .server : nil, rate: Double(edge.count) / seconds, errorRatio: Double(edge.errors) / Double(max(1, edge.count)),
          p99: Double(edge.longestNs) / 1e9)
      }, services: graph.nodes.map(\.service))
  }

  /// Edges towards a service, the busiest first.
  public func callers(of service: String) -> [Edge] { edges.filter { $0.server == service } }

  /// Edges from a service, the busiest first.
  public func callees(of service: String) -> [Edge] { edges.filter { $0.client == service } }

  /// All services that reach one, however indirectly, by name; itself only in a circle.
  public func upstream(of service: String) -> [String] {
    reachable(from: service, \.server, \.client)
  }

  /// All services that one reaches, however indirectly.
  public func downstream(of service: String) -> [String] {
    reachable(from: service, \.client, \.server)
  }

  /// The part of the map around a service: it, everything upstream and downstream of it.
  public func focused(on service: String) -> ServiceMap {
    let kept = Set(upstream(of: service) + downstream(of: service) + [service])
    let up = Set(upstream(of: service) + [service])
    let down = Set(downstream(of: service) + [service])
    let edges = edges.filter { edge in
      (up.contains(edge.client) && up.contains(edge.server))
        || (down.contains(edge.client) && down.contains(edge.server))
    }
    return ServiceMap(edges: edges, services: Array(kept))
  }

  /// The map laid out in layers, callers left of whom they call.
  public var layout: LayeredLayout {
    LayeredLayout(nodes: services, edges: edges.map { LayeredLayout.Link(from: $0.client, to: $0.server) })
  }

  private func reachable(
    from service: String, _ near: (Edge) -> String, _ far: (Edge) -> String
  ) -> [String] {
    var next: [String: [String]] = [:]
    for edge in edges { next[near(edge), default: []].append(far(edge)) }
    var found: Set<String> = []
    var open = [service]
    while let name = open.popLast() {
      for other in next[name] ?? [] where found.insert(other).inserted { open.append(other) }
    }
    return found.sorted()
  }
}
