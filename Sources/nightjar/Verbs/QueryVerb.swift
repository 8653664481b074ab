import Analysis
import ArgumentParser
import Canvas
import Reports
import Telemetry

struct QueryVerb<Place: WorldChoice>: Verb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "query", abstract: "Ask PromQL: at one moment, or over a range.",
      discussion: "Example: \(Place.prefix) query 'sum by (job) (rate(http_requests_total[5m]))' --range -o chart")
  }

  @Argument(help: "PromQL. $__rate_interval and its like are filled in.")
  var promql: String
  @Flag(help: "Over the range, with exemplars.")
  var range = false
  @OptionGroup var common: CommonOptions
  @OptionGroup var place: Place

  func run(in session: Session) async throws -> Int32 {
    let report = range || common.output == .chart ? try await overRange(session) : try await atMoment(session)
    switch common.output {
    case .json, .jsonl: Output.line(report.json.text)
    case .csv: Output.write(report.csv, to: 1)
    case .chart: session.print(report.chart(range: session.range, size: Size(common.drawingWidth, 20), glyphs: .unicode))
    case .text where range && !report.series.isEmpty:
      session.print(report.chart(range: session.range, size: Size(common.drawingWidth, 20), glyphs: .unicode))
    case .text, .table: session.print(report.rows, empty: "no series")
    }
    if report.series.isEmpty, ![.text, .table].contains(common.output) { Output.note("no series") }
    return 0
  }

  private func atMoment(_ session: Session) async throws -> QueryReport {
    let (range, step, text) = (session.range, session.step, promql)
    let series = try await session.federation.series { source in
      let choice = source.choice(range, step: step)
      return .metricsInstant(PromQL: choice.substitute(in: text), at: range.end)
    }
    return QueryReport(query: promql, series: series)
  }

  private func overRange(_ session: Session) async throws -> QueryReport {
    let (range, step, text, federation) = (session.range, session.step, promql, session.federation)
    let replies = try await federation.ask(.prometheus) { source in
      let choice = source.choice(range, step: step)
      return .metricsRange(PromQL: choice.substitute(in: text), range: choice.alignedRange, step: choice.step)
    }
    var report = QueryReport(query: promql, series: [])
    for reply in replies {
      report.warnings += reply.answer.warnings
      guard case .series(let series) = reply.answer.body else { continue }
      report.series += series.map { federation.told($0, by: reply.source) }
      let choice = reply.source.choice(range, step: step)
      let question = Query.exemplars(PromQL: choice.substitute(in: text), range: range)
      // Exemplars are an extra: a server without them still answers the question.
      if case .success(let answer) = await session.world.result(of: reply.source.id, question),
        case .exemplars(let found) = answer.body
      {
        report.exemplars += found
      }
    }
    return report
  }
}

extension Source {
  /// The step as given, else as Grafana chooses it for this source.
  func choice(_ range: TimeRange, step: Duration?) -> StepChoice {
    let scrape = correlation.scrapeInterval
    guard let step else { return StepRules(scrapeInterval: scrape, maxDataPoints: 300).choose(for: range) }
    return StepChoice(step: step, rateInterval: max(step + scrape, scrape * 4), range: range)
  }
}
