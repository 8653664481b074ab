internal import Telemetry

/// An alerting rule whose condition can be tried at any moment.
struct AlertDefinition: Sendable {
  var name: String
  var severity: String
  var service: String?
  var query: String
  var summary: String
  var runbook: String?
  /// How long the condition must hold before it fires.
  var hold: Duration = .zero
  /// For a condition that held before the trouble began: since when.
  var since: Instant
  /// The expression's value where it holds.
  var value: @Sendable (Instant) -> Double?

  private static let interval = RuleClock.interval

  /// The rule as it stands at `now`.
  ///
  /// - Parameter begin: Nothing changes before this moment.
  func rule(at now: Instant, changesFrom begin: Instant) -> Rule {
    let evaluated = now.floored(to: Self.interval)
    let labels = Labels(
      [Labels.Pair("severity", severity)] + (service.map { [Labels.Pair("service", $0)] } ?? []))
    let annotations = Labels(
      [Labels.Pair("summary", summary)] + (runbook.map { [Labels.Pair("runbook_url", $0)] } ?? []))
    var alerts = [Alert]()
    if let value = value(evaluated) {
      let active = activeAt(evaluated, changesFrom: begin)
      alerts.append(
        Alert(
          labels: labels.merging(["alertname": name]), annotations: annotations,
          state: evaluated - active >= hold ? .firing : .pending, activeAt: active, value: value))
    }
    return Rule(
      kind: .alerting, name: name, group: "homelab", query: query, labels: labels,
      annotations: annotations, state: alerts.first?.state ?? .inactive, holdSeconds: hold.inSeconds,
      health: "ok", lastError: nil, alerts: alerts)
  }

  /// The first evaluation since which the condition has held without a break.
  private func activeAt(_ now: Instant, changesFrom begin: Instant) -> Instant {
    var active = now
    while active > begin {
      let earlier = active - Self.interval
      guard value(earlier) != nil else { return active }
      active = earlier
    }
    return min(active, since)
  }
}
