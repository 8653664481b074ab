internal import Analysis
internal import Telemetry

/// What all Prometheis told of objectives so far, and what is still to be asked: two questions for any
/// number that is recorded, three more for all that are worked out from raw metrics.
struct ObjectiveFindings: Sendable {
  private var recorded: [SourceID: [Slot: [Series]]] = [:]
  private var live: [SourceID: [Slot: [Series]]] = [:]
  /// What each source's recorded series say: read anew only when they or its rules come anew.
  private var readings: [SourceID: [BudgetStatus]] = [:]
  /// What is asked for the specifications that nothing records: for many of them a long text.
  private var liveTexts: (specs: [String], byReach: [LiveObjectives.Reach: String])?
  private(set) var rules: [SourceID: [Rule]] = [:]
  /// Worst first.
  private(set) var statuses: [BudgetStatus] = []
  /// How many of them burn.
  private(set) var burning = 0
  /// Whether to ask the burn rates since when they burn, where no alert tells.
  var datesStates: Bool
  private var histories: [SourceID: History] = [:]

  /// What the burn rates told of one source, and what they were asked.
  private struct History: Sendable {
    var expression: String
    var range: TimeRange
    var step: Duration
    var series: [Series] = []
  }

  init(datesStates: Bool = false) { self.datesStates = datesStates }

  static func isOurs(_ slot: Slot) -> Bool { slot.name.hasPrefix("slo.") }

  static func explanation(of slot: Slot) -> String? {
    switch slot.name {
    case "slo.0": "what is promised, as Sloth and Pyrra recorded it"
    case "slo.1": "error ratios of every window, as Sloth and Pyrra recorded them"
    case "slo.since": "since when budgets burn that no alert is about"
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
      + (historyExpression(source, in: context).map { [historyQuestion($0, source, in: context)] } ?? [])
  }

  /// Only once it is known what is recorded.
  private func liveQuestions(_ source: SourceID, in context: Context) -> [Question] {
    guard isComplete(source) else { return [] }
    return LiveObjectives.Reach.allCases.compactMap { reach in
      liveTexts?.byReach[reach].map {
        Question(
          Slot("slo.live.\(reach.rawValue)"), source, .metricsInstant(PromQL: $0, at: context.range.end),
          goodFor: reach.goodFor)
      }
    }
  }

  /// Only once it is known what burns and which alerts are active.
  private func historyExpression(_ source: SourceID, in context: Context) -> String? {
    guard datesStates, rules[source] != nil, isComplete(source) else { return nil }
    return BurnHistory.expression(
      for: statuses.filter { $0.objective.source == source }, specs: context.specs)
  }

  private func historyQuestion(_ text: String, _ source: SourceID, in context: Context) -> Question {
    Question(
      "slo.since", source, .metricsRange(PromQL: text, range: context.range, step: Self.step(in: context)),
      goodFor: .minutes(1))
  }

  private static func step(in context: Context) -> Duration {
    .seconds(
      max(
        context.scrapeInterval.wholeNanoseconds / 1_000_000_000,
        context.range.duration.wholeNanoseconds / 1_000_000_000 / 120, 1))
  }

  /// Asks the burn rates when others than before need telling.
  private mutating func askHistory(_ source: SourceID, in context: Context) -> [Request] {
    guard let text = historyExpression(source, in: context) else { return [] }
    guard histories[source]?.expression != text else { return [] }
    histories[source] = History(expression: text, range: context.range, step: Self.step(in: context))
    return [.ask(historyQuestion(text, source, in: context))]
  }

  private func isComplete(_ source: SourceID) -> Bool {
    recorded[source]?.count == ObjectiveReader.expressions.count
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
    if slot == "slo.since" {
      if case .metricsRange(let text, let range, let step) = question.query {
        histories[source] = History(expression: text, range: range, step: step, series: told)
        arrange(in: context)
      }
      return []
    }
    guard !slot.name.hasPrefix("slo.live.") else {
      live[source, default: [:]][slot] = told
      arrange(in: context)
      return askHistory(source, in: context)
    }
    let wasKnown = isComplete(source)
    recorded[source, default: [:]][slot] = told
    readings[source] = nil
    arrange(in: context)
    let questions = wasKnown ? [] : liveQuestions(source, in: context)
    return questions.map(Request.ask) + askHistory(source, in: context)
  }

  mutating func take(_ rules: [Rule], of source: SourceID, in context: Context) -> [Request] {
    self.rules[source] = rules
    readings[source] = nil
    arrange(in: context)
    return askHistory(source, in: context)
  }

  /// A server that tells nothing of its rules leaves the burn rates to be asked.
  mutating func fail(_ question: Question, in context: Context) -> [Request] {
    guard question.slot == "rules", rules[question.source] == nil else { return [] }
    return take([], of: question.source, in: context)
  }

  private mutating func arrange(in context: Context) {
    for (source, parts) in recorded where readings[source] == nil {
      readings[source] = ObjectiveReader.statuses(from: parts.inOrder.flatMap { $0 }, rules: rules[source] ?? [])
    }
    statuses = recorded.keys.sorted().flatMap { readings[$0] ?? [] }
    let specs = recorded.isEmpty ? [] : missing(context)
    write(specs)
    statuses += LiveObjectives.statuses(specs, from: live.inOrder.flatMap { $0.inOrder.flatMap { $0 } })
    for history in histories.inOrder {
      statuses = BurnHistory.dating(statuses, by: history.series, over: history.range, step: history.step)
    }
    statuses.sort(by: BudgetStatus.worseFirst)
    burning = statuses.count { $0.state != .ok }
  }

  /// The questions for what nothing records, written anew when that is something else than before.
  private mutating func write(_ specs: [ObjectiveSpec]) {
    let ids = specs.map(\.id)
    guard liveTexts?.specs != ids else { return }
    let texts = LiveObjectives.Reach.allCases.compactMap { reach in
      LiveObjectives.expression(specs, reach).map { (reach, $0) }
    }
    liveTexts = (ids, Dictionary(uniqueKeysWithValues: texts))
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

extension Dictionary where Key == SourceID {
  /// The values by source: a dictionary's own order is another in every run.
  fileprivate var inOrder: [Value] { sorted { $0.key < $1.key }.map(\.value) }
}

extension Dictionary where Key == Slot {
  fileprivate var inOrder: [Value] { sorted { $0.key.name < $1.key.name }.map(\.value) }
}
