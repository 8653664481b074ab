import ArgumentParser
import Reports
import Telemetry

struct DoctorVerb<Place: WorldChoice>: Verb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "doctor", abstract: "Try every source and every tie between them; exit with 3 when one fails.",
      discussion: "Example: \(Place.prefix) doctor --timeout 5s")
  }

  @OptionGroup var common: CommonOptions
  @OptionGroup var place: Place

  func run(in session: Session) async throws -> Int32 {
    try session.require(.text, .table, .json, .jsonl)
    let world = session.world
    let examination = world.examination(of: world.sources.map(\.id), over: session.range)
    let report = DoctorReport(await examination.checks())
    session.print(session.isJSON ? [report.json.text] : report.lines(width: common.tableWidth))
    return report.ok ? 0 : 3
  }
}
