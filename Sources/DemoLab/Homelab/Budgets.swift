internal import Telemetry

/// The three objectives of the homelab and what has been counted towards them.
struct Budgets: Sendable {
  struct Objective: Sendable {
    var service: String
    var slo: String
    var target: Double
    /// Share of bad events: of all, or of those before the trouble where playback is counted.
    var badRatio: Double
    /// Whether what people play is what counts.
    var countsPlayback = false

    var id: String { "\(service)-\(slo)" }
    var budget: Double { 1 - target }
  }

  static let jellyfin = Objective(
    service: "jellyfin", slo: "availability", target: 0.995, badRatio: 0.0029, countsPlayback: true)

  static let objectives = [
    jellyfin,
    Objective(service: "authentik", slo: "availability", target: 0.999, badRatio: 0.00019),
    Objective(service: "argocd", slo: "sync", target: 0.99, badRatio: 0.0007),
  ]

  /// Sloth's windows.
  static let windows: [(name: String, length: Duration)] = [
    ("5m", .minutes(5)), ("30m", .minutes(30)), ("1h", .hours(1)), ("2h", .hours(2)), ("6h", .hours(6)),
    ("1d", .days(1)), ("3d", .days(3)), ("30d", .days(30)),
  ]

  let history: MetricHistory

  /// Share of bad events in the window that ends at `moment`.
  func errorRatio(_ objective: Objective, over window: Duration, at moment: Instant) -> Double {
    guard objective.countsPlayback else { return objective.badRatio }
    let (end, start) = (history.playback(until: moment), history.playback(until: moment - window))
    return (end.bad - start.bad) / (end.total - start.total)
  }

  /// How many times faster than allowed the budget is used up.
  func burn(_ objective: Objective, over window: Duration, at moment: Instant) -> Double {
    errorRatio(objective, over: window, at: moment) / objective.budget
  }

  /// All of Sloth's recorded series.
  var all: [Gauge] { Self.objectives.flatMap(recorded) }

  private func recorded(_ objective: Objective) -> [Gauge] {
    let labels: Labels = [
      "sloth_id": objective.id, "sloth_service": objective.service, "sloth_slo": objective.slo,
    ]
    let info: Labels = [
      "sloth_mode": "cli-gen-prom", "sloth_objective": "\(objective.target * 100)",
      "sloth_spec": "prometheus/v1", "sloth_version": "v0.11.0",
    ]
    let ratios = Self.windows.map { name, length in
      Gauge("slo:sli_error:ratio_rate\(name)", labels.merging(["sloth_window": name])) {
        errorRatio(objective, over: length, at: $0)
      }
    }
    return ratios + [
      Gauge("slo:objective:ratio", labels, objective.target),
      Gauge("slo:error_budget:ratio", labels, objective.budget),
      Gauge("slo:time_period:days", labels, 30),
      Gauge("slo:current_burn_rate:ratio", labels) { burn(objective, over: .minutes(5), at: $0) },
      Gauge("slo:period_burn_rate:ratio", labels) { burn(objective, over: .days(30), at: $0) },
      Gauge("slo:period_error_budget_remaining:ratio", labels) {
        1 - burn(objective, over: .days(30), at: $0)
      },
      Gauge("sloth_slo_info", labels.merging(info), 1),
    ]
  }
}
