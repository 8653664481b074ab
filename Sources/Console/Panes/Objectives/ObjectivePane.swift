internal import Analysis
public import Canvas
public import Telemetry

/// One objective: how its budget was spent, which windows burn, what is bad and how much of it.
public struct ObjectivePane: Pane {
  /// What came for the charts.
  struct Detail: Sendable {
    var burnDown: BurnDown?
    var total: [Sample] = []
    var bad: [Sample] = []
    var shares: [BadEventShare] = []
    /// Of bad events in the window that burns, worst first, each of another trace.
    var exemplars: [Exemplar] = []
  }

  var findings: ObjectiveFindings
  var status: BudgetStatus
  var detail = Detail()
  /// How it counts; `nil` while nobody told.
  var events: CountedEvents?
  /// The trace of the exemplar that somebody chose; `nil`: the worst speaks for all.
  var chosen: TraceID?
  /// The promise to suppose instead, as typed; `nil`: none is.
  var supposed: TextField?

  init(_ status: BudgetStatus, findings: ObjectiveFindings, in context: Context) {
    self.status = status
    self.findings = findings
    self.findings.datesStates = true
    // Known already in most cases; else asked for again once it is.
    events = findings.events(of: status, in: context)
  }

  public var kind: PaneKind { .objective }
  public var title: String { "SLO \(status.objective.service)/\(status.objective.fullName)" }
  public var isTyping: Bool { supposed != nil }
  public var typingHints: [(keys: [Key], text: String)]? {
    [([.enter, .escape], "back to the real promise"), ([.control("u")], "clear")]
  }

  // MARK: Asking

  private var source: SourceID? { status.objective.source }

  public func questions(in context: Context) -> [Question] {
    let asked = context.sources(of: .prometheus).filter { source == nil || $0 == source }
    return asked.flatMap {
      findings.questions($0, in: context) + [Question("rules", $0, .rules, goodFor: .seconds(30))]
    } + historyQuestion(in: context) + eventQuestions(in: context)
  }

  /// The part of bad events, each over the step before it, so that together they fill the period.
  func historyQuestion(in context: Context) -> [Question] {
    guard let source = source ?? context.sources(of: .prometheus).first, let step,
      let text = ObjectiveHistory.expression(
        of: status, window: step, spec: findings.spec(of: status, in: context))
    else { return [] }
    let period = period(in: context)
    let range = TimeRange(start: period.start + step, end: period.end)
    return [Question("history", source, .metricsRange(PromQL: text, range: range, step: step), goodFor: .minutes(5))]
  }

  var step: Duration? { BurnDown.step(of: status.burn.map(\.window), over: status.objective.period) }

  func period(in context: Context) -> TimeRange { TimeRange(last: status.objective.period, until: context.range.end) }

  func eventQuestions(in context: Context) -> [Question] {
    guard let source = source ?? context.sources(of: .prometheus).first, let events else { return [] }
    let range = context.range
    let step = Duration.seconds(max(15, range.duration.wholeNanoseconds / 1_000_000_000 / 120))
    var questions = [
      Question("events.total", source, .metricsRange(PromQL: events.total, range: range, step: step)),
      Question("events.bad", source, .metricsRange(PromQL: events.bad, range: range, step: step)),
    ]
    if let worst = events.worstSeries(over: ObjectiveAnchor.window(of: status)) {
      questions.append(
        Question("events.labels", source, .metricsInstant(PromQL: worst, at: range.end), goodFor: .seconds(30)))
    }
    if let text = events.exemplars {
      let burnt = TimeRange(last: ObjectiveAnchor.window(of: status), until: range.end)
      questions.append(Question("exemplars", source, .exemplars(PromQL: text, range: burnt), goodFor: .seconds(30)))
    }
    return questions
  }

  public func explanation(of question: Question, in context: Context) -> String? {
    switch question.slot.name {
    case "rules": "since when alerts are active, and how the objective counts"
    case "history": "error ratios over the period, for the burn-down"
    case "events.total": "all events over the range on screen"
    case "events.bad": "bad events over the range on screen"
    case "events.labels": "bad events of the burning window by their labels"
    case "exemplars": "traces of bad events in the burning window"
    default: ObjectiveFindings.explanation(of: question.slot)
    }
  }

  // MARK: Answers

  public mutating func receive(_ answer: Answer, to question: Question, in context: Context) -> [Request] {
    switch (question.slot.name, answer.body) {
    case ("rules", .rules(let rules)):
      return findings.take(rules, of: question.source, in: context) + follow(in: context)
    case ("history", .series(let series)):
      guard let step else { return [] }
      let group = status.objective.group
      let own = series.first { one in group.pairs.allSatisfy { one.labels[$0.name] == $0.value } }
      detail.burnDown = BurnDown(
        ratios: own?.samples ?? [], step: step, over: period(in: context), of: status.objective)
    case ("events.total", .series(let series)): detail.total = Self.sum(series)
    case ("events.bad", .series(let series)): detail.bad = Self.sum(series)
    case ("events.labels", .series(let series)):
      let pinned = (events?.pinnedLabels ?? []).union(["instance", "pod", "le"])
      detail.shares = BadEventShare.shares(in: series, leavingOut: pinned)
    case ("exemplars", .exemplars(let found)):
      let picker = ExemplarPicker(range: question.query.range ?? context.range, columns: 60, threshold: .none)
      let bad = found.filter { exemplar in events?.badFrom.map { exemplar.value > $0 } ?? true }
      detail.exemplars = picker.pick(bad).exemplars.sorted { $0.value > $1.value }
    case (_, .series(let series)) where ObjectiveFindings.isOurs(question.slot):
      return findings.take(series, question, in: context) + follow(in: context)
    default: break
    }
    return []
  }

  public mutating func receive(_ failure: QueryFailure, to question: Question, in context: Context) -> [Request] {
    findings.fail(question, in: context) + follow(in: context)
  }

  /// The row of the exemplar that was chosen, as long as it is there.
  var chosenRow: Int? { chosen.flatMap { trace in detail.exemplars.firstIndex { $0.traceID == trace } } }

  /// Takes over what is new of the objective; what its definition opens is asked for.
  private mutating func follow(in context: Context) -> [Request] {
    if let found = findings.statuses.first(where: { $0.objective.isSame(as: status.objective) }) { status = found }
    let wasKnown = events != nil
    events = findings.events(of: status, in: context)
    return wasKnown || events == nil ? [] : eventQuestions(in: context).map(Request.ask)
  }

  /// Groups together: the charts are about the objective.
  private static func sum(_ series: [Series]) -> [Sample] {
    guard series.count != 1 else { return series[0].samples }
    var sums: [Instant: Double] = [:]
    for sample in series.flatMap(\.samples) where !sample.value.isNaN { sums[sample.time, default: 0] += sample.value }
    return sums.sorted { $0.key < $1.key }.map { Sample($0.key, $0.value) }
  }

  /// Where it would stand with the promise that is typed; `nil` while that is no promise.
  var supposition: BudgetStatus? {
    guard let text = supposed?.text, let percent = Double(text.filter { $0 != "%" && $0 != " " }), percent > 0,
      percent <= 100
    else { return nil }
    return status.supposing(target: percent / 100)
  }
}
