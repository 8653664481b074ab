import Analysis
import ArgumentParser
import Reports
import Telemetry

struct OverviewVerb<Place: WorldChoice>: Verb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "overview", abstract: "SLO budgets, services, probes and alerts, worst first.",
      discussion: "Example: \(Place.prefix) overview -o json | jq '.slos[0]'")
  }

  @OptionGroup var common: CommonOptions
  @OptionGroup var place: Place

  func run(in session: Session) async throws -> Int32 { try await Self.print(session) }

  /// The same without a verb: what `nightjar` prints into a pipe.
  static func run(_ place: Place, _ common: CommonOptions) throws {
    let session = try Session(place, common)
    try Blocking.run { try await print(session) }
  }

  private static func print(_ session: Session) async throws -> Int32 {
    try session.require(.text, .table, .json, .jsonl)
    let report = try await report(session)
    session.print(session.isJSON ? [report.json.text] : report.lines(width: session.common.tableWidth))
    return 0
  }

  /// What can be had; a part that failed is told on standard error and stays empty.
  ///
  /// - Throws: `SourceFailure` when not a single source answered.
  static func report(_ session: Session) async throws -> OverviewReport {
    let readings = Readings(session: session)
    let identities = await readings.identities()
    if !identities.isEmpty, identities.allSatisfy({ $0.failure != nil }) {
      throw SourceFailure(
        failures: identities.compactMap { one in one.failure.map { (one.state.id, $0) } }, query: nil)
    }
    // What else is read of a Prometheus or an Alertmanager fails by itself.
    for one in identities where [.loki, .tempo].contains(one.state.kind) {
      if let failure = one.failure { Output.note("warning: \(one.state.id): \(failure.message.safe)") }
    }
    let objectives = await orEmpty { try await readings.objectives() }
    let probes = await orEmpty { try await readings.probes() }
    let alerts = await orEmpty { try await readings.alerts() }
    let services = await orEmpty { try await readings.services() }
    let all: [(OverviewReport.Part, Bool)] = [
      (.objectives, objectives == nil), (.probes, probes == nil), (.alerts, alerts == nil), (.services, services == nil),
    ]
    return OverviewReport(
      objectives: objectives ?? [], probes: probes ?? [], alerts: alerts ?? AlertsReport(rulers: []),
      services: services ?? [], sources: identities.map(\.state),
      unknown: Set(all.filter(\.1).map(\.0)))
  }

  private static func orEmpty<Value>(_ read: () async throws -> Value) async -> Value? {
    do {
      return try await read()
    } catch {
      Output.note("warning: \(error)")
      return nil
    }
  }
}
