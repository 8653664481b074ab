public import Analysis
internal import Canvas
internal import Telemetry

/// Blackbox probes, as `nightjar probes` prints them.
public struct ProbesReport: Sendable {
  /// Worst first.
  public var probes: [ProbeStatus]

  public init(_ probes: [ProbeStatus]) { self.probes = probes }

  public var json: JSON { .object([("probes", .array(probes.map(Self.json)))]) }

  static func json(_ probe: ProbeStatus) -> JSON {
    .object([
      ("target", .string(probe.target)), ("source", .string("blackbox")),
      ("module", .string(probe.module)), ("up", .optional(probe.isUp, JSON.bool)),
      ("duration", probe.duration.isNaN ? .null : .number(probe.duration)),
      ("phases", numbers(probe.phases)),
      ("status", .optional(probe.httpStatus) { .integer(Int64($0)) }),
      ("tlsExpiry", .optional(probe.certificateExpiry, JSON.time)),
      ("availability", numbers(probe.availability)), ("since", .optional(probe.since, JSON.time)),
    ])
  }

  private static func numbers(_ values: [String: Double]) -> JSON {
    .object(values.sorted { $0.key < $1.key }.map { ($0.key, .number($0.value)) })
  }

  public var rows: TextTable {
    var table = TextTable(["state", "duration", "status", "1h", "1d", "module", "target"])
    for probe in probes {
      let state = probe.isUp.map { $0 ? (probe.isSlow ? "slow" : "up") : "DOWN" } ?? "unknown"
      table.add([
        state, probe.duration.isNaN ? "–" : Durations.text(seconds: probe.duration),
        probe.httpStatus.map(String.init) ?? "–", Self.share(probe.availability["1h"]),
        Self.share(probe.availability["1d"]), probe.module, probe.target,
      ])
    }
    return table
  }

  private static func share(_ ratio: Double?) -> String {
    guard let ratio, !ratio.isNaN else { return "–" }
    return Numbers.trimmed(Numbers.fixed(ratio * 100, 2)) + " %"
  }
}
