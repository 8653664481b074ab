import Analysis
import ArgumentParser
import Backends
import Canvas
import Reports
import Telemetry

struct TraceVerb<Place: WorldChoice>: Verb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "trace", abstract: "The waterfall of one trace.",
      discussion: """
        Examples: \(Place.prefix) trace 4bf92f3577b34da6a3ce929d0e0e4736 --width 120
                  \(Place.prefix) trace --file trace.json
        """)
  }

  @Argument(help: "The trace id, up to 32 hexadecimal digits; with --file only where it holds several traces.")
  var id: String?
  @Option(help: "Read the trace from this file, - for standard input: Tempo or OTLP JSON, whole or one batch a line.")
  var file: String?
  @OptionGroup var common: CommonOptions
  @OptionGroup var place: Place

  func validate() throws {
    guard let id else {
      guard file != nil else { throw ValidationError("expected a trace id, or --file") }
      return
    }
    guard TraceID(hex: id) != nil else { throw ValidationError("\(id): expected up to 32 hexadecimal digits") }
  }

  /// A file needs no source, and so no configuration.
  func run() throws {
    guard let file else {
      let session = try Session(place, common)
      return try Blocking.run { try await run(in: session) }
    }
    try Session.require(common.output, .text, .chart, .json, .jsonl)
    let name = file == "-" ? "standard input" : file
    do {
      print(try TraceFile.read(SystemFiles.bytes(file), id: id.flatMap { TraceID(hex: $0) }))
    } catch let failure as QueryFailure {
      throw UsageFailure("\(name): \(failure.message)")
    }
  }

  func run(in session: Session) async throws -> Int32 {
    try session.require(.text, .chart, .json, .jsonl)
    guard let id = id.flatMap({ TraceID(hex: $0) }), let trace = try await session.federation.trace(id) else {
      Output.note("no source has the trace \(id ?? "")")
      return 0
    }
    print(trace)
    return 0
  }

  private func print(_ trace: Trace) {
    let report = TraceReport(trace)
    guard common.output != .json, common.output != .jsonl else { return Output.line(report.json.text) }
    Output.blocks { writer in
      report.draw(width: common.drawingWidth, glyphs: .unicode) { writer.write($0 + "\n") }
    }
  }
}

extension Federation {
  /// The trace from the first source that has it; `nil` when none does.
  func trace(_ id: TraceID) async throws -> Trace? {
    let replies = try await ask(.tempo) { _ in .trace(id, hint: nil) }
    for reply in replies {
      guard case .trace(var trace?) = reply.answer.body else { continue }
      trace.source = reply.source.id
      if let message = trace.message { Output.note("warning: \(reply.source.id): \(message.safe)") }
      return trace
    }
    return nil
  }
}
