internal import Analysis
public import Canvas
public import Telemetry

/// What fires, who is told, who keeps it quiet and why; silences; Argo CD's applications; and what ntfy
/// sent.
public struct AlertsPane: Pane {
  enum Part: CaseIterable, Sendable { case alerts, silences, applications, feed }

  /// Messages kept of each ntfy.
  static let feedLimit = 500

  var findings: [SourceID: AlertBoard.Findings] = [:]
  var applicationsBySource: [SourceID: [ArgoApplication]] = [:]
  var messages: [SourceID: [Notification]] = [:]
  private var polling = FeedPolling()
  /// The Alertmanagers that answered at least once.
  private var heard: Set<SourceID> = []
  var board = AlertBoard([:], hasManagers: false)

  // Made once for an answer or a key, for every frame after it (`arrange`).
  var lines: [AlertLine] = []
  var silences: [SilenceRow] = []
  var applications: [ArgoApplication] = []
  var feed: [FeedRow] = []
  /// How the values of each expression read.
  var values: [String: AlertValue] = [:]
  /// Alerts that fire and are not kept quiet, and those among them that page.
  var firing = (all: 0, grave: 0)

  var part = Part.alerts
  var scrolls: [Part: ScrollPosition] = [:]
  var prompt = FilterPrompt()
  var showsResting = false
  var form: SilenceForm?
  /// The silence whose end was asked for and not confirmed yet.
  var ending: SilenceRow?
  /// The expression of the row under the cursor, as a chart.
  var chart = AlertChart()
  /// The alert to put the cursor on once it is known.
  private var wanted: Labels?

  /// - Parameter labels: Of the alert the cursor begins on; the worst when it is `nil` or not found.
  public init(selecting labels: Labels? = nil) { wanted = labels }

  public var kind: PaneKind { .alerts }
  public var title: String { "alerts" }
  public var isTyping: Bool { prompt.isEditing || form != nil || ending != nil }
  public var typingHints: [(keys: [Key], text: String)]? {
    if let form { return form.hints }
    return ending == nil ? FilterPrompt.typingHints : [([.enter], "end it now"), ([.escape], "keep it")]
  }

  // MARK: Asking

  static func managers(in context: Context) -> [SourceID] {
    context.sources(of: .alertmanager) + context.sources(of: .grafana)
  }

  static func rulers(in context: Context) -> [SourceID] {
    context.sources(of: .prometheus) + context.sources(of: .grafana)
  }

  public func questions(in context: Context) -> [Question] {
    let end = context.range.end
    return Self.rulers(in: context).map { Question("rules", $0, .rules) }
      + Self.managers(in: context).flatMap {
        [Question("groups", $0, .alertGroups), Question("silences", $0, .silences)]
      }
      + context.sources(of: .prometheus).map {
        Question(
          "argo", $0, .metricsInstant(PromQL: ArgoApplication.question, at: end), goodFor: .seconds(30))
      }
      + context.sources(of: .ntfy).map(feedQuestion)
      + chart.questions(of: current, in: context)
  }

  private func feedQuestion(_ source: SourceID) -> Question {
    Question("feed", source, .notifications(since: since(of: source)))
  }

  /// ntfy keeps what it sent, so that asking often for what came since loses nothing, whatever happened to
  /// the connection meanwhile.
  public mutating func tick(in context: Context) -> [Request] {
    guard context.asksByItself, case .last = context.window else { return [] }
    return polling.take(at: context.now).map { .ask(feedQuestion($0)) }
  }

  /// After the last message known; else all that ntfy still has.
  private func since(of source: SourceID) -> String { messages[source]?.last?.id ?? "all" }

  public func explanation(of question: Question, in context: Context) -> String? {
    switch question.slot {
    case "rules": "rules with their state and what fires"
    case "groups": "alerts as they are grouped and sent"
    case "silences": "silences, over and not"
    case "argo": "Argo CD's applications"
    case "feed": "messages of the configured topics"
    case "chart": "what the alert under the cursor measures"
    default: nil
    }
  }

  // MARK: Answers

  public mutating func receive(_ answer: Answer, to question: Question, in context: Context) -> [Request] {
    let source = question.source
    switch (question.slot, answer.body) {
    case ("chart", .series(let series)):
      chart.take(series, for: current)
      return []
    case (_, .rules(let rules)): findings[source, default: .init()].rules = rules
    case (_, .alertGroups(let groups)):
      findings[source, default: .init()].groups = groups
      heard.insert(source)
    case (_, .silences(let found)): findings[source, default: .init()].silences = found
    case ("argo", .series(let series)):
      applicationsBySource[source] = ArgoApplication.applications(in: series, source: source)
    case (_, .notifications(let found)):
      polling.answered(source, at: context.now)
      guard add(found, of: source) else { return [] }
    default: return []
    }
    arrange(in: context)
    return followCursor(in: context, atRest: false)
  }

  /// A poll that crossed another may bring a message twice. Those of one second stay as the server has
  /// them: the last of all is what the next poll begins after.
  ///
  /// - Returns: Whether anything is new.
  private mutating func add(_ found: [Notification], of source: SourceID) -> Bool {
    let kept = messages[source] ?? []
    var known = Set(kept.map(\.id))
    let new = found.filter { known.insert($0.id).inserted }
    guard !new.isEmpty || messages[source] == nil else { return false }
    let all = (kept + new).enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
    messages[source] = all.suffix(Self.feedLimit).map(\.element)
    return true
  }

  public mutating func receive(
    _ result: Result<Answer, QueryFailure>, of write: Write, by source: SourceID, in context: Context
  ) -> [Request] {
    // Whatever became of it, what there is now is worth knowing.
    [.ask(Question("groups", source, .alertGroups)), .ask(Question("silences", source, .silences))]
  }

  // MARK: Rows

  /// Joins what all sources told, filtered and sorted; the cursors stay on their rows.
  mutating func arrange(in context: Context) {
    board = joined(in: context)
    for expression in board.sections.flatMap(\.entries).compactMap(\.expression) where values[expression] == nil {
      values[expression] = AlertValue(of: expression)
    }
    let loud = board.sections.flatMap(\.entries).filter { $0.state == .firing }
    firing = (loud.count, loud.count { AlertOrder.rank(ofSeverity: $0.alert.severity) == 0 })
    narrow(in: context)
  }

  /// While several contexts are watched at once, a board of each: alerts of one name are not the same.
  private func joined(in context: Context) -> AlertBoard {
    let managers = Self.managers(in: context)
    // One that is silent may have what the others lack: nothing is said to reach nobody then.
    func board(_ own: [SourceID: AlertBoard.Findings], _ managers: [SourceID]) -> AlertBoard {
      AlertBoard(own, hasManagers: !managers.isEmpty && managers.allSatisfy(heard.contains))
    }
    guard !context.origins.isEmpty else { return board(findings, managers) }
    let names = Set(findings.keys.compactMap { context.origins[$0] }).sorted()
    return AlertBoard(watching: names.map { name in
      let isOwn = { (source: SourceID) in context.origins[source] == name }
      return board(findings.filter { isOwn($0.key) }, managers.filter(isOwn))
    })
  }

  mutating func narrow(in context: Context) {
    let (line, silence, message) = (current, currentSilence, currentMessage)
    let words = prompt.text.lowercased().split(whereSeparator: \.isWhitespace)
    func matches(_ text: String) -> Bool { words.allSatisfy { text.lowercased().contains($0) } }
    lines = AlertLine.lines(of: board, words: words, withResting: showsResting)
    silences = SilenceRow.rows(of: board).filter {
      matches($0.searchable) && (showsResting || $0.silence.state != .expired)
    }
    applications = applicationsBySource.sorted { $0.key < $1.key }.flatMap(\.value)
      .filter {
        matches("\($0.name) \($0.project) \($0.sync) \($0.health)") && (showsResting || $0.isInTrouble)
      }
    feed = FeedRow.rows(of: messages, among: board.alerts).filter { matches($0.searchable) }
    keep(.alerts, at: line.flatMap { old in lines.firstIndex { $0.isSame(as: old) } }, in: context)
    keep(
      .silences, at: silence.flatMap { old in silences.firstIndex { $0.silence.id == old.silence.id } },
      in: context)
    keep(.applications, at: nil, in: context)
    keep(
      .feed, at: message.flatMap { old in feed.firstIndex { $0.message.id == old.message.id } }, in: context)
    if let labels = wanted, let found = lines.firstIndex(where: { $0.entry?.alert.labels == labels }) {
      wanted = nil
      keep(.alerts, at: found, in: context)
    }
  }

  mutating func keep(_ part: Part, at place: Int?, in context: Context) {
    scrolls[part, default: ScrollPosition()].move(
      to: place ?? scroll(of: part).cursor, count: count(of: part), height: height(in: context))
    // A heading is no row to stand on.
    if part == .alerts, current?.isHeading == true { step(by: 1, in: context) }
  }

  /// Moves by rows, passing over headings.
  mutating func step(by rows: Int, in context: Context) {
    let count = count(of: part)
    var target = scroll(of: part).cursor + rows
    while part == .alerts, lines.indices.contains(target), lines[target].isHeading {
      target += rows < 0 ? -1 : 1
    }
    guard part != .alerts || lines.indices.contains(target) else { return }
    scrolls[part, default: ScrollPosition()].move(to: target, count: count, height: height(in: context))
  }

  mutating func followCursor(in context: Context, atRest: Bool) -> [Request] {
    guard chart.follow(current) else { return [] }
    let questions = chart.questions(of: current, in: context)
    return atRest ? [.askAtRest(questions, instead: ["chart"])] : questions.map(Request.ask)
  }

  func scroll(of part: Part) -> ScrollPosition {
    scrolls[part] ?? ScrollPosition(cursor: part == .alerts ? 1 : 0)
  }

  func count(of part: Part) -> Int {
    switch part {
    case .alerts: lines.count
    case .silences: silences.count
    case .applications: applications.count
    case .feed: feed.count
    }
  }

  func height(in context: Context) -> Int { AlertsLayout(FrameLayout(context.size).body).rows }

  /// The value of an alert in its unit; `nil` where nobody told it.
  func value(of entry: AlertEntry) -> String? {
    entry.alert.value.map { value in
      entry.expression.flatMap { values[$0] }?.text(value) ?? Numbers.significant(value)
    }
  }

  var current: AlertLine? { row(.alerts, in: lines) }
  var currentSilence: SilenceRow? { row(.silences, in: silences) }
  var currentApplication: ArgoApplication? { row(.applications, in: applications) }
  var currentMessage: FeedRow? { row(.feed, in: feed) }

  private func row<Row>(_ part: Part, in rows: [Row]) -> Row? {
    let cursor = scroll(of: part).cursor
    return rows.indices.contains(cursor) ? rows[cursor] : nil
  }

  /// The alert that the row under the cursor is or tells of.
  var currentEntry: AlertEntry? {
    switch part {
    case .alerts: return current?.entry
    case .feed:
      guard let alert = currentMessage?.alert else { return nil }
      return board.sections.lazy.flatMap(\.entries).first {
        ($0.managedLabels ?? $0.alert.labels) == alert.labels
      }
    case .silences, .applications: return nil
    }
  }
}
