internal import Languages
internal import Telemetry

/// The homelab's log lines up to `now`.
struct HomelabLogs: LogStore {
  let traffic: Traffic
  let builder: TraceBuilder
  let now: Instant

  static let services = ["cilium-gateway", "authentik-server", "jellyfin", "nas", "transcoder", "argocd"]

  func lines(matching matchers: [Matcher], in range: TimeRange) -> [LogLine] {
    let wanted = streams(of: matchers)
    let start = max(range.start, now - Traffic.retention)
    let end = min(range.end, now + .nanoseconds(1))
    guard !wanted.isEmpty, start < end else { return [] }
    var lines = [LogLine]()
    // A line may be written up to ten seconds after its request began.
    for tick in Traffic.tick(of: start - .seconds(12))...Traffic.tick(of: end) {
      for stub in traffic.requests(inTick: tick) {
        let writer = LineWriter(stub: stub, id: builder.numbers.id(of: stub))
        for stream in wanted { writer.write(stream.service, stream.labels, to: &lines) }
      }
      for stream in wanted {
        PeriodicLines(tick: tick).write(stream.service, stream.labels, to: &lines)
      }
    }
    return lines.filter { $0.time >= start && $0.time < end }.sorted { $0.time < $1.time }
  }

  func streams(matching matchers: [Matcher], in range: TimeRange) -> [Labels] {
    let isKept = range.start < min(range.end, now) && range.end > now - Traffic.retention
    return isKept ? streams(of: matchers).map(\.labels) : []
  }

  private func streams(of matchers: [Matcher]) -> [(service: String, labels: Labels)] {
    let filter = LabelFilter(matchers)
    return Self.services.map { ($0, Self.labels(of: $0)) }.filter { filter.accepts($0.1) }
  }

  private static func labels(of service: String) -> Labels {
    [
      "service_name": service, "namespace": SpanBuilder.namespaces[service] ?? "media",
      "k8s_pod_name": SpanBuilder.pods[service] ?? "\(service)-0", "container": service,
    ]
  }
}
