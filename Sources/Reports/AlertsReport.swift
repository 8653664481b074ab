internal import Analysis
internal import Canvas
public import Telemetry

/// Alerts of all rulers and Alertmanagers, as `nightjar alerts` prints them.
public struct AlertsReport: Sendable {
  /// Worst first.
  public private(set) var alerts: [Alert]

  /// - Parameters:
  ///   - rulers: As Prometheus tells them, with values.
  ///   - managed: As Alertmanager tells them, with silences. One that a ruler tells too is told once.
  public init(rulers: [Alert], managed: [Alert] = []) {
    var all = rulers
    for alert in managed {
      guard let index = all.firstIndex(where: { $0.isSame(as: alert) }) else {
        all.append(alert)
        continue
      }
      all[index].silencedBy += alert.silencedBy
      all[index].inhibitedBy += alert.inhibitedBy
      if alert.state == .suppressed { all[index].state = .suppressed }
    }
    alerts = AlertOrder.worstFirst(all)
  }

  public var isFiring: Bool { alerts.contains { $0.state == .firing } }

  public var json: JSON { .object([("alerts", .array(alerts.map(Self.json)))]) }

  static func json(_ alert: Alert) -> JSON {
    .object([
      ("name", .string(alert.name)), ("state", .string(alert.state.rawValue)),
      ("severity", .string(alert.severity)), ("labels", .labels(alert.labels)),
      ("annotations", .labels(alert.annotations)), ("activeAt", .optional(alert.activeAt, JSON.time)),
      ("value", .optional(alert.value, JSON.number)),
      ("silencedBy", .array(alert.silencedBy.map(JSON.string))),
      ("runbook", .optional(alert.annotations["runbook_url"], JSON.string)),
      ("source", .optional(alert.source) { .string($0.name) }),
    ])
  }

  public var rows: TextTable {
    var table = TextTable(["state", "severity", "since", "value", "alert", "summary"], spare: ["value", "since"])
    for alert in alerts {
      table.add([
        alert.state.rawValue, alert.severity, alert.activeAt.map(RFC3339.shortString) ?? "–",
        alert.value.map(Numbers.significant) ?? "–", alert.name,
        alert.annotations["summary"] ?? alert.annotations["description"] ?? alert.labels.description,
      ])
    }
    return table
  }
}
