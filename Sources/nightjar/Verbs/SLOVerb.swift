import ArgumentParser
import Reports

struct SLOVerb<Place: WorldChoice>: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "slo", abstract: "Error budgets and burn rates.",
      discussion: "Example: \(Place.prefix) slo status -o json",
      subcommands: [SLOStatusVerb<Place>.self, SLORulesVerb<Place>.self, SLOValidateVerb<Place>.self],
      defaultSubcommand: SLOStatusVerb<Place>.self)
  }
}

struct SLOStatusVerb<Place: WorldChoice>: Verb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "status", abstract: "Budgets and burn rates of the objectives recorded, worst first.",
      discussion: "Example: \(Place.prefix) slo status --at now-1d")
  }

  @OptionGroup var common: CommonOptions
  @OptionGroup var place: Place

  func run(in session: Session) async throws -> Int32 {
    try session.require(.text, .table, .json, .jsonl)
    let report = SLOReport(try await Readings(session: session).objectives())
    if session.isJSON {
      Output.line(report.json.text)
    } else {
      session.print(report.rows, empty: "no objectives: rules of Sloth or Pyrra in Prometheus fill this, or slos: in the configuration")
    }
    return 0
  }
}
