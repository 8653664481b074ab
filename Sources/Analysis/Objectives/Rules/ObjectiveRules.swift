internal import Languages
public import Telemetry

/// The rules Prometheus needs to record an objective and to alert on it, in the form and with the names
/// that Sloth gives them, so that dashboards for Sloth work.
public struct ObjectiveRules: Sendable {
  let spec: ObjectiveSpec
  /// What `sloth_version` says: who wrote the rules.
  let version: String
  /// On every recorded series.
  let extraLabels: Labels

  public init(_ spec: ObjectiveSpec, version: String, extraLabels: Labels = [:]) {
    self.spec = spec
    self.version = version
    self.extraLabels = extraLabels
  }

  /// Error ratios, then what is derived from them, then alerts where there are any.
  public var groups: [WrittenRuleGroup] {
    let parts = [
      ("sloth-slo-sli-recordings", ratios), ("sloth-slo-meta-recordings", derived),
      ("sloth-slo-alerts", alerts),
    ]
    return parts.filter { !$0.1.isEmpty }.map { WrittenRuleGroup(name: "\($0.0)-\(spec.id)", rules: $0.1) }
  }

  // MARK: Recordings

  private var identity: Labels {
    ["sloth_id": spec.id, "sloth_service": spec.service, "sloth_slo": spec.name]
  }

  private var recorded: Labels { spec.labels.merging(extraLabels).merging(identity) }

  private func selector(_ name: String) -> String {
    let braces = identity.pairs.map { "\($0.name)=\"\(Labels.escaped($0.value))\"" }.joined(separator: ", ")
    return "\(name){\(braces)}"
  }

  private static func ratioName(_ window: Duration) -> String {
    "slo:sli_error:ratio_rate\(WindowName.text(window))"
  }

  private func ratio(_ window: Duration, _ expression: String) -> WrittenRule {
    WrittenRule(
      .record, Self.ratioName(window), expression: expression,
      labels: recorded.merging(["sloth_window": WindowName.text(window)]))
  }

  /// The whole period is put together from the shortest window: a rate over a month would read every
  /// sample of it at each evaluation.
  private var ratios: [WrittenRule] {
    let windows = spec.burnWindows
    let query = spec.indicator.errorRatio
    var rules = windows.map { ratio($0, query.over($0)) }
    guard let shortest = windows.first, !windows.contains(spec.period) else { return rules }
    let series = "\(selector(Self.ratioName(shortest)))[\(WindowName.text(spec.period))]"
    rules.append(
      ratio(spec.period, "sum_over_time(\(series))\n/ ignoring (sloth_window)\ncount_over_time(\(series))"))
    return rules
  }

  private var derived: [WrittenRule] {
    let target = Self.text(spec.percent / 100)
    let days = Self.text(spec.period.inSeconds / 86_400)
    let budget = "/ on(sloth_id, sloth_slo, sloth_service) group_left\n\(selector("slo:error_budget:ratio"))"
    let shortest = spec.burnWindows.first ?? .minutes(5)
    let info: Labels = [
      "sloth_mode": mode, "sloth_objective": Self.text(spec.percent), "sloth_spec": spec.format.rawValue,
      "sloth_version": version,
    ]
    return [
      meta("slo:objective:ratio", "vector(\(target))"),
      meta("slo:error_budget:ratio", "vector(1-\(target))"),
      meta("slo:time_period:days", "vector(\(days))"),
      meta("slo:current_burn_rate:ratio", "\(selector(Self.ratioName(shortest)))\n\(budget)"),
      meta("slo:period_burn_rate:ratio", "\(selector(Self.ratioName(spec.period)))\n\(budget)"),
      meta("slo:period_error_budget_remaining:ratio", "1 - \(selector("slo:period_burn_rate:ratio"))"),
      meta("sloth_slo_info", "vector(1)", info),
    ]
  }

  private func meta(_ name: String, _ expression: String, _ more: Labels = [:]) -> WrittenRule {
    WrittenRule(.record, name, expression: expression, labels: recorded.merging(more))
  }

  /// As Sloth's command line calls its ways of working.
  private var mode: String {
    switch spec.format {
    case .sloth: "cli-gen-prom"
    case .slothKubernetes: "cli-gen-k8s"
    case .openSLO, .openSLOAlpha: "cli-gen-openslo"
    case .pyrra: "cli-gen-pyrra"
    }
  }

  // MARK: Alerts

  private var alerts: [WrittenRule] {
    BurnSeverity.allCases.reversed().compactMap { severity in
      let windows = spec.windows.filter { $0.severity == severity }
      guard let alert = spec.alerts[severity], !windows.isEmpty else { return nil }
      let about = "{{$labels.sloth_service}} {{$labels.sloth_slo}} SLO error budget burn rate is"
      let annotations: Labels = [
        "summary": "\(about) over expected.", "title": "(\(severity.rawValue)) \(about) too fast.",
      ]
      return WrittenRule(
        .alert, spec.alertName, expression: windows.map(condition).joined(separator: "or\n"),
        labels: alert.labels.merging(["sloth_severity": severity.rawValue]),
        annotations: annotations.merging(alert.annotations))
    }
  }

  private func condition(_ window: BurnWindow) -> String {
    let budget = Self.text((100 - spec.percent) / 100)
    let limit = "(\(Self.text(window.factor(over: spec.period))) * \(budget))"
    let parts = [window.short, window.long].map {
      "    max(\(selector(Self.ratioName($0))) > \(limit)) without (sloth_window)\n"
    }
    return "(\n\(parts.joined(separator: "    and\n")))\n"
  }

  private static func text(_ value: Double) -> String { PromExpression.number(value).description }
}
