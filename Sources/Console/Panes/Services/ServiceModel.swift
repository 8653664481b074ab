internal import Analysis
internal import Telemetry

/// All services and who calls whom, put together from what the sources told: made once an answer.
struct ServiceModel: Sendable {
  /// Where the connections come from.
  enum Origin: Equatable, Sendable {
    case nothing, metrics
    case sample(traces: Int)
  }

  private(set) var map = ServiceMap(edges: [])
  private(set) var nodes: [String: ServiceMap.Node] = [:]
  private(set) var services: [ServiceHealth] = []
  private(set) var origin = Origin.nothing

  init() {}

  init(_ findings: [SourceID: ServiceFindings], sample: ServiceSample) {
    let all = findings.sorted { $0.key < $1.key }
    let told = Self.merged(all.flatMap { $1.health(told: $0) })
    let graph = ServiceMap.merged(all.map(\.value.map))
    let isSampled = graph.edges.isEmpty && !sample.isEmpty
    origin = isSampled ? .sample(traces: sample.count) : graph.edges.isEmpty ? .nothing : .metrics
    let edges = isSampled ? sample.map : graph
    map = ServiceMap(edges: edges.edges, services: edges.services + told.map(\.service))
    nodes = map.nodes(instrumented: Set(told.map(\.service)))
    let known = Dictionary(told.map { ($0.service, $0) }) { first, _ in first }
    let (map, nodes) = (map, nodes)
    services = map.services.map { name in
      let isCaller = nodes[name] != .service && map.callers(of: name).isEmpty
      return known[name] ?? map.health(of: name, as: isCaller ? .client : .server)
    }
  }

  /// A service that two servers tell of is the same one measured twice: the busier answer stays.
  private static func merged(_ services: [ServiceHealth]) -> [ServiceHealth] {
    var kept: [String: ServiceHealth] = [:]
    for service in services {
      if let known = kept[service.service], !(service.rate > known.rate) { continue }
      kept[service.service] = service
    }
    return Array(kept.values)
  }

  func node(_ name: String) -> ServiceMap.Node { nodes[name] ?? .service }

  func edge(_ id: ServiceMap.Edge.ID?) -> ServiceMap.Edge? { id.flatMap { id in map.edges.first { $0.id == id } } }

  var isSampled: Bool { if case .sample = origin { true } else { false } }
}

/// How the table is sorted.
enum ServiceOrder: CaseIterable, Sendable {
  case worst, rate, errors, latency, name

  var title: String {
    switch self {
    case .worst: "worst first"
    case .rate: "busiest first"
    case .errors: "most errors first"
    case .latency: "slowest first"
    case .name: "by name"
    }
  }

  func sorted(_ services: [ServiceHealth]) -> [ServiceHealth] {
    services.sorted { a, b in
      switch self {
      case .worst: return ServiceHealth.worseFirst(a, b)
      case .rate: return Self.greater(a.rate, b.rate) ?? (a.service < b.service)
      case .errors: return Self.greater(a.errorRatio, b.errorRatio) ?? (a.service < b.service)
      case .latency: return Self.greater(a.p99, b.p99) ?? (a.service < b.service)
      case .name: return a.service < b.service
      }
    }
  }

  /// What is not known comes last.
  private static func greater(_ a: Double, _ b: Double) -> Bool? {
    let (x, y) = (a.isNaN ? -1 : a, b.isNaN ? -1 : b)
    return x == y ? nil : x > y
  }
}
