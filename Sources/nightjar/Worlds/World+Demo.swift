import Analysis
import Backends
import Console
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
    // Another site, to switch to: nothing of it is worked out before somebody asks.
    let site = Lab(seed: seed &+ 1, origin: origin)
    let edge = parts.prefix(3).map { id, kind, dialect in
      Backend(
        id: SourceID("\(id)-edge"), kind: kind, dialect: dialect,
        transport: site.transport(for: kind, now: clock))
    }
    let choices = [("homelab", backends), ("edge", Array(edge))].map { name, all in
      SourceChoice(name: name, sources: all.map { Source(id: $0.id, kind: $0.kind) })
    }
    return World(
      name: "homelab", backends: BackendPool { id in (backends + edge).first { $0.id == id } },
      sources: choices[0].sources, choices: choices, clock: clock, isSimulated: true,
      runbook: { key in
        guard let runbook = HomelabRunbooks.runbook(key: key) else {
          throw QueryFailure(.notFound, "the homelab has no runbook called \(key).md")
        }
        return runbook
      })
  }
}
