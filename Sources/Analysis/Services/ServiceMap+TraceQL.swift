internal import Telemetry

/// The TraceQL that finds what a map shows.
extension ServiceMap {
  /// Traces a name takes part in.
  public func traceQuery(of name: String, _ node: Node) -> String {
    switch node {
    case .service: "{ \(Self.own(name)) }"
    case .database, .external: "{ \(Self.calls(name)) }"
    case .user:
      "{ "
        + (callees(of: name).map { "(\(Self.own($0.server)) && \(Self.isRoot($0.server)))" })
        .joined(separator: " || ") + " }"
    }
  }

  /// Traces with calls over an edge; of a call to something without spans, the caller's side.
  public static func traceQuery(of edge: Edge, _ nodes: [String: Node]) -> String {
    if let node = nodes[edge.client], node != .service {
      return "{ \(own(edge.server)) && \(isRoot(edge.server)) }"
    }
    if let node = nodes[edge.server], node != .service {
      return "{ \(own(edge.client)) && (\(calls(edge.server))) }"
    }
    return "{ \(own(edge.client)) } >> { \(own(edge.server)) }"
  }

  private static func own(_ service: String) -> String {
    "resource.service.name = \"\(Labels.escaped(service))\""
  }

  private static func isRoot(_ service: String) -> String { "rootServiceName = \"\(Labels.escaped(service))\"" }

  /// By OTel's semantic conventions old and new, as `TraceServiceGraph` reads them.
  private static func calls(_ peer: String) -> String {
    ["peer.service", "db.namespace", "db.name", "db.system.name", "db.system"]
      .map { "span.\($0) = \"\(Labels.escaped(peer))\"" }.joined(separator: " || ")
  }
}
