import Analysis
import Reports
import Telemetry

/// Tries every source, and every tie between sources, and says what to change.
struct Examination: Sendable {
  typealias Check = DoctorReport.Check
  let session: Session

  func checks() async -> [Check] {
    let identities = await Readings(session: session).identities()
    var checks = identities.map { one in
      Check(
        name: "reachable", source: one.state.id.name, ok: one.failure == nil,
        detail: one.state.error ?? one.identity.map { "\($0.product) \($0.version)" } ?? "answers",
        fix: one.failure.map(Self.fix), milliseconds: one.state.milliseconds)
    }
    let reachable = Set(identities.filter { $0.failure == nil }.map(\.state.id))
    for source in session.world.sources {
      if reachable.contains(source.id) { checks.append(await sample(source)) }
      checks += ties(of: source)
    }
    return checks
  }

  /// A small question, since a server may be up and hold nothing or let nobody read.
  private func sample(_ source: Source) async -> Check {
    let start = ContinuousClock.now
    let (query, wish) = question(for: source.kind)
    let result = await session.world.result(of: source.id, query)
    let milliseconds = session.world.milliseconds(since: start)
    switch result {
    case .success(let answer):
      let count = answer.count
      return Check(
        name: "holds data", source: source.id.name, ok: true,
        detail: count == 0 ? "answers, and has no \(wish) in the range" : "\(count) \(wish)",
        milliseconds: milliseconds)
    case .failure(let failure):
      return Check(
        name: "holds data", source: source.id.name, ok: false, detail: failure.message.safe,
        fix: Self.fix(failure), milliseconds: milliseconds)
    }
  }

  private func question(for kind: SourceKind) -> (Query, String) {
    switch kind {
    case .prometheus: (.metricsInstant(PromQL: "up", at: session.range.end), "scrape targets")
    case .loki: (.logLabelNames(selector: nil, range: session.range), "labels")
    case .tempo: (.traceSearch(TraceQL: "{}", range: session.range, limit: 1, spansPerSet: 1), "traces (one asked for)")
    case .alertmanager: (.managedAlerts, "alerts")
    case .grafana: (.rules, "rules")
    case .ntfy: (.notifications(since: "12h"), "messages of the last 12 hours")
    case .gatus: (.probeResults, "series of endpoints")
    }
  }

  /// Every source that the configuration of another names must be there and of the right type.
  private func ties(of source: Source) -> [Check] {
    let ties = source.correlation
    var checks = ties.exemplarDestinations.compactMap { one in
      one.source.map { tie(source, "exemplarTraceIdDestinations \(one.label)", to: $0, .tempo) }
    }
    checks += ties.derivedFields.compactMap { one in
      one.source.map { tie(source, "derivedFields \(one.name)", to: $0, .tempo) }
    }
    checks += [
      ties.toLogs?.source.map { tie(source, "tracesToLogsV2", to: $0, .loki) },
      ties.toMetrics?.source.map { tie(source, "tracesToMetrics", to: $0, .prometheus) },
    ].compactMap { $0 }
    return checks
  }

  private func tie(_ source: Source, _ name: String, to target: SourceID, _ kind: SourceKind) -> Check {
    let found = session.world.sources.first { $0.id == target }
    let ok = found?.kind == kind
    let fitting = session.world.sources.filter { $0.kind == kind }.map(\.id.name).joined(separator: ", ")
    return Check(
      name: name, source: source.id.name, ok: ok,
      detail: ok ? "leads to \(target)" : found.map { "\(target) is of type \($0.kind.rawValue)" } ?? "there is no source \(target)",
      fix: ok ? nil : "set its datasourceUid to a \(kind.rawValue) source\(fitting.isEmpty ? "" : ": \(fitting)")")
  }

  private static func fix(_ failure: QueryFailure) -> String {
    switch failure.reason {
    case .unreachable: "is the server running, and is its url right as seen from this machine?"
    case .timedOut: "raise --timeout, or look at the load of the server"
    case .unauthorised: "set basicAuthUser and basicAuthPassword, or a header, in its data source"
    case .notFound: "is the type right? a path prefix belongs into url"
    case .serverFault: "the server is up but not well, or still starting: its own log knows why"
    case .undecodable: "is the type right? something else answers there, such as a login page"
    case .refused: "the server is of a version that does not know this question"
    case .tooLarge: "ask for less: a shorter range"
    case .unsupported, .cancelled: "check the type of the data source"
    }
  }
}

extension Answer {
  /// How many things an answer holds, for those the examination asks for.
  fileprivate var count: Int {
    switch body {
    case .series(let series): series.count
    case .names(let names): names.count
    case .traces(let traces): traces.count
    case .alerts(let alerts): alerts.count
    default: 0
    }
  }
}
