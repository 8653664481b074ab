public import Telemetry

/// Finds the objectives that Sloth's and Pyrra's rules have recorded in a Prometheus.
///
/// Two questions are enough for any number of objectives. Their answers join on `sloth_id` and `slo`.
public enum ObjectiveReader {
  /// The instant queries to ask, in any order: what is promised, and how fast it is used up.
  public static let expressions = [
    #"{__name__=~"slo:objective:ratio|slo:time_period:days|pyrra_objective|pyrra_window|pyrra_availability"#
      + #"|.+:increase[0-9]+[smhdwy][0-9smhdwy]*"}"#,
    #"{__name__=~"slo:sli_error:ratio_rate.+|.+:burnrate[0-9]+[smhdwy][0-9smhdwy]*"}"#,
  ]

  public static func queries(at moment: Instant) -> [Query] {
    expressions.map { .metricsInstant(PromQL: $0, at: moment) }
  }

  /// - Parameters:
  ///   - series: The answers to all `expressions` together, in any order. Of several samples the last counts.
  ///   - rules: The servers' rules where they are known: since when alerts are active, and what Pyrra
  ///     promised.
  /// - Returns: Worst first. An objective without a recorded target is left out.
  public static func statuses(from series: [Series], rules: [Rule] = []) -> [BudgetStatus] {
    let all = SlothReader(series).statuses() + PyrraReader(series, rules: rules).statuses()
    // Of thousands of rules few have an active alert.
    let active = rules.filter { $0.kind == .alerting && !$0.alerts.isEmpty }
    return all.map { $0.dated(by: active) }.sorted(by: BudgetStatus.worseFirst)
  }
}

extension BudgetStatus {
  /// With the times since when alerts of the objective are active. Sloth's alerts tell the severity,
  /// Pyrra's the very pair.
  ///
  /// - Parameter rules: Alerting ones.
  func dated(by rules: [Rule]) -> BudgetStatus {
    var dated = self
    for rule in rules {
      for active in rule.alerts where active.activeAt != nil && isAbout(active.labels) {
        for index in alerts.indices where alerts[index].isMeant(by: active.labels.merging(rule.labels)) {
          dated.alerts[index].since = [dated.alerts[index].since, active.activeAt].compactMap { $0 }.min()
        }
      }
    }
    return dated
  }

  private func isAbout(_ labels: Labels) -> Bool {
    let id = objective.tool == "pyrra" ? labels["slo"] : labels["sloth_id"]
    return id == objective.id && objective.group.pairs.allSatisfy { labels[$0.name] == $0.value }
  }
}

extension BudgetStatus.Alert {
  fileprivate func isMeant(by labels: Labels) -> Bool {
    if let sloth = labels["sloth_severity"] { return sloth == severity.rawValue }
    return labels["short"].flatMap { DurationText.duration($0) } == short
      && labels["long"].flatMap { DurationText.duration($0) } == long
  }
}
