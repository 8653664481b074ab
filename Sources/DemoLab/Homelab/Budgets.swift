internal import Telemetry

/// The three objectives of the homelab and what has been counted towards them.
struct Budgets: Sendable {
  struct Objective: Sendable {
    var service: String
    var slo: String
    var target: Double
    /// Events per second, for the history that is not counted one by one.
    var rate: Double
    /// Share of bad events in that history.
    var badRatio: Double

    var id: String { "\(service)-\(slo)" }
  }

  static let objectives = [
    Objective(service: "jellyfin", slo: "availability", target: 0.995, rate: 0.6, badRatio: 0.0029),
    Objective(service: "authentik", slo: "availability", target: 0.999, rate: 2, badRatio: 0.00019),
    Objective(service: "argocd", slo: "sync", target: 0.99, rate: 0.02, badRatio: 0.0007),
  ]

  static let windows: [(name: String, length: Duration)] = [
    ("5m", .minutes(5)), ("30m", .minutes(30)), ("1h", .hours(1)), ("2h", .hours(2)), ("6h", .hours(6)),
    ("1d", .days(1)), ("3d", .days(3)), ("30d", .days(30)),
  ]

  let history: MetricHistory
  let begin: Instant

  /// Share of bad events in the window that ends at `moment`.
  func errorRatio(_ objective: Objective, over window: Duration, at moment: Instant) -> Double {
    let (end, start) = (counted(objective, until: moment), counted(objective, until: moment - window))
    let total = end.total - start.total
    return total > 0 ? (end.bad - start.bad) / total : .nan
  }

  /// Events since an arbitrary beginning; only differences mean something.
  private func counted(_ objective: Objective, until moment: Instant) -> (total: Double, bad: Double) {
    let exactFrom = objective.service == "jellyfin" ? min(moment, begin) : moment
    let seconds = (exactFrom - (begin - .days(60))).inSeconds
    let total = seconds * objective.rate
    let before = (total, total * objective.badRatio)
    guard objective.service == "jellyfin", moment > begin else { return before }
    let exact = history.playback(until: moment)
    return (before.0 + exact.total, before.1 + exact.bad)
  }

  /// All of Sloth's recorded series at a moment.
  func recorded(at moment: Instant) -> [(Labels, Double)] {
    Self.objectives.flatMap { objective -> [(Labels, Double)] in
      let labels: Labels = [
        "sloth_id": objective.id, "sloth_service": objective.service, "sloth_slo": objective.slo,
      ]
      func named(_ name: String, _ more: Labels = [:]) -> Labels { labels.merging(more).merging(["__name__": name]) }
      let budget = 1 - objective.target
      var series: [(Labels, Double)] = Self.windows.map { name, length in
        (named("slo:sli_error:ratio_rate\(name)", ["sloth_window": name]), errorRatio(objective, over: length, at: moment))
      }
      let period = errorRatio(objective, over: .days(30), at: moment) / budget
      series += [
        (named("slo:objective:ratio"), objective.target), (named("slo:error_budget:ratio"), budget),
        (named("slo:time_period:days"), 30),
        (named("slo:current_burn_rate:ratio"), errorRatio(objective, over: .minutes(5), at: moment) / budget),
        (named("slo:period_burn_rate:ratio"), period),
        (named("slo:period_error_budget_remaining:ratio"), 1 - period),
        (named("sloth_slo_info", [
          "sloth_mode": "cli-gen-prom", "sloth_objective": "\(objective.target * 100)", "sloth_spec": "prometheus/v1",
          "sloth_version": "v0.11.0",
        ]), 1),
      ]
      return series
    }
  }
}
