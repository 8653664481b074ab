internal import Analysis
internal import Canvas
internal import Telemetry

/// How the screens of objectives say things.
enum ObjectiveText {
  static func state(_ status: BudgetStatus) -> TextRun {
    switch status.state {
    case .page: TextRun("▲ PAGE", Style(.error, bold: true))
    case .ticket: TextRun("! TICKET", Style(.warning, bold: true))
    case .ok where status.budgetRemaining <= 0: TextRun("✗ spent", Style(.warning, bold: true))
    case .ok where status.hasNoTraffic && status.sli.isNaN: TextRun("○ none", .muted)
    case .ok: TextRun("● ok", Style(.good))
    }
  }

  static func role(_ status: BudgetStatus) -> Role {
    switch status.state {
    case .page: .error
    case .ticket: .warning
    case .ok: status.budgetRemaining <= 0 ? .warning : .good
    }
  }

  static func isTroubled(_ status: BudgetStatus) -> Bool { status.state != .ok || status.budgetRemaining <= 0 }

  /// `99.5%`, never rounded to more than was reached.
  static func percent(_ ratio: Double, decimals: Int = 3) -> String {
    guard ratio.isFinite else { return "–" }
    return Numbers.trimmed(Numbers.fixed(ratio * 100, decimals)) + "%"
  }

  /// `23%`, `-150%`; what is left of a budget.
  static func left(_ ratio: Double) -> String {
    if ratio.isNaN { return "–" }
    if ratio.isInfinite { return "none" }
    let size = abs(ratio) * 100
    return Numbers.trimmed(Numbers.fixed(ratio * 100, size < 9.95 ? 1 : 0)) + "%"
  }

  static func burn(_ rate: Double) -> String { rate.isNaN ? "–" : Numbers.multiple(rate) }

  static func rate(_ status: BudgetStatus, _ window: Duration) -> Double {
    status.burn.first { $0.window == window }?.rate ?? .nan
  }

  /// `sloth@prom`, `live@prom`.
  static func source(_ status: BudgetStatus) -> String {
    let who = status.origin == .live ? "live" : status.objective.tool
    return status.objective.source.map { "\(who)@\($0)" } ?? who
  }

  static func name(_ objective: Objective) -> String {
    objective.service == objective.name ? objective.fullName : "\(objective.service) \(objective.fullName)"
  }

  /// `12m`, or `>1h` where it was so all through the range asked; empty when well or unknown.
  static func age(_ status: BudgetStatus, at now: Instant) -> String {
    if let since = status.since { return TimeLabel.compact(now - since) }
    return status.standing.map { ">" + TimeLabel.compact(now - $0.since) } ?? ""
  }

  /// `gone in 1h 12m at 22.7×`; empty when it will last or nobody knows.
  static func exhaustion(_ status: BudgetStatus) -> String {
    guard let seconds = status.exhaustionSeconds else {
      return status.presentBurn.isNaN ? "no traffic" : "lasts at the present rate"
    }
    guard seconds > 0 else { return "budget gone" }
    // What is spent slower than evenly comes back as fast as the period moves on.
    guard status.presentBurn > 1 else { return "lasts: \(burn(status.presentBurn)) of the even rate" }
    return "gone in \(Durations.text(seconds: seconds)) at \(burn(status.presentBurn))"
  }
}
