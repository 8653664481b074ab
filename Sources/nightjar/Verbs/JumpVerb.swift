import Analysis
import ArgumentParser
import Reports
import Telemetry

struct JumpVerb<Place: WorldChoice>: Verb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "jump", abstract: "What one key would open from an anchor, strongest first.",
      discussion: """
        Anchors: metric:PROMQL@T, trace:ID, trace:ID/SPANID, log:TRACEID@T, log:LOGQL@NANOSECONDS.
        Example: \(Place.prefix) jump trace:4bf92f3577b34da6a3ce929d0e0e4736 -o json
        """)
  }

  @Argument(help: "Where to jump from.")
  var anchor: String
  @OptionGroup var common: CommonOptions
  @OptionGroup var place: Place

  func run(in session: Session) async throws -> Int32 {
    try session.require(.text, .table, .json, .jsonl)
    let text = try AnchorText(anchor, now: session.now)
    guard let anchor = try await AnchorReader(session: session).anchor(text) else {
      Output.note("nothing is there to jump from: \(self.anchor)")
      if session.isJSON { Output.line(JumpReport([]).json.text) }
      return 0
    }
    let report = JumpReport(session.world.correlator.jumps(from: anchor))
    session.print(session.isJSON ? [report.json.text] : report.lines(width: common.tableWidth))
    return 0
  }
}
