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
    return Anchor(
      signal: .metrics, source: series.allSatisfy { $0.source == first.source } ? first.source : nil,
      query: text, labels: Labels(shared), range: range, moment: moment, exemplars: exemplars)
  }

  private func trace(_ id: TraceID, _ span: SpanID?) async throws -> Anchor? {
    guard let trace = try await session.federation.trace(id) else { return nil }
    let tree = TraceTree(trace)
    guard let row = span.map({ tree.row(showing: $0) }) ?? tree.mainRoot else { return nil }
    let chosen = tree.span(at: row)
    let resource = trace.resources.indices.contains(chosen.resource) ? trace.resources[chosen.resource].attributes : []
    let labels = Labels((resource + chosen.attributes).map { Labels.Pair($0.key, $0.value.description) })
    var services = [String]()
    for one in trace.spans where !services.contains(trace.service(of: one)) { services.append(trace.service(of: one)) }
    return Anchor(
      signal: .traces, source: trace.source, labels: labels, service: trace.service(of: chosen),
      range: TimeRange(start: chosen.start, end: chosen.end), moment: chosen.start, traceID: id,
      spanID: chosen.id, operation: chosen.name, services: span == nil ? services : [])
  }

  private func line(_ query: String, at moment: Instant) async throws -> Anchor? {
    let range = TimeRange(start: moment, end: moment + .nanoseconds(1))
    let replies = try await session.federation.ask(.loki) { _ in
      .logs(LogQL: query, range: range, limit: 1, direction: .forward)
    }
    for reply in replies {
      guard case .logs(let lines) = reply.answer.body, let line = lines.first else { continue }
      let labels = line.labels.merging(line.metadata).merging(line.parsed)
      return Anchor(
        signal: .logs, source: reply.source.id, query: query, labels: labels,
        service: line.service.isEmpty ? nil : line.service, range: TimeRange(around: moment, margin: .minutes(30)),
        moment: moment, traceID: TraceIDNames.traceID(in: labels), spanID: TraceIDNames.spanID(in: labels),
        line: line.line)
    }
    return nil
  }
}
