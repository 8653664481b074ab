import ArgumentParser
import Reports

struct AlertsVerb<Place: WorldChoice>: Verb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "alerts", abstract: "What fires or is about to, worst first.",
      discussion: "Example: \(Place.prefix) alerts --fail || echo 'something fires'")
  }

  @Flag(help: "Exit with 3 when an alert fires.")
  var fail = false
  @OptionGroup var common: CommonOptions
  @OptionGroup var place: Place

  func run(in session: Session) async throws -> Int32 {
    try session.require(.text, .table, .json, .jsonl)
    let report = try await Readings(session: session).alerts()
    if session.isJSON {
      Output.line(report.json.text)
    } else {
      session.print(report.rows, empty: "nothing fires")
    }
    return fail && report.isFiring ? 3 : 0
  }
}
