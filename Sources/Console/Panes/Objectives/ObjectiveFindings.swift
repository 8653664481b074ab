internal import Analysis
internal import Telemetry

/// What all Prometheis told of objectives so far, and what is still to be asked: two questions for any
/// number that is recorded, three more for all that are worked out from raw metrics.
struct ObjectiveFindings: Sendable {
  private var recorded: [SourceID: [Slot: [Series]]] = [:]
  private var live: [SourceID: [Slot: [Series]]] = [:]
  private(set) var rules: [SourceID: [Rule]] = [:]
  /// Worst first.
  private(set) var statuses: [BudgetStatus] = []

  static func isOurs(_ slot: Slot) -> Bool { slot.name.hasPrefix("slo.") }

  static func explanation(of slot: Slot) -> String? {
    switch slot.name {
    case "slo.0": "what is promised, as Sloth and Pyrra recorded it"
    case "slo.1": "error ratios of every window, as Sloth and Pyrra recorded them"
    case let name where name.hasPrefix("slo.live."): "objectives of the configuration that nothing records"
    default: nil
    }
  }

  // MARK: Asking

  func questions(_ source: SourceID, in context: Context) -> [Question] {
    let moment = context.range.end
    let own = ObjectiveReader.expressions.enumerated().map { index, text in
      Question(Slot("slo.\(index)"), source, .metricsInstant(PromQL: text, at: moment))
    }
    return own + liveQuestions(source, in: context)
  }

  /// Only once it is known what is recorded.
  private func liveQuestions(_ source: SourceID, in context: Context) -> [Question] {
    guard recorded[source]?.count == ObjectiveReader.expressions.count else { return [] }
    let missing = missing(context)
    return LiveObjectives.Reach.allCases.compactMap { reach in
      LiveObjectives.expression(missing, reach).map {
        Question(
          Slot("slo.live.\(reach.rawValue)"), source, .metricsInstant(PromQL: $0, at: context.range.end),
          goodFor: reach.goodFor)
      }
    }
  }

  private func missing(_ context: Context) -> [ObjectiveSpec] {
    LiveObjectives.missing(context.specs, among: statuses.filter { $0.origin == .recorded })
  }

  // MARK: Answers

  /// An answer to one of our questions; may ask on.
  mutating func take(_ series: [Series], _ question: Question, in context: Context) -> [Request] {
    let (source, slot) = (question.source, question.slot)
    let told = series.map { one in
      var one = one
      one.source = source
      return one
    }
    guard !slot.name.hasPrefix("slo.live.") else {
      live[source, default: [:]][slot] = told
      arrange(in: context)
      return []
    }
    let wasKnown = recorded[source]?.count == ObjectiveReader.expressions.count
    recorded[source, default: [:]][slot] = told
    arrange(in: context)
    return wasKnown ? [] : liveQuestions(source, in: context).map(Request.ask)
  }

  mutating func take(_ rules: [Rule], of source: SourceID, in context: Context) {
    self.rules[source] = rules
    arrange(in: context)
  }

  private mutating func arrange(in context: Context) {
    statuses = recorded.flatMap { source, parts in
      ObjectiveReader.statuses(from: parts.values.flatMap { $0 }, rules: rules[source] ?? [])
    }
    let specs = recorded.isEmpty ? [] : missing(context)
    statuses += LiveObjectives.statuses(specs, from: live.values.flatMap { $0.values.flatMap { $0 } })
    statuses.sort(by: BudgetStatus.worseFirst)
  }

  /// How an objective counts: as its specification says, or as the rule that records it does.
  func events(of status: BudgetStatus, in context: Context) -> CountedEvents? {
    if let spec = spec(of: status, in: context), let events = CountedEvents(spec) { return events }
    guard let source = status.objective.source, let rules = rules[source] else { return nil }
    let id = status.objective.id
    let own = rules.first { rule in
      guard rule.kind == .recording else { return false }
      if status.objective.tool == "pyrra" {
        return rule.labels["slo"] == id && rule.name.firstRange(of: ":burnrate") != nil
      }
      return rule.labels["sloth_id"] == id && rule.name.hasPrefix("slo:sli_error:ratio_rate")
    }
    return own.flatMap { CountedEvents(ratio: $0.query) }
  }

  func spec(of status: BudgetStatus, in context: Context) -> ObjectiveSpec? {
    let id = status.objective.id
    return context.specs.first { $0.id == id || ($0.format == .pyrra && $0.name == id) }
  }
}
