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

  var isLive: Bool { follow }

  func validate() throws {
    guard limit >= 0 else { throw ValidationError("--limit \(limit): expected 0 or more") }
  }

  func run(in session: Session) async throws -> Int32 {
    if let query = try? LogQL.parse(logql), query.isMetric { return try await count(session) }
    try session.require(.text, .table, .json, .jsonl, .csv)
    let reader = try LogReader(session: session, query: logql)
    if common.output == .csv { Output.line(LogsReport.csvHeader) }
    let newestFirst = common.output != .text && common.output != .table && !follow
    var (count, pages, shown) = (0, [[[UInt8]]](), [LogLine]())
    try await reader.newest(limit) { page in
      count += page.count
      if newestFirst { return write(page) }
      var blocks = [[UInt8]]()
      print(page, page.indices.reversed()) { blocks.append($0) }
      pages.append(blocks)
      if follow { shown += page }
    }
    while let page = pages.popLast() { page.forEach(Output.write) }
    if count == 0 && limit > 0 { Output.note("no lines") }
    if follow { try await reader.follow(after: shown, areAll: count < limit) { write($0) } }
    return 0
  }

  /// A page at a time: a line cut by an interrupt would be no line.
  private func write(_ lines: [LogLine]) { print(lines, lines.indices, Output.write) }

  private func print(_ lines: [LogLine], _ order: some Sequence<Int>, _ emit: ([UInt8]) -> Void) {
    var report = LogsReport(as: form)
    withoutActuallyEscaping(emit) { emit in
      var out = BlockWriter(emit: emit)
      // Where they are: a line taken out of its array is a copy of six references.
      lines.withUnsafeBufferPointer { lines in
        for index in order {
          report.write(lines[index], to: &out)
          out.write("\n")
        }
      }
      out.end()
    }
  }

  private var form: LogsReport.Form {
    switch common.output {
    case .json, .jsonl: .jsonl
    case .csv: .csv
    default: .text
    }
  }

  private func count(_ session: Session) async throws -> Int32 {
    guard !follow else { throw UsageFailure("--follow: this query counts, it has no lines to follow") }
    let (text, range, step) = (logql, session.range, session.step)
    let series = try await session.federation.series(
      { source in
        let choice = source.choice(range, step: step)
        return .logMetricRange(
          LogQL: choice.substitute(in: text), range: choice.alignedRange, step: choice.step)
      }, of: .loki)
    session.print(QueryReport(query: logql, series: series), drawn: common.output == .chart)
    return 0
  }
}
