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
    let report = DoctorReport(await session.world.examination(over: session.range).checks())
    session.print(session.isJSON ? [report.json.text] : report.lines(width: common.tableWidth))
    return report.ok ? 0 : 3
  }
}
