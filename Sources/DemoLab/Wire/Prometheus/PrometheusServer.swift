public import Backends
internal import Languages
public import Telemetry

/// The lab's Prometheus: the real HTTP API, answered from a store of samples without a socket.
public struct PrometheusServer: Sendable {
  let store: any SampleStore
  let engine: PromEngine
  let rules: @Sendable (Instant) -> [Rule]
  let alerts: @Sendable (Instant) -> [Alert]
  let targets: @Sendable (Instant) -> [ScrapeTarget]
  let metadata: [MetricMetadata]
  /// How far back questions without a start reach.
  let retention: Duration

  /// - Parameters:
  ///   - rules: The rules with their state and alerts at a moment.
  ///   - alerts: The alerts at a moment; those of the rules when `nil`.
  ///   - retention: How far back label and exemplar questions without a start reach.
  public init(
    store: any SampleStore, rules: @escaping @Sendable (Instant) -> [Rule] = { _ in [] },
    alerts: (@Sendable (Instant) -> [Alert])? = nil,
    targets: @escaping @Sendable (Instant) -> [ScrapeTarget] = { _ in [] },
    metadata: [MetricMetadata] = [], retention: Duration = .hours(24)
  ) {
    self.store = store
    engine = PromEngine(store: store)
    self.rules = rules
    self.alerts = alerts ?? { now in rules(now).flatMap(\.alerts) }
    self.targets = targets
    self.metadata = metadata
    self.retention = retention
  }

  /// Answers as Prometheus would, errors included; `now` stands in for the server's clock.
  public func respond(_ request: HTTPRequest, now: Instant) -> HTTPResponse {
    let call = PrometheusCall(request, now: now)
    do {
      return try answer(call).map(PrometheusReply.success) ?? .text(404, "404 page not found\n")
    } catch let reply as PrometheusReply.Failure {
      return PrometheusReply.failure(reply)
    } catch let failure as PromFailure {
      return PrometheusReply.failure(.init(failure, query: call["query"] ?? ""))
    } catch {
      return PrometheusReply.failure(.init(.execution("\(error)"), query: ""))
    }
  }

  /// `nil` when no such path exists.
  private func answer(_ call: PrometheusCall) throws -> PrometheusReply? {
    let path = call.path
    if path.first == "-" { return health(path) }
    guard path.starts(with: ["api", "v1"]) else { return nil }
    switch path.dropFirst(2).joined(separator: "/") {
    case "query": return try query(call)
    case "query_range": return try queryRange(call)
    case "query_exemplars": return try exemplars(call)
    case "format_query": return try format(call)
    case "series": return try series(call)
    case "labels": return try labelNames(call)
    case "metadata" where call.isRead: return metadata(call)
    case "rules" where call.isRead: return try rules(call)
    case "alerts" where call.isRead: return alerts(call)
    case "targets" where call.isRead: return targets(call)
    case "targets/metadata" where call.isRead: return try targetMetadata(call)
    case "status/tsdb" where call.isRead: return try tsdbStatus(call)
    case "status/flags" where call.isRead: return flags
    case "status/runtimeinfo" where call.isRead: return runtime(call)
    case "status/buildinfo" where call.isRead: return buildInformation
    default: break
    }
    guard call.isRead, path.count == 5, path[2] == "label", path[4] == "values" else { return nil }
    return try labelValues(path[3], call)
  }

  private func health(_ path: [String]) -> PrometheusReply? {
    switch path.dropFirst().joined(separator: "/") {
    case "ready": .plain("Prometheus Server is Ready.\n")
    case "healthy": .plain("Prometheus Server is Healthy.\n")
    default: nil
    }
  }

  private var buildInformation: PrometheusReply {
    .data { json in
      json.object { json in
        json.field("version", "3.5.0")
        for name in ["revision", "branch", "buildUser", "buildDate", "goVersion"] {
          json.field(name, "nightjar-lab")
        }
      }
    }
  }
}
