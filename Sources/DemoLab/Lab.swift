public import Backends
public import Telemetry

/// The homelab in the box: its servers answer in their own JSON, from a simulation that is a
/// function of seed and time.
///
/// Nothing is computed before the first question, and nothing after `now` can be seen.
public struct Lab: Sendable {
  private let traffic: Traffic
  private let builder: TraceBuilder
  private let history: MetricHistory
  private let budgets: Budgets
  private let gauges: Gauges

  /// - Parameters:
  ///   - seed: Another seed is another homelab: other requests, ids and moments.
  ///   - origin: The moment the console opens. The last stall begins six minutes before it.
  public init(seed: UInt64, origin: Instant) {
    let incident = Incident(seed: seed, origin: origin)
    traffic = Traffic(seed: seed, incident: incident)
    builder = TraceBuilder(numbers: TraceNumber(seed: seed))
    history = MetricHistory(traffic: traffic)
    budgets = Budgets(history: history, begin: incident.begin)
    gauges = Gauges(seed: seed, origin: origin, incident: incident)
  }

  /// The server of one kind. Alertmanager is not simulated and answers 404.
  public func transport(for kind: SourceKind, now: @escaping @Sendable () -> Instant) -> any Transport {
    LabTransport { request in
      let moment = now()
      return switch kind {
      case .prometheus: prometheus(at: moment).respond(request, now: moment)
      case .loki: LokiServer(store: HomelabLogs(traffic: traffic, builder: builder, now: moment)).respond(request, now: moment)
      case .tempo:
        TempoServer(store: HomelabTraces(traffic: traffic, builder: builder, now: moment)).respond(request, now: moment)
      case .alertmanager: HTTPResponse(status: 404, body: Payload("404 page not found"))
      }
    }
  }

  private func prometheus(at now: Instant) -> PrometheusServer {
    let store = HomelabSamples(
      history: history, budgets: budgets, gauges: gauges, numbers: builder.numbers, now: now)
    let rules = HomelabRules(budgets: budgets, gauges: gauges)
    return PrometheusServer(
      store: store, rules: { rules.rules(at: $0) }, targets: { rules.targets(at: $0) }, metadata: HomelabRules.metadata)
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
