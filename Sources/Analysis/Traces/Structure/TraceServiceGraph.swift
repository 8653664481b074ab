internal import Telemetry

/// Which services of one or many traces call which.
public struct TraceServiceGraph: Equatable, Sendable {
  public struct Node: Hashable, Sendable {
    public var service: String
    /// Seen only from its callers: a database, or a peer that sends no spans.
    public var isVirtual: Bool
    public var spans = 0
    /// Spans with status error.
    public var errors = 0
    public var selfNs: Int64 = 0
  }

  public struct Edge: Hashable, Sendable {
    public var client: String
    public var server: String
    /// Calls from one to the other.
    public var count = 0
    /// Their durations added up, as the server saw them; as the client did for virtual nodes.
    public var totalNs: Int64 = 0
    public var longestNs: Int64 = 0
    public var errors = 0

    public var meanNs: Int64 { count == 0 ? 0 : totalNs / Int64(count) }
  }

  /// In order of appearance.
  public let nodes: [Node]
  /// The most total time first.
  public let edges: [Edge]

  public init(_ trees: [TraceTree]) {
    var build = Build()
    for tree in trees { build.add(tree) }
    nodes = build.nodes
    edges = build.edges.values.sorted {
      ($1.totalNs, $0.client, $0.server) < ($0.totalNs, $1.client, $1.server)
    }
  }

  private struct Pair: Hashable {
    var client: String
    var server: String
  }

  private struct Build {
    var nodes: [Node] = []
    var edges: [Pair: Edge] = [:]
    private var places: [String: Int] = [:]

    mutating func add(_ tree: TraceTree) {
      let operations = TraceOperations(tree)
      for (index, row) in tree.rows.enumerated() {
        let service = operations.services[operations.serviceIndex(ofRow: index)]
        let span = tree.trace.spans[row.span]
        count(span, row.selfNs, at: service)
        if let parent = row.parent, operations.serviceIndex(ofRow: parent) != operations.serviceIndex(ofRow: index) {
          let client = operations.services[operations.serviceIndex(ofRow: parent)]
          connect(client, service, span)
        }
        if row.subtreeSize == 1, let peer = TraceServiceGraph.peer(of: span), peer != service {
          if places[peer] == nil { place(peer, isVirtual: true) }
          connect(service, peer, span)
        }
      }
    }

    private mutating func count(_ span: Span, _ selfNs: Int64, at service: String) {
      let place = places[service] ?? place(service, isVirtual: false)
      nodes[place].isVirtual = false
      nodes[place].spans += 1
      nodes[place].errors += span.status == .error ? 1 : 0
      nodes[place].selfNs = nodes[place].selfNs.saturatingAdd(selfNs)
    }

    @discardableResult
    private mutating func place(_ service: String, isVirtual: Bool) -> Int {
      places[service] = nodes.count
      nodes.append(Node(service: service, isVirtual: isVirtual))
      return nodes.count - 1
    }

    private mutating func connect(_ client: String, _ server: String, _ span: Span) {
      var edge = edges[Pair(client: client, server: server)] ?? Edge(client: client, server: server)
      edge.count += 1
      edge.totalNs = edge.totalNs.saturatingAdd(span.durationNanoseconds)
      edge.longestNs = max(edge.longestNs, span.durationNanoseconds)
      edge.errors += span.status == .error ? 1 : 0
      edges[Pair(client: client, server: server)] = edge
    }
  }

  /// Whom a span called that sent no span of its own, by OTel's semantic conventions old and new.
  private static func peer(of span: Span) -> String? {
    guard span.kind == .client || span.kind == .producer else { return nil }
    for key in ["peer.service", "db.namespace", "db.name", "db.system.name", "db.system", "messaging.system"] {
      if let value = span.attributes[key]?.description, !value.isEmpty { return value }
    }
    return nil
  }
}
