import Analysis
import Reports
import Telemetry

/// What several Prometheis and Alertmanagers tell about objectives, probes, alerts and services.
struct Readings: Sendable {
  let session: Session
  private var federation: Federation { session.federation }
  private var step: Duration { .seconds(max(15, session.range.duration.wholeNanoseconds / 1_000_000_000 / 30)) }

  func objectives() async throws -> [BudgetStatus] {
    let end = session.range.end
    var series = [Series]()
    for text in ObjectiveReader.expressions {
      series += try await federation.series { _ in .metricsInstant(PromQL: text, at: end) }
    }
    let recorded = ObjectiveReader.statuses(from: series, rules: await rules())
    let missing = LiveObjectives.missing(session.world.specs, among: recorded)
    return (recorded + (try await live(missing, at: end))).sorted(by: BudgetStatus.worseFirst)
  }

  /// Worked out from raw metrics: one question for all of them and each reach.
  private func live(_ specs: [ObjectiveSpec], at end: Instant) async throws -> [BudgetStatus] {
    var series = [Series]()
    for reach in LiveObjectives.Reach.allCases {
      guard let text = LiveObjectives.expression(specs, reach) else { continue }
      series += try await federation.series { _ in .metricsInstant(PromQL: text, at: end) }
    }
    return LiveObjectives.statuses(specs, from: series)
  }

  /// What the servers tell of their rules; servers that tell nothing of them are no failure here.
  private func rules() async -> [Rule] {
    var rules = [Rule]()
    for source in session.world.sources where source.kind == .prometheus {
      if case .success(let answer) = await session.world.result(of: source.id, .rules), case .rules(let told) = answer.body {
        rules += told
      }
    }
    return rules
  }

  func probes(_ parts: [ProbeReader.Part] = ProbeReader.Part.allCases) async throws -> [ProbeStatus] {
    let (range, step) = (session.range, step)
    var found = [SourceID: [ProbeReader.Part: [Series]]]()
    let kinds = Set(session.world.sources.map(\.kind))
    if kinds.contains(.gatus) {
      for reply in try await federation.ask(.gatus, { _ in .probeResults }) {
        guard case .series(let series) = reply.answer.body else { continue }
        found[reply.source.id] = ProbeReader.parts(ofResults: series, at: session.now)
      }
    }
    for part in parts where kinds.contains(.prometheus) || !kinds.contains(.gatus) {
      for one in try await federation.series({ _ in ProbeReader.query(part, over: range, step: step) }) {
        if let source = one.source { found[source, default: [:]][part, default: []].append(one) }
      }
    }
    return ProbeStatus.worstFirst(
      found.flatMap { ProbeReader.probes(from: $1, source: $0, at: session.now) }, at: session.now)
  }

  /// From every Prometheus and, where there are any, every Alertmanager.
  func alerts() async throws -> AlertsReport {
    let kinds = Set(session.world.sources.map(\.kind))
    var wanted: [(kind: SourceKind, query: Query)] = []
    if kinds.contains(.alertmanager) { wanted.append((.alertmanager, .managedAlerts)) }
    if kinds.contains(.grafana) { wanted += [(.grafana, .alerts), (.grafana, .managedAlerts)] }
    if kinds.contains(.prometheus) || wanted.isEmpty { wanted.append((.prometheus, .alerts)) }
    var (rulers, managed, failures) = ([Alert](), [Alert](), [SourceFailure]())
    for (kind, query) in wanted {
      do {
        let told = try await alerts(kind, query)
        if query == .managedAlerts { managed += told } else { rulers += told }
      } catch let failure as SourceFailure {
        failures.append(failure)
      }
    }
    // What one kind of server says stands without the other.
    if let first = failures.first, failures.count == wanted.count { throw first }
    for (source, failure) in failures.flatMap(\.failures) { Output.note("warning: \(source): \(failure.message.safe)") }
    return AlertsReport(rulers: rulers, managed: managed)
  }

  private func alerts(_ kind: SourceKind, _ query: Query) async throws -> [Alert] {
    try await federation.ask(kind) { _ in query }.flatMap { reply -> [Alert] in
      guard case .alerts(let alerts) = reply.answer.body else { return [] }
      return alerts.map { alert in
        var alert = alert
        alert.source = reply.source.id
        return alert
      }
    }
  }

  func services() async throws -> [ServiceHealth] {
    var services = [ServiceHealth]()
    let (range, step, world) = (session.range, step, session.world)
    let detection = Query.metricsInstant(PromQL: ServiceReader.detection, at: range.end)
    for reply in try await federation.ask(.prometheus, { _ in detection }) {
      guard case .series(let series) = reply.answer.body,
        let family = ServiceReader.family(from: series)
      else { continue }
      var parts = [ServiceReader.Part: [Series]]()
      for part in ServiceReader.Part.allCases where part != .history {
        let query = ServiceReader.query(part, of: family, over: range, window: .minutes(5), step: step)
        switch await world.result(of: reply.source.id, query) {
        case .success(let answer): if case .series(let found) = answer.body { parts[part] = found }
        case .failure(let failure): Output.note("warning: \(reply.source.id): \(failure.message.safe)")
        }
      }
      services += ServiceReader.services(from: parts, family: family, source: reply.source.id)
    }
    return services.sorted(by: ServiceHealth.worseFirst)
  }

  /// Every source asked for its name; never fails.
  func identities() async -> [(state: OverviewReport.SourceState, identity: ServerIdentity?, failure: QueryFailure?)] {
    let world = session.world
    return await withTaskGroup(of: (Int, Result<Answer, QueryFailure>, Int).self) { group in
      for (index, source) in world.sources.enumerated() {
        group.addTask {
          let start = ContinuousClock.now
          let result = await world.result(of: source.id, .identity)
          return (index, result, world.milliseconds(since: start))
        }
      }
      var found = [Int: (OverviewReport.SourceState, ServerIdentity?, QueryFailure?)]()
      for await (index, result, milliseconds) in group {
        let source = world.sources[index]
        var state = OverviewReport.SourceState(id: source.id, kind: source.kind, milliseconds: milliseconds)
        switch result {
        case .success(let answer):
          if case .identity(let identity) = answer.body { found[index] = (state, identity, nil) } else { found[index] = (state, nil, nil) }
        case .failure(let failure):
          state.error = failure.message.safe
          found[index] = (state, nil, failure)
        }
      }
      return world.sources.indices.compactMap { found[$0] }
    }
  }
}
