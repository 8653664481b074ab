public import Telemetry

/// Finds the objectives that Sloth's rules have recorded in a Prometheus.
///
/// Two questions are enough for any number of objectives. Their answers join on `sloth_id`.
public enum ObjectiveReader {
  /// The instant queries to ask, in any order.
  public static let expressions = [
    #"{__name__=~"slo:objective:ratio|slo:time_period:days",sloth_id!=""}"#,
    #"{__name__=~"slo:sli_error:ratio_rate.+",sloth_id!=""}"#,
  ]

  public static func queries(at moment: Instant) -> [Query] {
    expressions.map { .metricsInstant(PromQL: $0, at: moment) }
  }

  /// - Parameter series: The answers to all `expressions` together, in any order. Of several samples
  ///   the last counts.
  /// - Returns: Worst first. An objective without a recorded target is left out.
  public static func statuses(from series: [Series]) -> [BudgetStatus] {
    var found: [Key: Recorded] = [:]
    for one in series {
      guard let id = one.labels["sloth_id"], let value = one.samples.last?.value else { continue }
      found[Key(source: one.source, id: id), default: Recorded()].take(value, from: one.labels)
    }
    return found.compactMap { key, recorded in recorded.status(id: key.id, source: key.source) }
      .sorted(by: BudgetStatus.worseFirst)
  }

  private struct Key: Hashable {
    var source: SourceID?
    var id: String
  }
}

/// What is recorded of one objective.
private struct Recorded {
  private static let errorPrefix = "slo:sli_error:ratio_rate"
  private static let ownLabels = ["__name__", "sloth_window", "sloth_id", "sloth_service", "sloth_slo"]

  private var target: Double?
  private var periodDays = 30.0
  private var errors: [Duration: Double] = [:]
  private var labels: Labels = [:]

  mutating func take(_ value: Double, from series: Labels) {
    switch series.metricName {
    case "slo:objective:ratio":
      target = value
      labels = series
    case "slo:time_period:days" where value > 0 && value < 10_000:
      periodDays = value
    case let name where name.hasPrefix(Self.errorPrefix):
      guard let window = DurationText.duration(name.dropFirst(Self.errorPrefix.count)) else { return }
      errors[window] = value
    default: break
    }
  }

  func status(id: String, source: SourceID?) -> BudgetStatus? {
    guard let target, target > 0, target <= 1 else { return nil }
    let objective = Objective(
      id: id, service: labels["sloth_service"] ?? "", name: labels["sloth_slo"] ?? id,
      target: target, period: .seconds(periodDays * 86_400),
      labels: labels.dropping(Self.ownLabels), source: source)
    let burn = errors.map { BurnRate(window: $0.key, errorRatio: $0.value, of: objective) }
    return BudgetStatus(
      objective: objective, periodErrorRatio: errors[objective.period] ?? .nan,
      burn: burn.filter { $0.window != objective.period })
  }
}
