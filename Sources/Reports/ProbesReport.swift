public import Analysis
internal import Canvas
internal import Telemetry

/// Probes, as `nightjar probes` prints them.
public struct ProbesReport: Sendable {
  /// Worst first.
  public var probes: [ProbeStatus]

  public init(_ probes: [ProbeStatus]) { self.probes = probes }

  public var json: JSON { .object([("probes", .array(probes.map(Self.json)))]) }

  static func json(_ probe: ProbeStatus) -> JSON {
    .object([
      ("target", .string(probe.target)), ("source", .string(probe.prober.rawValue)),
      ("module", .string(probe.module)), ("up", .optional(probe.isUp, JSON.bool)),
      ("duration", probe.duration.isNaN ? .null : .number(probe.duration)),
      ("phases", numbers(probe.phases)),
      ("status", .optional(probe.httpStatus) { .integer(Int64($0)) }),
      ("tlsExpiry", .optional(probe.certificateExpiry, JSON.time)),
      ("availability", numbers(probe.availability)), ("since", .optional(probe.since, JSON.time)),
      ("name", .optional(probe.name, JSON.string)),
      ("redirects", .optional(probe.redirects) { .integer(Int64($0)) }),
      ("ipProtocol", .optional(probe.ipProtocol) { .integer(Int64($0)) }),
      ("tlsVersion", .optional(probe.tlsVersion, JSON.string)),
      ("failedPhase", .optional(probe.failedPhase, JSON.string)),
    ])
  }

  private static func numbers(_ values: [String: Double]) -> JSON {
    .object(values.sorted { $0.key < $1.key }.map { ($0.key, .number($0.value)) })
  }

  public var rows: TextTable {
    var table = TextTable(
      ["state", "since", "duration", "status", "1h", "1d", "7d", "30d", "module", "target"],
      spare: ["module", "7d", "1d", "since", "status", "1h"])
    for probe in probes {
      let known = probe.isUp.map { $0 ? (probe.isSlow ? "slow" : "up") : "DOWN" } ?? "unknown"
      let state = probe.isPaused ? "paused" : known
      table.add([
        state, probe.since.map(RFC3339.shortString) ?? "–", probe.duration.isNaN ? "–" : Durations.text(seconds: probe.duration),
        probe.httpStatus.map(String.init) ?? "–", Self.share(probe.availability["1h"]),
        Self.share(probe.availability["1d"]), Self.share(probe.availability["7d"]),
        Self.share(probe.availability["30d"]), probe.module, probe.target,
      ])
    }
    return table
  }

  private static func share(_ ratio: Double?) -> String {
    guard let ratio, !ratio.isNaN else { return "–" }
    return Numbers.trimmed(Numbers.fixed(ratio * 100, 2)) + " %"
  }
}
