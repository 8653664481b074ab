import Backends
import DemoLab
import Telemetry

/// Asks a lab as the console does: through the dialects and the servers' own JSON.
struct LabQuestions {
  static let origin = RFC3339.instant("2026-11-20T23:41:07Z")!

  let lab: Lab
  let now: Instant

  init(seed: UInt64 = 1, origin: Instant = Self.origin, now: Instant? = nil) {
    lab = Lab(seed: seed, origin: origin)
    self.now = now ?? origin
  }

  func body(_ query: Query) async throws -> Answer.Body {
    switch query {
    case .trace, .traceSearch, .traceMetricsRange: try await ask(query, .tempo, TempoDialect())
    case .logs, .logMetricRange: try await ask(query, .loki, LokiDialect())
    default: try await ask(query, .prometheus, PrometheusDialect())
    }
  }

  private func ask(_ query: Query, _ kind: SourceKind, _ dialect: any Dialect) async throws -> Answer.Body {
    let moment = now
    let backend = Backend(
      id: "lab", kind: kind, dialect: dialect, transport: lab.transport(for: kind, now: { moment }))
    return try await backend.ask(query).body
  }

  func series(_ text: String) async throws -> [Series] {
    guard case .series(let series) = try await body(.metricsInstant(PromQL: text, at: now)) else { return [] }
    return series
  }

  func value(_ text: String) async throws -> Double {
    try await series(text).first?.samples.last?.value ?? .nan
  }

  func lines(_ text: String, _ range: TimeRange) async throws -> [LogLine] {
    let query = Query.logs(LogQL: text, range: range, limit: 1000, direction: .backward)
    guard case .logs(let lines) = try await body(query) else { return [] }
    return lines
  }

  func trace(_ id: TraceID) async throws -> Trace? {
    guard case .trace(let trace) = try await body(.trace(id, hint: nil)) else { return nil }
    return trace
  }
}
