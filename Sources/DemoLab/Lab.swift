public import Backends
public import Telemetry

/// The homelab in the box: its servers answer in their own JSON, from a simulation that is a
/// function of seed and time.
///
/// Nothing is computed before the first question, and nothing after `now` can be seen.
public struct Lab: Sendable {
  /// Not made before the first question: the console's first frame need not wait for it.
  private let parts: LabParts
  /// What people silence: the only thing about the homelab that anybody can change.
  private let silences: SilenceStore

  /// - Parameters:
  ///   - seed: Another seed is another homelab: other requests, ids and moments.
  ///   - origin: The moment the console opens. The last stall begins some minutes before it.
  public init(seed: UInt64, origin: Instant) {
    parts = LabParts(seed: seed, origin: origin)
    silences = SilenceStore(origin: origin)
  }

  /// The same homelab before anybody silenced anything in it.
  public var untouched: Lab { Lab(parts: parts, silences: silences.untouched) }

  private init(parts: LabParts, silences: SilenceStore) {
    self.parts = parts
    self.silences = silences
  }

  /// The server of one kind. There is neither Grafana nor Gatus in the homelab: they answer 404.
  public func transport(for kind: SourceKind, now: @escaping @Sendable () -> Instant) -> any Transport {
    LabTransport { request in
      let moment = now()
      return switch kind {
      case .prometheus: prometheus(at: moment).respond(request, now: moment)
      case .loki: LokiServer(store: logs(at: moment)).respond(request, now: moment)
      case .tempo: TempoServer(store: traces(at: moment)).respond(request, now: moment)
      case .alertmanager:
        AlertmanagerServer(alerts: parts.value.manager.alerts(at: moment), silences: silences)
          .respond(request, now: moment)
      case .ntfy: NtfyServer(messages: parts.value.manager.notifications(at: moment)).respond(request, now: moment)
      case .grafana, .gatus: HTTPResponse(status: 404, body: Payload("404 page not found"))
      }
    }
  }

  private func prometheus(at now: Instant) -> PrometheusServer {
    let (rules, targets) = (parts.value.rules, parts.value.targets)
    return PrometheusServer(
      store: samples(at: now), rules: { rules.rules(at: $0) }, targets: { targets.targets(at: $0) },
      metadata: HomelabTargets.metadata)
  }

  func samples(at now: Instant) -> HomelabSamples {
    let parts = parts.value
    return HomelabSamples(
      history: parts.history, gauges: parts.gauges, numbers: parts.builder.numbers, now: now)
  }

  func logs(at now: Instant) -> HomelabLogs {
    HomelabLogs(traffic: parts.value.traffic, builder: parts.value.builder, now: now)
  }

  func traces(at now: Instant) -> HomelabTraces {
    HomelabTraces(traffic: parts.value.traffic, builder: parts.value.builder, now: now)
  }
}

/// Hands requests to a function: a server without a socket.
struct LabTransport: Transport {
  let respond: @Sendable (HTTPRequest) -> HTTPResponse

  func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    if Task.isCancelled { throw QueryFailure(.cancelled, "cancelled") }
    return respond(request)
  }
}
