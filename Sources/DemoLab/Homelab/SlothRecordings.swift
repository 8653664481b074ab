internal import Telemetry

/// The recording rules Sloth would have generated for the homelab's objectives: they record the
/// series of `Budgets`.
enum SlothRecordings {
  static var rules: [Rule] { Budgets.objectives.flatMap { ratios(of: $0) + derived(from: $0) } }

  /// The share of bad events, a rule a window; the longest is put together from the shortest.
  private static func ratios(of objective: Budgets.Objective) -> [Rule] {
    let own = selector(objective)
    return Budgets.windows.map { name, _ in
      let query =
        name == "30d"
        ? "sum_over_time(slo:sli_error:ratio_rate5m\(own)[30d]) / ignoring (sloth_window) "
          + "count_over_time(slo:sli_error:ratio_rate5m\(own)[30d])"
        : "sum(rate(\(events(objective, bad: true))[\(name)])) / "
          + "sum(rate(\(events(objective, bad: false))[\(name)]))"
      return rule(
        "slo:sli_error:ratio_rate\(name)", objective, "sli", query, more: ["sloth_window": name])
    }
  }

  private static func derived(from objective: Budgets.Objective) -> [Rule] {
    let own = selector(objective)
    let join = "/ on (sloth_id, sloth_slo, sloth_service) group_left slo:error_budget:ratio\(own)"
    let info: Labels = [
      "sloth_mode": "cli-gen-prom", "sloth_objective": "\(objective.target * 100)",
      "sloth_spec": "prometheus/v1", "sloth_version": "v0.11.0",
    ]
    return [
      rule("slo:objective:ratio", objective, "meta", "vector(\(objective.target))"),
      rule("slo:error_budget:ratio", objective, "meta", "vector(1 - \(objective.target))"),
      rule("slo:time_period:days", objective, "meta", "vector(30)"),
      rule(
        "slo:current_burn_rate:ratio", objective, "meta", "slo:sli_error:ratio_rate5m\(own) \(join)"),
      rule(
        "slo:period_burn_rate:ratio", objective, "meta", "slo:sli_error:ratio_rate30d\(own) \(join)"),
      rule(
        "slo:period_error_budget_remaining:ratio", objective, "meta",
        "1 - slo:period_burn_rate:ratio\(own)"),
      rule("sloth_slo_info", objective, "meta", "vector(1)", more: info),
    ]
  }

  private static func rule(
    _ name: String, _ objective: Budgets.Objective, _ part: String, _ query: String, more: Labels = [:]
  ) -> Rule {
    let labels: Labels = [
      "sloth_id": objective.id, "sloth_service": objective.service, "sloth_slo": objective.slo,
    ]
    return Rule(
      kind: .recording, name: name, group: "sloth-slo-\(part)-recordings-\(objective.id)", query: query,
      labels: labels.merging(more), annotations: [:], state: nil, holdSeconds: 0, health: "ok",
      lastError: nil, alerts: [])
  }

  private static func selector(_ objective: Budgets.Objective) -> String {
    "{sloth_id=\"\(objective.id)\", sloth_service=\"\(objective.service)\", "
      + "sloth_slo=\"\(objective.slo)\"}"
  }

  /// What counts towards an objective, and what of that is bad.
  private static func events(_ objective: Budgets.Objective, bad: Bool) -> String {
    if objective.slo == "sync" {
      return "argocd_app_sync_total{job=\"argocd\"\(bad ? ",phase=~\"Error|Failed\"" : "")}"
    }
    let playback = objective.countsPlayback ? ",http_route=~\".*PlaybackInfo|/Videos/.*\"" : ""
    let failed = bad ? ",http_response_status_code=~\"5..\"" : ""
    return "http_server_request_duration_seconds_count{job=\"\(objective.service)\"\(playback)\(failed)}"
  }
}
