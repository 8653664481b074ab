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
    let end = min(range.end, Instant(nanoseconds: now.nanoseconds + 1))
    guard !wanted.isEmpty, range.start < end else { return [] }
    // A line may be written up to ten seconds after its request began.
    let first = (range.start - .seconds(12)).nanoseconds.dividedFloor(by: Traffic.tickNs)
    let last = end.nanoseconds.dividedFloor(by: Traffic.tickNs)
    var lines = [LogLine]()
    for tick in first...max(first, last) {
      for stub in traffic.requests(inTick: tick) {
        let writer = LineWriter(stub: stub, id: builder.numbers.id(of: stub))
        for (service, labels) in wanted { writer.write(service, labels, to: &lines) }
      }
      for (service, labels) in wanted { LineWriter.writePeriodic(service, tick, labels, to: &lines) }
    }
    return lines.filter { $0.time >= range.start && $0.time < end }.sorted { $0.time < $1.time }
  }

  func streams(matching matchers: [Matcher], in range: TimeRange) -> [Labels] {
    range.start < min(range.end, now) ? streams(of: matchers).map(\.1) : []
  }

  private func streams(of matchers: [Matcher]) -> [(String, Labels)] {
    let filter = StreamFilter(matchers)
    return Self.services.map { ($0, Self.labels(of: $0)) }.filter { filter.matches($0.1) }
  }

  private static func labels(of service: String) -> Labels {
    [
      "service_name": service, "namespace": SpanBuilder.namespaces[service] ?? "media",
      "k8s_pod_name": SpanBuilder.pods[service] ?? "\(service)-0", "container": service,
    ]
  }
}

/// Matchers compiled once.
struct StreamFilter {
  private let tests: [(Labels) -> Bool]

  init(_ matchers: [Matcher]) {
    tests = matchers.map { matcher in
      let (name, value) = (matcher.name, matcher.value)
      switch matcher.op {
      case .equal: return { ($0[name] ?? "") == value }
      case .notEqual: return { ($0[name] ?? "") != value }
      case .matches:
        let regex = try? Regex(value)
        return { labels in regex.map { (try? $0.wholeMatch(in: labels[name] ?? "")) != nil } ?? false }
      case .notMatches:
        let regex = try? Regex(value)
        return { labels in regex.map { (try? $0.wholeMatch(in: labels[name] ?? "")) == nil } ?? false }
      }
    }
  }

  func matches(_ labels: Labels) -> Bool { tests.allSatisfy { $0(labels) } }
}
