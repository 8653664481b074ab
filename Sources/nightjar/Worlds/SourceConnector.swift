import Analysis
import Backends
import Console
import Curl
import Foundation
import Settings
import Telemetry

/// Connects configured sources over one curl loop.
struct SourceConnector {
  var loop: CurlLoop
  /// Instead of the configured ones.
  var timeout: Duration?
  var isVerbose: Bool
  let clocks = ClockWatch()

  func backend(_ source: ConfiguredSource) -> Backend {
    Backend(
      id: source.id, kind: source.kind, dialect: dialect(source),
      transport: clocks.watching(transport(source), of: source.id))
  }

  func transport(_ source: ConfiguredSource) -> CurlTransport {
    let observe: (@Sendable (RequestTrace) -> Void)? =
      isVerbose ? { @Sendable trace in Output.note(Self.text(trace)) } : nil
    return CurlTransport(loop: loop, endpoint: endpoint(source), observe: observe)
  }

  private func dialect(_ source: ConfiguredSource) -> any Dialect {
    switch source.kind {
    case .prometheus:
      PrometheusDialect(
        exemplarLabels: source.correlation.exemplarDestinations.map(\.label),
        usesPost: !source.connection.prefersGet)
    case .loki: LokiDialect()
    case .tempo: TempoDialect()
    case .alertmanager: AlertmanagerDialect()
    case .grafana: GrafanaDialect()
    case .ntfy: NtfyDialect(topics: source.connection.topics)
    case .gatus: GatusDialect()
    }
  }

  private func endpoint(_ source: ConfiguredSource) -> Endpoint {
    let connection = source.connection
    var endpoint = Endpoint(url: source.url)
    if let basic = connection.basicAuth {
      endpoint.authorization = .basic(user: basic.user, password: Curl.Secret(basic.password.revealed))
    } else if let bearer = connection.bearer {
      endpoint.authorization = .bearer(Curl.Secret(bearer.revealed))
    }
    endpoint.tenant = connection.tenant
    endpoint.headers = connection.headers.map { .init($0.name, Curl.Secret($0.value.revealed)) }
    endpoint.authorities = connection.tls.authority.map { .text(Curl.Secret($0)) }
    endpoint.certificate = connection.tls.clientCertificate.map { .text(Curl.Secret($0)) }
    endpoint.key = connection.tls.clientKey.map { .text(Curl.Secret($0.revealed)) }
    endpoint.insecureSkipVerify = connection.tls.skipVerify
    endpoint.serverName = connection.tls.serverName
    endpoint.parameters = Self.fields(connection.parameters ?? "")
    endpoint.timeout = timeout ?? connection.timeout ?? endpoint.timeout
    return endpoint
  }

  /// `a=1&b=%7Bx` taken apart and decoded.
  private static func fields(_ text: String) -> [(name: String, value: String)] {
    text.split(separator: "&").map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let decoded = parts.map { part in
        part.replacing("+", with: " ").removingPercentEncoding ?? String(part)
      }
      return (decoded[0], decoded.count > 1 ? decoded[1] : "")
    }
  }

  private static func text(_ trace: RequestTrace) -> String {
    let end = trace.status.map(String.init) ?? trace.failure ?? "no answer"
    let again = trace.attempt > 1 ? ", attempt \(trace.attempt)" : ""
    return "\(trace.method) \(trace.url) → \(end), \(trace.milliseconds) ms, \(trace.bytes) bytes\(again)"
  }
}

extension World {
  static func configured(
    name: String, configuration: Configuration, connecting connector: SourceConnector,
    clock: @escaping @Sendable () -> Instant
  ) -> World {
    let known = Dictionary(configuration.sources.map { ($0.id, $0) }) { first, _ in first }
    let runbooks = configuration.runbooks
    let choices = configuration.contexts.map { context in
      SourceChoice(name: context.name, sources: (configuration.sources(in: context.name) ?? []).map(\.source))
    }
    var world = World(
      name: name, backends: BackendPool { id in known[id].map(connector.backend) },
      sources: (configuration.sources(in: name) ?? configuration.sources).map(\.source),
      renames: configuration.renames, clock: clock, runbook: { try RunbookFolder(paths: runbooks).runbook($0) })
    world.choices = choices
    if choices.count > 1, !choices.contains(where: { $0.name == name }) {
      world.origins = SourceChoice(watching: choices).origins
    }
    let clocks = connector.clocks
    world.skew = { clocks.skew(of: $0) }
    for source in configuration.sources { world.places[source.id] = source.place }
    return world
  }
}
