public import Analysis
public import Canvas
internal import Telemetry

extension ObjectivesPane {
  public func refusal(of command: Command, in context: Context) -> String? {
    switch command {
    case .open, .copy, .jumpToMetrics, .jumpToTraces, .jumpToLogs, .jumpToProfile, .jumpMenu:
      current == nil ? "there is no objective under the cursor" : nil
    case .include, .exclude: "nothing is narrowed here; / filters the list"
    case .nextMatch, .previousMatch: "only what matches is listed; / changes the filter"
    case .toggle: "nothing folds here"
    case .nextTrouble, .previousTrouble: troubles.isEmpty ? "no budget burns and none is spent" : nil
    default: nil
    }
  }

  public mutating func perform(_ command: Command, in context: Context) -> [Request]? {
    let page = max(1, height(in: context) - 1)
    switch command {
    case .up: move(to: scroll.cursor - 1, in: context)
    case .down: move(to: scroll.cursor + 1, in: context)
    case .pageUp: move(to: scroll.cursor - page, in: context)
    case .pageDown: move(to: scroll.cursor + page, in: context)
    case .top: move(to: 0, in: context)
    case .bottom: move(to: rows.count - 1, in: context)
    case .nextTrouble: return moveToTrouble(troubles.first { $0 > scroll.cursor } ?? troubles.first, in: context)
    case .previousTrouble:
      return moveToTrouble(troubles.last { $0 < scroll.cursor } ?? troubles.last, in: context)
    case .open: return current.map { [.open(ObjectivePane($0, findings: findings, in: context))] } ?? []
    case .jumpToMetrics:
      return current.flatMap { ObjectiveChart(of: $0, findings, in: context)?.pane }.map { [.open($0)] }
        ?? [.say("no source is known to have this objective's metrics")]
    case .copy: return current.map { [.copy($0.objective.id)] } ?? []
    case .search, .editQuery: prompt.begin()
    case .onlyKind:
      onlyTrouble.toggle()
      narrow(in: context)
      return [.say(onlyTrouble ? "only budgets that burn or are spent; f shows all" : "all objectives")]
    case .cancel:
      guard !prompt.isEmpty else { return nil }
      prompt.clear()
      narrow(in: context)
    default: return nil
    }
    return []
  }

  private mutating func moveToTrouble(_ row: Int?, in context: Context) -> [Request] {
    guard let row, row != scroll.cursor else { return [.say("this is the only one in trouble")] }
    move(to: row, in: context)
    return []
  }

  private mutating func move(to row: Int, in context: Context) {
    hasChosen = true
    scroll.move(to: row, count: rows.count, height: height(in: context))
  }

  // MARK: Typing

  public mutating func type(_ key: Key, in context: Context) -> [Request]? {
    switch prompt.press(key) {
    case .changed: narrow(in: context)
    case .move(let rows): return perform(rows < 0 ? .up : .down, in: context)
    case .editing, .left: break
    case .unused: return nil
    }
    return []
  }

  public mutating func paste(_ text: String, in context: Context) -> [Request] {
    if !prompt.isEditing { prompt.begin() }
    prompt.insert(text)
    narrow(in: context)
    return []
  }

  // MARK: Jumps and hints

  public func anchor(in context: Context) -> Anchor? {
    current.map { ObjectiveAnchor(of: $0, findings, in: context).anchor }
  }

  public func hints(in context: Context) -> [Command] {
    let own: [Command] = [.open, .jumpToTraces, .jumpToLogs, .jumpToMetrics, .nextTrouble, .search, .onlyKind]
    return own.filter { refusal(of: $0, in: context) == nil }
  }

  public func hint(for command: Command, in context: Context) -> String? {
    switch command {
    case .jumpToTraces: "traces"
    case .search: "filter"
    case .onlyKind: onlyTrouble ? "all" : "only trouble"
    default: nil
    }
  }
}

/// What jumps start from: the bad events of the window that burns.
struct ObjectiveAnchor {
  let anchor: Anchor

  init(of status: BudgetStatus, _ findings: ObjectiveFindings, in context: Context) {
    let end = context.range.end
    let service = status.objective.service
    anchor = Anchor(
      signal: .metrics, source: status.objective.source, query: findings.events(of: status, in: context)?.bad,
      labels: service.isEmpty ? [:] : ["service": service], service: service.isEmpty ? nil : service,
      range: TimeRange(last: Self.window(of: status), until: end))
  }

  /// The long window of the pair that fires, an hour when none does.
  static func window(of status: BudgetStatus) -> Duration { status.decisive?.long ?? .hours(1) }
}

/// An objective's error ratio as a chart of its own.
struct ObjectiveChart {
  let pane: MetricsPane

  init?(of status: BudgetStatus, _ findings: ObjectiveFindings, in context: Context) {
    let objective = status.objective
    guard let source = objective.source ?? context.sources(of: .prometheus).first else { return nil }
    let query =
      findings.events(of: status, in: context).map { "(\($0.bad))\n/\n(\($0.total))" }
      ?? ObjectiveHistory.expression(of: status, window: .minutes(5), spec: findings.spec(of: status, in: context))
    guard let query else { return nil }
    pane = MetricsPane(query: query, source: source, label: "bad part of \(ObjectiveText.name(objective))")
  }
}

/// Where the error ratios of one window are to be had.
enum ObjectiveHistory {
  static func expression(of status: BudgetStatus, window: Duration, spec: ObjectiveSpec?) -> String? {
    let objective = status.objective
    let group = objective.group.pairs.map { ",\($0.name)=\"\(Labels.escaped($0.value))\"" }.joined()
    let id = Labels.escaped(objective.id)
    if status.origin == .live { return spec?.indicator.liveErrorRatio.over(window) }
    let name = WindowName.text(window)
    return objective.tool == "pyrra"
      ? "{__name__=~\".+:burnrate\(name)\",slo=\"\(id)\"\(group)}"
      : "slo:sli_error:ratio_rate\(name){sloth_id=\"\(id)\"\(group)}"
  }
}
