internal import Telemetry

/// Finds objectives in what Sloth's rules record.
struct SlothReader {
  private struct Key: Hashable {
    var source: SourceID?
    var id: String
  }

  /// What is recorded of one objective, whatever it is grouped by.
  fileprivate struct Recorded {
    var target: Double?
    var periodDays = 30.0
    var labels: Labels = [:]
    /// By what the rates have beyond the objective's own labels.
    var errors: [Labels: [Duration: Double]] = [:]
  }

  fileprivate static let errorPrefix = "slo:sli_error:ratio_rate"
  fileprivate static let ownLabels = ["__name__", "sloth_window", "sloth_id", "sloth_service", "sloth_slo"]

  private var found: [Key: Recorded] = [:]

  init(_ series: [Series]) {
    for one in series {
      guard let id = one.labels["sloth_id"], let value = one.samples.last?.value else { continue }
      found[Key(source: one.source, id: id), default: Recorded()].take(value, from: one.labels)
    }
  }

  func statuses() -> [BudgetStatus] {
    found.flatMap { key, recorded in recorded.statuses(id: key.id, source: key.source) }
  }
}

extension SlothReader.Recorded {
  fileprivate mutating func take(_ value: Double, from series: Labels) {
    switch series.metricName {
    case "slo:objective:ratio":
      target = value
      labels = series
    case "slo:time_period:days" where value > 0 && value < 10_000:
      periodDays = value
    case let name where name.hasPrefix(SlothReader.errorPrefix):
      guard let window = DurationText.duration(name.dropFirst(SlothReader.errorPrefix.count)) else { return }
      errors[series.dropping(SlothReader.ownLabels), default: [:]][window] = value
    default: break
    }
  }

  fileprivate func statuses(id: String, source: SourceID?) -> [BudgetStatus] {
    guard let target, target > 0, target <= 1 else { return [] }
    let own = labels.dropping(SlothReader.ownLabels)
    // A rate without a label that the objective has is not a group of its own.
    var groups: [Labels: [Duration: Double]] = [:]
    for (extra, rates) in errors {
      groups[extra.dropping(own.names), default: [:]].merge(rates) { $1 }
    }
    if groups.isEmpty { groups[[:]] = [:] }
    return groups.map { group, rates in
      var objective = Objective(
        id: id, service: labels["sloth_service"] ?? "", name: labels["sloth_slo"] ?? id, target: target,
        period: .seconds(periodDays * 86_400), labels: own, source: source)
      objective.group = group
      let burn = rates.map { BurnRate(window: $0.key, errorRatio: $0.value, of: objective) }
      return BudgetStatus(
        objective: objective, periodErrorRatio: rates[objective.period] ?? .nan,
        burn: burn.filter { $0.window != objective.period }, windows: Self.windows(rates, objective.period))
    }
  }

  /// Sloth's pairs; Pyrra's where a specification of Pyrra's was recorded in Sloth's form.
  private static func windows(_ rates: [Duration: Double], _ period: Duration) -> [BurnWindow] {
    func covers(_ windows: [BurnWindow]) -> Bool {
      windows.allSatisfy { rates[$0.short] != nil && rates[$0.long] != nil }
    }
    let pyrra = BurnWindow.pyrra(over: period)
    return !covers(BurnWindow.sloth) && covers(pyrra) ? pyrra : BurnWindow.sloth
  }
}
