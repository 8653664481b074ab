/// What the names on a map stand for.
extension ServiceMap {
  public enum Node: String, Hashable, Sendable {
    case service
    case database
    /// Whoever calls a service from outside without sending spans.
    case user
    /// A peer that sends no spans.
    case external
  }

  /// What every name of the map stands for.
  ///
  /// - Parameter instrumented: Services known to send spans, from their span metrics.
  public func nodes(instrumented: Set<String>) -> [String: Node] {
    var sending = instrumented
    for edge in edges {
      switch edge.connection {
      case .direct, .messaging: sending.formUnion([edge.client, edge.server])
      case .database: sending.insert(edge.client)
      case .virtual: break
      }
    }
    var nodes = Dictionary(services.map { ($0, Node.service) }) { first, _ in first }
    for edge in edges {
      switch edge.connection {
      case .direct, .messaging: break
      case .database: if !instrumented.contains(edge.server) { nodes[edge.server] = .database }
      case .virtual:
        let end = virtualEnd(of: edge, sending)
        let name = end == .client ? edge.client : edge.server
        if !sending.contains(name) { nodes[name] = name == "user" ? .user : .external }
      }
    }
    return nodes
  }

  /// The end the server names; else the one that is not known to send spans; else whoever is called.
  private func virtualEnd(of edge: Edge, _ sending: Set<String>) -> End {
    if let end = edge.virtualEnd { return end }
    if edge.client == "user" { return .client }
    return sending.contains(edge.server) && !sending.contains(edge.client) ? .client : .server
  }

  /// How a name answers its callers, for those that no span metrics tell of: the rates added up, the
  /// errors of all, the slowest p99; NaN where nobody calls.
  ///
  /// - Parameter end: `.client` tells of the calls it makes instead, for who is never called.
  public func health(of service: String, as end: End = .server) -> ServiceHealth {
    let calls = (end == .server ? callers(of: service) : callees(of: service)).filter { $0.rate > 0 }
    let rate = calls.reduce(0) { $0 + $1.rate }
    let known = calls.filter { !$0.errorRatio.isNaN }
    let failed = known.reduce(0) { $0 + $1.rate * $1.errorRatio }
    return ServiceHealth(
      service: service, rate: calls.isEmpty ? .nan : rate,
      errorRatio: known.isEmpty || rate <= 0 ? .nan : failed / rate,
      p99: calls.map(\.p99).filter { !$0.isNaN }.max() ?? .nan)
  }

  /// Several servers' maps as one. An edge that two of them tell of is the same calls counted twice:
  /// the busier one stays.
  public static func merged(_ maps: [ServiceMap]) -> ServiceMap {
    var edges: [Edge.ID: Edge] = [:]
    for edge in maps.flatMap(\.edges) {
      guard let known = edges[edge.id] else {
        edges[edge.id] = edge
        continue
      }
      if edge.rate > known.rate || known.rate.isNaN { edges[edge.id] = edge }
    }
    return ServiceMap(edges: Array(edges.values), services: maps.flatMap(\.services))
  }
}
