import Analysis
import Reports
import Telemetry

/// Looks up what an anchor is about, so that jumps from it are those the console offers.
struct AnchorReader: Sendable {
  let session: Session

  /// - Returns: `nil` when there is no such trace or line.
  func anchor(_ text: AnchorText) async throws -> Anchor? {
    switch text {
    case .metric(let query, let moment): try await metric(query, at: moment)
    case .trace(let id, let span): try await trace(id, span)
    case .logOfTrace(let id, let moment):
      Anchor(
        signal: .logs, labels: ["trace_id": id.description], range: TimeRange(around: moment, margin: .minutes(30)),
        moment: moment, traceID: id)
    case .log(let query, let moment): try await line(query, at: moment)
    }
  }

  private func metric(_ text: String, at moment: Instant) async throws -> Anchor? {
    let range = TimeRange(last: session.range.duration, until: moment + .minutes(5))
    let series = try await session.federation.series { source in
      .metricsInstant(PromQL: source.choice(range, step: nil).substitute(in: text), at: moment)
    }
    guard let first = series.first else { return nil }
    let shared = first.labels.pairs.filter { pair in
      pair.name != "source" && series.allSatisfy { $0.labels[pair.name] == pair.value }
    }
    var exemplars = [Exemplar]()
    let question = Query.exemplars(PromQL: text, range: range)
    for source in session.world.sources where source.kind == .prometheus {
      if case .success(let answer) = await session.world.result(of: source.id, question),
        case .exemplars(let found) = answer.body
      {
        exemplars += found
      }
    }
    var anchor = Anchor(
      signal: .metrics, source: series.allSatisfy { $0.source == first.source } ? first.source : nil,
      query: text, labels: Labels(shared), range: range, moment: moment, exemplars: exemplars)
    anchor.value = series.compactMap { $0.samples.last?.value }.filter(\.isFinite).max()
    return anchor
  }

  private func trace(_ id: TraceID, _ span: SpanID?) async throws -> Anchor? {
    try await session.federation.trace(id).flatMap { Anchor($0, span: span) }
  }

  private func line(_ query: String, at moment: Instant) async throws -> Anchor? {
    let range = TimeRange(start: moment, end: moment + .nanoseconds(1))
    let replies = try await session.federation.ask(.loki) { _ in
      .logs(LogQL: query, range: range, limit: 1, direction: .forward)
    }
    for reply in replies {
      guard case .logs(let lines) = reply.answer.body, let line = lines.first else { continue }
      return Anchor(line, source: reply.source.id, query: query)
    }
    return nil
  }
}
