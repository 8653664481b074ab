import Analysis
import ArgumentParser
import Languages
import Reports
import Telemetry

struct LogsVerb<Place: WorldChoice>: Verb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "logs", abstract: "Read logs with LogQL.",
      discussion: """
        The newest lines of the range. As text they are printed oldest first, so that the newest stands \
        above the prompt; as jsonl and csv newest first, while they arrive. A query that counts is \
        printed as `query --range` prints one.
        Example: \(Place.prefix) logs '{service_name="nas"} |= "timeout"' --since 15m --limit 5000 -o jsonl
        """)
  }

  @Argument(help: "LogQL.")
  var logql: String
  @Option(help: "How many lines; any number, it is read in pages.")
  var limit = 100
  @Flag(help: "Go on with lines as they come, until interrupted.")
  var follow = false
  @OptionGroup var common: CommonOptions
  @OptionGroup var place: Place

  func validate() throws {
    guard limit >= 0 else { throw ValidationError("--limit \(limit): expected 0 or more") }
  }

  func run(in session: Session) async throws -> Int32 {
    if let query = try? LogQL.parse(logql), query.isMetric { return try await count(session) }
    try session.require(.text, .table, .json, .jsonl, .csv)
    let reader = try LogReader(session: session, query: logql)
    if common.output == .csv { Output.line(LogsReport.csvHeader) }
    let newestFirst = common.output != .text && common.output != .table && !follow
    var (count, kept) = (0, [LogLine]())
    try await reader.newest(limit) { page in
      count += page.count
      if newestFirst { write(page) } else { kept += page }
    }
    write(kept.reversed())
    if count == 0 && limit > 0 { Output.note("no lines") }
    if follow { try await reader.follow(after: kept, areAll: count < limit, print: write) }
    return 0
  }

  /// A page at a time: a line cut by an interrupt would be no line.
  @Sendable private func write(_ lines: [LogLine]) {
    guard !lines.isEmpty else { return }
    Output.blocks { out in
      for line in lines {
        switch common.output {
        case .json, .jsonl: LogsReport.json(line).write(to: &out)
        case .csv: LogsReport.write(csv: line, to: &out)
        default: LogsReport.write(line, to: &out)
        }
        out.write("\n")
      }
    }
  }

  private func count(_ session: Session) async throws -> Int32 {
    let (text, range, step) = (logql, session.range, session.step)
    let series = try await session.federation.series(
      { source in
        let choice = source.choice(range, step: step)
        return .logMetricRange(
          LogQL: choice.substitute(in: text), range: choice.alignedRange, step: choice.step)
      }, of: .loki)
    session.print(QueryReport(query: logql, series: series), drawn: false)
    return 0
  }
}
