public import Telemetry

/// One question for all objectives of a source that burn while no alert says since when.
extension BurnHistory {
  /// The error ratios over time that tell; `nil` when nothing needs telling.
  ///
  /// - Parameters:
  ///   - statuses: Of one source.
  ///   - specs: The definitions of those that nothing records.
  public static func expression(for statuses: [BudgetStatus], specs: [ObjectiveSpec]) -> String? {
    let undated = statuses.filter(\.isUndated)
    let recorded = undated.filter { $0.origin == .recorded }
    let sloth = recorded.filter { $0.objective.tool != "pyrra" }
    let pyrra = recorded.filter { $0.objective.tool == "pyrra" }
    let wanted = undated.filter { $0.origin == .live }.compactMap { status in
      specs.first { $0.id == status.objective.id }.map { ($0, windows(status.burningPairs)) }
    }
    let parts = [
      expression(of: sloth, prefix: "slo:sli_error:ratio_rate", id: "sloth_id"),
      expression(of: pyrra, prefix: ".+:burnrate", id: "slo"),
      LiveObjectives.expression(wanted),
    ].compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: "\nor\n")
  }

  private static func expression(of statuses: [BudgetStatus], prefix: String, id: String) -> String? {
    guard !statuses.isEmpty else { return nil }
    let windows = windows(statuses.flatMap(\.pairsAsBad)).map { WindowName.text($0) }
    let ids = Set(statuses.map(\.objective.id)).sorted().map(SelectorText.regexEscaped)
    return "{__name__=~\"\(prefix)(\(windows.joined(separator: "|")))\","
      + "\(id)=~\"\(Labels.escaped(ids.joined(separator: "|")))\"}"
  }

  private static func windows(_ pairs: [BudgetStatus.Alert]) -> [Duration] {
    Set(pairs.flatMap { [$0.short, $0.long] }).sorted()
  }

  /// The statuses with what the answer tells of since when they burn.
  ///
  /// - Parameter series: The answers of all sources, each with its source.
  public static func dating(
    _ statuses: [BudgetStatus], by series: [Series], over range: TimeRange, step: Duration
  ) -> [BudgetStatus] {
    guard !series.isEmpty else { return statuses }
    let byID = Dictionary(grouping: series) { one in
      one.labels["sloth_id"] ?? one.labels["slo"] ?? one.labels[LiveObjectives.idLabel] ?? ""
    }
    return statuses.map { status in
      guard status.isUndated, let told = byID[status.objective.id] else { return status }
      var ratios: [Duration: [Sample]] = [:]
      for one in told where isOf(one, status.objective) {
        if let window = window(of: one) { ratios[window] = one.samples }
      }
      // Another source's objective of the same name.
      guard !ratios.isEmpty else { return status }
      let history = BurnHistory(ratios: ratios, over: range, step: step, of: status.objective)
      var dated = status
      dated.standing = history.since(status.pairsAsBad)
      for index in dated.alerts.indices where dated.alerts[index].firing && dated.alerts[index].since == nil {
        guard let standing = history.since([dated.alerts[index]]), !standing.isLonger else { continue }
        dated.alerts[index].since = standing.since
      }
      return dated
    }
  }

  private static func isOf(_ series: Series, _ objective: Objective) -> Bool {
    (series.source == nil || series.source == objective.source)
      && objective.group.pairs.allSatisfy { series.labels[$0.name] == $0.value }
  }

  private static func window(of series: Series) -> Duration? {
    if let text = series.labels[LiveObjectives.windowLabel] { return DurationText.duration(text) }
    let name = series.labels.metricName
    for mark in ["slo:sli_error:ratio_rate", ":burnrate"] {
      if let range = name.firstRange(of: mark) { return DurationText.duration(name[range.upperBound...]) }
    }
    return nil
  }
}

extension BudgetStatus {
  /// It burns, and nobody said since when.
  public var isUndated: Bool { state != .ok && alertedSince == nil }

  /// The pairs that make it as bad as it is.
  fileprivate var burningPairs: [Alert] {
    alerts.filter { $0.firing && $0.severity.rawValue == state.rawValue }
  }

  /// The pairs that would.
  fileprivate var pairsAsBad: [Alert] { alerts.filter { $0.severity == .page || state == .ticket } }
}
