internal import Analysis
internal import Telemetry

/// What one Prometheus told of its services and who calls whom.
struct ServiceFindings: Sendable {
  /// Whether a family of metrics is there is asked once; until then nothing is known.
  enum Presence<Value: Sendable>: Sendable {
    case unknown, absent
    case present(Value)

    var value: Value? { if case .present(let value) = self { value } else { nil } }
    var isUnknown: Bool { if case .unknown = self { true } else { false } }
  }

  var family = Presence<ServiceMetricFamily>.unknown
  var graph = Presence<ServiceMapReader.Histogram>.unknown
  var services: [ServiceReader.Part: [Series]] = [:]
  var edges: [ServiceMapReader.Part: [Series]] = [:]

  func health(told source: SourceID) -> [ServiceHealth] {
    family.value.map { ServiceReader.services(from: services, family: $0, source: source) } ?? []
  }

  var map: ServiceMap { ServiceMapReader.map(from: edges) }
}

/// Traces fetched to see who calls whom where no metrics tell.
struct ServiceSample: Sendable {
  /// Enough to see the usual ways, few enough to fetch in a second or two.
  static let limit = 20
  /// Longer traces are batch jobs; one would cost more than all others.
  static let spanLimit = 20_000

  /// What the searches found, by source.
  private(set) var found: [SourceID: [TraceID]] = [:]
  private(set) var trees: [TraceID: TraceTree] = [:]

  mutating func take(_ summaries: [TraceSummary], from source: SourceID) {
    let fit = summaries.filter { ($0.spanCount ?? 0) <= Self.spanLimit }
    found[source] = Array(fit.prefix(Self.limit).map(\.id))
    let wanted = Set(found.values.joined())
    trees = trees.filter { wanted.contains($0.key) }
  }

  mutating func take(_ trace: Trace) { trees[trace.id] = TraceTree(trace) }

  /// What was found and not fetched yet.
  func missing(from source: SourceID) -> [TraceID] { (found[source] ?? []).filter { trees[$0] == nil } }

  var isEmpty: Bool { trees.isEmpty }
  var count: Int { trees.count }

  /// Rates are numbers of calls in the sample: what share of all calls it is cannot be known.
  var map: ServiceMap {
    let ordered = trees.sorted { ($0.key.high, $0.key.low) < ($1.key.high, $1.key.low) }.map(\.value)
    return ServiceMap(sampled: TraceServiceGraph(ordered), over: .seconds(1))
  }
}
