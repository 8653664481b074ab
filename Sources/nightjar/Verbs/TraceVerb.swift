import Analysis
import ArgumentParser
import Canvas
import Reports
import Telemetry

struct TraceVerb<Place: WorldChoice>: Verb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "trace", abstract: "The waterfall of one trace.",
      discussion: "Example: \(Place.prefix) trace 4bf92f3577b34da6a3ce929d0e0e4736 --width 120")
  }

  @Argument(help: "The trace id, up to 32 hexadecimal digits.")
  var id: String
  @OptionGroup var common: CommonOptions
  @OptionGroup var place: Place

  func validate() throws {
    guard TraceID(hex: id) != nil else { throw ValidationError("\(id): expected up to 32 hexadecimal digits") }
  }

  func run(in session: Session) async throws -> Int32 {
    try session.require(.text, .chart, .json, .jsonl)
    guard let id = TraceID(hex: id), let trace = try await session.federation.trace(id) else {
      Output.note("no source has the trace \(id)")
      return 0
    }
    let report = TraceReport(trace)
    if session.isJSON {
      Output.line(report.json.text)
    } else {
      session.print(report.drawing(width: common.drawingWidth, glyphs: .unicode))
    }
    return 0
  }
}

extension Federation {
  /// The trace from the first source that has it; `nil` when none does.
  func trace(_ id: TraceID) async throws -> Trace? {
    let replies = try await ask(.tempo) { _ in .trace(id, hint: nil) }
    for reply in replies {
      guard case .trace(var trace?) = reply.answer.body else { continue }
      trace.source = reply.source.id
      return trace
    }
    return nil
  }
}
