import Analysis
import ArgumentParser
import Languages
import Reports
import Telemetry

struct SearchVerb<Place: WorldChoice>: Verb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "search", abstract: "Find traces with TraceQL, newest first.",
      discussion: """
        A query that counts is printed as `query --range` prints one.
        Examples: \(Place.prefix) search '{ status = error && duration > 1s }' --since 15m
                  \(Place.prefix) search '{ } | rate() by (resource.service.name)' -o chart
        """)
  }

  @Argument(help: "TraceQL.")
  var traceql: String
  @Option(help: "How many traces.")
  var limit = 20
  @OptionGroup var common: CommonOptions
  @OptionGroup var place: Place

  func validate() throws {
    guard (1...10_000).contains(limit) else { throw ValidationError("--limit \(limit): expected 1 to 10000") }
  }

  func run(in session: Session) async throws -> Int32 {
    if let query = try? TraceQL.parse(traceql), query.isMetrics { return try await count(session) }
    try session.require(.text, .table, .json, .jsonl)
    let (text, range, limit) = (traceql, session.range, limit)
    // Matched spans have their names only when they are asked for.
    let sent = TraceQL.selecting([.intrinsic(.name)], in: text)
    let replies: [Federation.Reply]
    do {
      replies = try await session.federation.ask(.tempo) { _ in
        // Tempo's newest are only nearly the newest: more are asked for than are shown.
        .traceSearch(TraceQL: sent, range: range, limit: max(limit, 1000), spansPerSet: 3)
      }
    } catch var failure as SourceFailure {
      // As it was typed: what is added stands behind it and moves no place in it.
      failure.query = text
      throw failure
    }
    let answers = replies.map { reply -> [TraceSummary] in
      if case .traces(let found) = reply.answer.body { found } else { [] }
    }
    let report = SearchReport(
      merging: answers, limit: limit, partial: replies.contains { $0.answer.partial },
      attributes: TraceQL.selectedFields(text).map(\.unscopedName).filter { $0 != "name" })
    if session.isJSON {
      Output.line(report.json.text)
    } else {
      session.print(report.rows.lines(width: session.common.tableWidth))
    }
    for note in report.notes(limit: limit) { Output.note(note) }
    return 0
  }

  private func count(_ session: Session) async throws -> Int32 {
    let (text, range, step) = (traceql, session.range, session.step)
    let series = try await session.federation.series(
      { source in
        let choice = source.choice(range, step: step)
        return .traceMetricsRange(TraceQL: text, range: choice.alignedRange, step: choice.step)
      }, of: .tempo)
    session.print(QueryReport(query: text, series: series), drawn: common.output == .chart)
    return 0
  }
}
