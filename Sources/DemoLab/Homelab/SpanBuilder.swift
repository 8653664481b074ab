internal import Telemetry

/// Builds the spans of one trace, ids drawn from the trace's own.
struct SpanBuilder {
  private(set) var trace: Trace
  private var random: SplitMix
  private var resources: [String: Int] = [:]

  init(id: TraceID) {
    trace = Trace(
      id: id, spans: [], resources: [], scopes: [InstrumentationScope(name: "homelab", version: "1.0")])
    random = SplitMix(id.high, id.low, 0x5BA4)
  }

  /// Adds a span.
  ///
  /// - Returns: Its id, for its children and for what must agree with it.
  @discardableResult
  mutating func add(
    _ service: String, _ name: String, _ kind: SpanKind, parent: SpanID?, from start: Instant,
    _ durationNs: Int64, _ attributes: [Attribute] = [], events: [SpanEvent] = [], error: String? = nil
  ) -> SpanID {
    // Odd, so never the zero that is no id.
    let id = SpanID(random.next() | 1)!
    trace.spans.append(
      Span(
        id: id, parentID: parent, name: name, kind: kind, start: start, durationNanoseconds: durationNs,
        status: error == nil ? .unset : .error, statusMessage: error ?? "", attributes: attributes,
        events: events, resource: resource(service)))
    return id
  }

  private mutating func resource(_ service: String) -> Int {
    if let index = resources[service] { return index }
    let onNAS = service == "nas"
    var attributes = [
      Attribute("service.name", .string(service)), Attribute("service.namespace", .string("homelab")),
      Attribute("service.version", .string(Self.versions[service] ?? "1.0.0")),
      Attribute("host.name", .string(onNAS ? "nas01" : "node1")),
      Attribute("telemetry.sdk.language", .string(Self.languages[service] ?? "go")),
    ]
    if !onNAS {
      attributes += [
        Attribute("k8s.namespace.name", .string(Self.namespaces[service] ?? "media")),
        Attribute("k8s.deployment.name", .string(service)),
        Attribute("k8s.pod.name", .string(Self.pods[service] ?? "\(service)-0")),
        Attribute("k8s.node.name", .string("node1")),
      ]
    }
    trace.resources.append(Resource(attributes: attributes))
    resources[service] = trace.resources.count - 1
    return trace.resources.count - 1
  }

  static let namespaces = [
    "cilium-gateway": "kube-system", "authentik-outpost": "auth", "authentik-server": "auth",
    "jellyfin": "media", "transcoder": "media", "nas": "storage", "argocd": "argocd",
  ]
  static let pods = [
    "cilium-gateway": "cilium-envoy-x7k2p", "authentik-server": "authentik-server-6d5f7b9c4-q8zvn",
    "authentik-outpost": "ak-outpost-84c9d-7h2lw", "argocd": "argocd-server-5c7b6-m4x9r", "nas": "nas01",
  ]
  private static let languages = ["cilium-gateway": "cpp", "authentik-server": "python", "jellyfin": "dotnet"]
  private static let versions = [
    "cilium-gateway": "1.18.3", "authentik-outpost": "2025.10.1", "authentik-server": "2025.10.1",
    "jellyfin": "10.11.2", "transcoder": "7.1.2", "argocd": "3.2.0",
  ]
}
