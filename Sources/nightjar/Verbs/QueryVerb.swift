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

  private var isRange: Bool { range || common.output == .chart }

  func run(in session: Session) async throws -> Int32 {
    let federation = session.federation
    var report = QueryReport(query: promql, series: [])
    for reply in try await federation.ask(.prometheus, question(session)) {
      report.warnings += reply.answer.warnings
      switch reply.answer.body {
      case .series(let series): report.series += series.map { federation.told($0, by: reply.source) }
      case .text(let text): report.texts.append(text)
      default: break
      }
      if isRange { report.exemplars += await exemplars(of: reply.source, session) }
    }
    session.print(report, drawn: common.output == .chart || range && common.output == .text)
    return 0
  }

  private func question(_ session: Session) -> @Sendable (Source) -> Query {
    let (range, step, text, isRange) = (session.range, session.step, promql, isRange)
    return { source in
      let choice = source.choice(range, step: step)
      let query = choice.substitute(in: text)
      guard isRange else { return .metricsInstant(PromQL: query, at: range.end) }
      return .metricsRange(PromQL: query, range: choice.alignedRange, step: choice.step)
    }
  }

  /// Exemplars are an extra: a server without them still answers the question.
  private func exemplars(of source: Source, _ session: Session) async -> [Exemplar] {
    let query = source.choice(session.range, step: session.step).substitute(in: promql)
    let question = Query.exemplars(PromQL: query, range: session.range)
    guard case .success(let answer) = await session.world.result(of: source.id, question),
      case .exemplars(let found) = answer.body
    else { return [] }
    return found
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
