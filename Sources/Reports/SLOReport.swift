public import Analysis
internal import Canvas
internal import Telemetry

/// Budgets and burn rates, as `nightjar slo` prints them.
public struct SLOReport: Sendable {
  /// Worst first.
  public var statuses: [BudgetStatus]

  public init(_ statuses: [BudgetStatus]) { self.statuses = statuses }

  public var json: JSON { .object([("slos", .array(statuses.map(Self.json)))]) }

  static func json(_ status: BudgetStatus) -> JSON {
    let objective = status.objective
    return .object([
      ("id", .string(objective.id)), ("source", .string(objective.tool)),
      ("service", .string(objective.service)), ("name", .string(objective.name)),
      ("objective", .number(objective.target)),
      ("windowSeconds", .integer(objective.period.wholeNanoseconds / 1_000_000_000)),
      ("sli", .number(status.sli)), ("budgetRemaining", .number(status.budgetRemaining)),
      ("burn", .object(status.burn.map { ($0.name, .number($0.rate)) })),
      ("exhaustionSeconds", .optional(status.exhaustionSeconds, JSON.number)),
      ("state", .string(status.state.rawValue)), ("alerts", .array(status.alerts.map(json))),
      ("origin", .string(status.origin.rawValue)), ("since", .optional(status.since, JSON.time)),
    ])
  }

  private static func json(_ alert: BudgetStatus.Alert) -> JSON {
    .object([
      ("severity", .string(alert.severity.rawValue)),
      ("short", .string(DurationText.prometheus(alert.short))),
      ("long", .string(DurationText.prometheus(alert.long))), ("factor", .number(alert.factor)),
      ("shortBurn", .number(alert.shortBurn)), ("longBurn", .number(alert.longBurn)),
      ("firing", .bool(alert.firing)),
    ])
  }

  public var rows: TextTable {
    var table = TextTable(
      ["state", "budget left", "sli", "objective", "burn 5m", "burn 1h", "gone in", "slo"],
      spare: ["sli", "burn 5m", "objective"])
    for status in statuses {
      let gone = status.exhaustionSeconds.map { $0 == 0 ? "spent" : Durations.text(seconds: $0) }
      table.add([
        status.state.rawValue, Self.percent(status.budgetRemaining), Self.percent(status.sli),
        Self.percent(status.objective.target), Self.burn(status, .minutes(5)), Self.burn(status, .hours(1)),
        gone ?? "–", "\(status.objective.service) \(status.objective.name)",
      ])
    }
    return table
  }

  private static func percent(_ ratio: Double) -> String {
    ratio.isNaN ? "–" : Numbers.trimmed(Numbers.fixed(ratio * 100, 3)) + " %"
  }

  private static func burn(_ status: BudgetStatus, _ window: Duration) -> String {
    let rate = status.burn.first { $0.window == window }?.rate ?? .nan
    return rate.isNaN ? "–" : Numbers.multiple(rate)
  }
}
