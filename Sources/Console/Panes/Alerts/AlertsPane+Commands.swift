public import Analysis
public import Canvas
internal import Languages
internal import Telemetry

extension AlertsPane {
  public func refusal(of command: Command, in context: Context) -> String? {
    switch command {
    case .silence, .extendSilence, .expireSilence: return silenceRefusal(command, in: context)
    case .runbook: return runbookRefusal
    case .open where part == .silences: return "x changes how long it lasts, X ends it"
    case .open, .copy: return count(of: part) == 0 ? "this list is empty; Tab goes to the next" : nil
    case .jumpToTraces, .jumpToLogs, .jumpToMetrics, .jumpToProfile, .jumpMenu:
      if part == .applications {
        return currentApplication == nil ? "there is no application under the cursor to jump from" : nil
      }
      return anchorRow == nil ? "there is no alert under the cursor to jump from" : nil
    case .include, .exclude: return "nothing is narrowed here; / filters the list"
    case .nextMatch, .previousMatch: return "only what matches is listed; ↑ ↓ move, / changes the filter"
    case .toggle: return "nothing folds here"
    case .nextTrouble, .previousTrouble: return "the worst is first: ↑ ↓ move"
    default: return nil
    }
  }

  private func silenceRefusal(_ command: Command, in context: Context) -> String? {
    if context.isReadOnly { return State.readOnlyReason }
    guard let first = Self.managers(in: context).first else {
      return "no Alertmanager here: add a data source of type alertmanager"
    }
    if command == .silence {
      return currentEntry == nil ? "there is no alert under the cursor to silence at \(first)" : nil
    }
    guard let row = silenceUnderCursor else {
      return "no silence is under the cursor; Tab goes to the silences"
    }
    return row.silence.state == .expired && command == .expireSilence ? "this silence is over already" : nil
  }

  private var runbookRefusal: String? {
    guard let entry = currentEntry else { return "there is no alert under the cursor" }
    guard let link = entry.runbookLink else { return "\(entry.alert.name) has no runbook_url" }
    return Runbook.key(of: link) == nil ? "\(link.fitted(to: 40)) names no runbook" : nil
  }

  /// The silence of the row, or the one that keeps its alert quiet.
  var silenceUnderCursor: SilenceRow? {
    if part == .silences { return currentSilence }
    guard let id = currentEntry?.silences.first?.id else { return nil }
    return SilenceRow.rows(of: board).first { $0.silence.id == id }
  }

  public mutating func perform(_ command: Command, in context: Context) -> [Request]? {
    let page = max(1, height(in: context) - 1)
    switch command {
    case .up: return move(by: -1, in: context)
    case .down: return move(by: 1, in: context)
    case .pageUp: return move(to: scroll(of: part).cursor - page, in: context)
    case .pageDown: return move(to: scroll(of: part).cursor + page, in: context)
    case .top: return move(to: 0, in: context)
    case .bottom: return move(to: count(of: part) - 1, in: context)
    case .nextPart, .right: turn(by: 1)
    case .previousPart, .left: turn(by: -1)
    case .open: return open(in: context)
    case .jumpToMetrics: return part == .applications ? open(in: context) : openChart()
    case .copy: return copied.map { [.copy($0)] } ?? []
    case .search, .editQuery: prompt.begin()
    case .runbook: return openRunbook()
    case .silence: beginSilence(in: context)
    case .extendSilence: beginExtending(in: context)
    case .expireSilence: ending = silenceUnderCursor
    case .onlyKind:
      showsResting.toggle()
      narrow(in: context)
      return [.say(showsResting ? "with what is at rest, over or well" : "only what is of concern")]
    case .cancel:
      guard !prompt.isEmpty else { return nil }
      prompt.clear()
      narrow(in: context)
      return [.say("everything is listed again; Esc again cancels what is waited for")]
    default: return nil
    }
    return []
  }

  // MARK: Moving

  private mutating func turn(by step: Int) {
    let all = Part.allCases
    let place = all.firstIndex(of: part) ?? 0
    part = all[(place + step + all.count) % all.count]
  }

  private mutating func move(by rows: Int, in context: Context) -> [Request] {
    step(by: rows, in: context)
    return part == .alerts ? followCursor(in: context, atRest: true) : []
  }

  private mutating func move(to row: Int, in context: Context) -> [Request] {
    scrolls[part, default: ScrollPosition()].move(
      to: row, count: count(of: part), height: height(in: context))
    if part == .alerts, current?.isHeading == true {
      step(by: scroll(of: part).cursor == 0 ? 1 : -1, in: context)
    }
    return part == .alerts ? followCursor(in: context, atRest: true) : []
  }

  // MARK: Opening

  private mutating func open(in context: Context) -> [Request] {
    switch part {
    case .alerts: return openChart()
    case .silences: return []
    case .applications:
      guard let app = currentApplication else { return [] }
      let query = "argocd_app_info{name=\"\(Labels.escaped(app.name))\"}"
      return [.open(MetricsPane(query: query, source: app.source, label: app.name))]
    case .feed:
      guard let alert = currentMessage?.alert else {
        return [.say("this message names no alert that is loaded")]
      }
      part = .alerts
      let place = lines.firstIndex { line in
        line.entry.map { ($0.managedLabels ?? $0.alert.labels) == alert.labels } ?? false
      }
      return place.map { move(to: $0, in: context) } ?? [
        .say("\(alert.name) is not listed; Esc drops the filter")
      ]
    }
  }

  private func openChart() -> [Request] {
    guard let row = anchorRow, let query = row.expression else {
      return [.say("no expression is known of this alert")]
    }
    let name = row.entry?.alert.name ?? row.rule?.name ?? ""
    return [.open(MetricsPane(query: OverviewPane.measured(by: query), source: row.source, label: name))]
  }

  private func openRunbook() -> [Request] {
    guard let entry = currentEntry, let link = entry.runbookLink else { return [] }
    return [.open(RunbookPane(link: link, entry: entry))]
  }

  private var anchorRow: AlertLine? {
    switch part {
    case .alerts: current.flatMap { $0.isHeading ? nil : $0 }
    case .feed: currentEntry.map(AlertLine.alert)
    case .silences, .applications: nil
    }
  }

  private var copied: String? {
    switch part {
    case .alerts: current.flatMap { $0.expression ?? $0.entry?.alert.labels.description }
    case .silences: currentSilence.map { SilenceMatcherText.text(of: $0.silence.matchers) }
    case .applications: currentApplication?.name
    case .feed: currentMessage.map { $0.message.link.isEmpty ? $0.message.message : $0.message.link }
    }
  }

  // MARK: Silencing

  private mutating func beginSilence(in context: Context) {
    // One that does not have the alert would keep nothing quiet; where none has it yet, any may get it.
    guard let entry = currentEntry else { return }
    let managers = entry.managers.isEmpty ? Self.managers(in: context) : entry.managers
    guard !managers.isEmpty else { return }
    form = SilenceForm(
      managers: managers, matchers: SilenceMatcherText.matchers(of: entry.alert), duration: "2h",
      author: context.author,
      alerts: board.alerts)
  }

  /// Two hours more than it has.
  private mutating func beginExtending(in context: Context) {
    guard let row = silenceUnderCursor else { return }
    let left = max(.zero, row.silence.end - context.now)
    let minutes = (left.wholeNanoseconds / 60_000_000_000) + 120
    let duration = minutes % 60 == 0 ? "\(minutes / 60)h" : "\(minutes / 60)h\(minutes % 60)m"
    form = SilenceForm(
      managers: [row.source], id: row.silence.state == .expired ? nil : row.silence.id,
      matchers: row.silence.matchers,
      duration: duration, comment: row.silence.comment, author: context.author, alerts: board.alerts)
  }

  // MARK: Typing

  public mutating func type(_ key: Key, in context: Context) -> [Request]? {
    if let row = ending { return confirmEnd(of: row, key) }
    if form != nil { return typeInForm(key, in: context) }
    switch prompt.press(key) {
    case .changed:
      narrow(in: context)
      return followCursor(in: context, atRest: true)
    case .move(let rows): return perform(rows < 0 ? .up : .down, in: context)
    case .editing, .left: return []
    case .unused: return nil
    }
  }

  private mutating func typeInForm(_ key: Key, in context: Context) -> [Request]? {
    guard var open = form else { return nil }
    let outcome = open.press(key, now: context.now)
    form = open
    switch outcome {
    case .editing: return []
    case .unused: return nil
    case .closed:
      form = nil
      return [.say("nothing was silenced")]
    case .send(let draft):
      form = nil
      return open.chosen.map { .write($0, .createSilence(draft)) }
    }
  }

  private mutating func confirmEnd(of row: SilenceRow, _ key: Key) -> [Request]? {
    switch key {
    case .enter:
      ending = nil
      return [.write(row.source, .expireSilence(id: row.silence.id))]
    case .escape, .backspace:
      ending = nil
      return [.say("the silence stays")]
    default: return []
    }
  }

  public mutating func paste(_ text: String, in context: Context) -> [Request] {
    if form != nil {
      form?.insert(text)
      return []
    }
    guard ending == nil else { return [] }
    if !prompt.isEditing { prompt.begin() }
    prompt.insert(text)
    narrow(in: context)
    return []
  }

  public func cursor(in area: Rect, _ view: ViewContext) -> Point? {
    let layout = AlertsLayout(area)
    if let form { return form.cursor(in: layout.about) }
    return ending == nil ? prompt.cursor(in: layout.prompt, note: note(view)) : nil
  }

  // MARK: Jumps and hints

  public func anchor(in context: Context) -> Anchor? {
    if part == .applications { return currentApplication.map { anchor(of: $0, in: context) } }
    guard let row = anchorRow else { return nil }
    let labels = row.entry?.alert.labels ?? row.rule?.labels ?? [:]
    let choice = StepRules(scrapeInterval: context.scrapeInterval, maxDataPoints: 240).choose(
      for: context.range)
    let query = row.expression.map { choice.substitute(in: OverviewPane.measured(by: $0)) }
    return Anchor(
      signal: .metrics,
      source: row.source.flatMap { context.sources(of: .prometheus).contains($0) ? $0 : nil },
      query: query, labels: labels, service: labels.serviceName, range: context.range)
  }

  /// What Argo CD deploys is, as a rule, called as the service that it runs.
  private func anchor(of application: ArgoApplication, in context: Context) -> Anchor {
    Anchor(signal: .metrics, source: application.source, service: application.name, range: context.range)
  }

  public func hints(in context: Context) -> [Command] {
    let own: [Command]
    switch part {
    case .alerts:
      own = [
        .silence, .runbook, .open, .jumpToTraces, .jumpToLogs, .nextPart, .extendSilence, .expireSilence,
        .onlyKind, .search,
      ]
    case .silences: own = [.extendSilence, .expireSilence, .nextPart, .onlyKind, .search, .copy]
    case .applications: own = [.open, .jumpToTraces, .jumpToLogs, .nextPart, .onlyKind, .search]
    case .feed: own = [.open, .runbook, .silence, .nextPart, .search, .copy]
    }
    return own.filter { refusal(of: $0, in: context) == nil }
  }

  public func hint(for command: Command, in context: Context) -> String? {
    switch command {
    case .open: part == .feed ? "its alert" : "chart"
    case .jumpToMetrics: "chart"
    case .nextPart: Part.allCases[((Part.allCases.firstIndex(of: part) ?? 0) + 1) % 4].title.lowercased()
    case .search: "filter"
    case .onlyKind: showsResting ? "less" : part == .silences ? "those over" : "those at rest"
    default: nil
    }
  }
}
