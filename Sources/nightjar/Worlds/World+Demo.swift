import Analysis
import Backends
import DemoLab
import Telemetry

extension World {
  /// The built-in homelab: no server, no configuration, no network. Its answers go through the same
  /// dialects as any server's.
  static func demo(
    seed: UInt64, origin: Instant, clock: @escaping @Sendable () -> Instant
  ) -> World {
    let lab = Lab(seed: seed, origin: origin)
    let parts: [(SourceID, SourceKind, any Dialect)] = [
      ("prom", .prometheus, PrometheusDialect()), ("loki", .loki, LokiDialect()),
      ("tempo", .tempo, TempoDialect()), ("alerts", .alertmanager, AlertmanagerDialect()),
      ("ntfy", .ntfy, NtfyDialect(topics: ["alerts", "backups"])),
    ]
    let backends = parts.map { id, kind, dialect in
      Backend(id: id, kind: kind, dialect: dialect, transport: lab.transport(for: kind, now: clock))
    }
    return World(
      name: "homelab", backends: Dictionary(uniqueKeysWithValues: backends.map { ($0.id, $0) }),
      sources: backends.map { Source(id: $0.id, kind: $0.kind) }, clock: clock, isSimulated: true,
      runbook: { key in
        guard let runbook = HomelabRunbooks.runbook(key: key) else {
          throw QueryFailure(.notFound, "the homelab has no runbook called \(key).md")
        }
        return runbook
      })
  }
}
