import ArgumentParser
import Reports

struct ProbesVerb<Place: WorldChoice>: Verb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "probes", abstract: "Endpoints as the Blackbox exporter sees them, worst first.",
      discussion: "Example: \(Place.prefix) probes --since 1d")
  }

  @OptionGroup var common: CommonOptions
  @OptionGroup var place: Place

  func run(in session: Session) async throws -> Int32 {
    try session.require(.text, .table, .json, .jsonl)
    let report = ProbesReport(try await Readings(session: session).probes())
    if session.isJSON {
      Output.line(report.json.text)
    } else {
      session.print(report.rows, empty: "no probes: the Blackbox exporter's probe_success in Prometheus fills this")
    }
    return 0
  }
}
