public import Analysis
public import Canvas
internal import Telemetry

extension ServerPane {
  public func refusal(of command: Command, in context: Context) -> String? {
    switch command {
    case .open, .copy, .jumpToMetrics: count(of: part) == 0 ? emptyReason : nil
    case .jumpToTraces, .jumpToLogs, .jumpToProfile, .jumpMenu:
      count(of: part) == 0
        ? emptyReason
        : part == .storage ? "a count of series belongs to no service; ↵ opens it" : nil
    case .include, .exclude: "nothing is narrowed here; / filters the list"
    case .nextMatch, .previousMatch: "only what matches is listed; ↑ ↓ move, / changes the filter"
    case .toggle: "nothing folds here"
    case .nextTrouble, .previousTrouble:
      troubles.contains { $0 != cursor }
        ? nil
        : troubles.isEmpty ? "nothing is in trouble in this list" : "nothing else is in trouble in this list"
    default: nil
    }
  }

  private var emptyReason: String { "this list is empty; Tab goes to the next" }

  private func isTrouble(_ index: Int) -> Bool {
    switch part {
    case .targets: targets[index].state.isTrouble
    case .rules: rules[index].state.isTrouble
    case .storage: false
    }
  }

  private var troubles: [Int] { (0..<count(of: part)).filter(isTrouble) }

  public mutating func perform(_ command: Command, in context: Context) -> [Request]? {
    let height = height(of: part, in: context)
    switch command {
    case .up: move(to: cursor - 1, in: context)
    case .down: move(to: cursor + 1, in: context)
    case .pageUp: move(to: cursor - max(1, height - 1), in: context)
    case .pageDown: move(to: cursor + max(1, height - 1), in: context)
    case .top: move(to: 0, in: context)
    case .bottom: move(to: count(of: part) - 1, in: context)
    case .nextPart, .right: part = Part.allCases[(index(of: part) + 1) % 3]
    case .previousPart, .left: part = Part.allCases[(index(of: part) + 2) % 3]
    case .nextTrouble: moveToTrouble(by: 1, in: context)
    case .previousTrouble: moveToTrouble(by: -1, in: context)
    case .open: return open()
    case .jumpToMetrics: return chart()
    case .copy: return copied.map { [.copy($0)] } ?? []
    case .search, .editQuery: prompt.begin()
    case .sort:
      sortsByName.toggle()
      arrange(in: context)
      return [.say(sortsByName ? "sorted by name" : "worst and most first")]
    case .onlyKind where part == .storage:
      showsWholeLists.toggle()
      arrange(in: context)
      return [.say(showsWholeLists ? "the lists as long as they were asked for" : "the top of each list")]
    case .onlyKind:
      onlyTrouble.toggle()
      arrange(in: context)
      return [.say(onlyTrouble ? "only what is in trouble; f shows all" : "all targets and rules")]
    case .cancel:
      guard !prompt.isEmpty else { return nil }
      prompt.clear()
      arrange(in: context)
      return [.say("everything is listed again; Esc again cancels what is waited for")]
    default: return nil
    }
    return []
  }

  private func index(of part: Part) -> Int { Part.allCases.firstIndex(of: part) ?? 0 }
  private var cursor: Int { scroll(of: part).cursor }

  private mutating func move(to row: Int, in context: Context) {
    scrolls[part, default: ScrollPosition()].move(
      to: row, count: count(of: part), height: height(of: part, in: context))
  }

  private mutating func moveToTrouble(by step: Int, in context: Context) {
    let count = count(of: part)
    let order = (1...max(1, count)).map { (cursor + $0 * step + count * $0) % max(1, count) }
    if let place = order.first(where: { $0 < count && isTrouble($0) }) { move(to: place, in: context) }
  }

  // MARK: Opening

  private func open() -> [Request] {
    if part == .storage, let row = currentStorage, row.list == .metrics {
      return [.open(BrowserPane(picking: row.count.name))]
    }
    return chart()
  }

  private func chart() -> [Request] {
    guard let (query, source, label) = charted else { return [.say(emptyReason)] }
    return [.open(MetricsPane(query: query, source: source, label: label))]
  }

  /// What the row is as a query: whether a target answers, what a rule computes, who has a label.
  private var charted: (query: String, source: SourceID, label: String)? {
    switch part {
    case .targets:
      currentTarget.map { (Self.health(of: $0), $0.source, "up \($0.instance)") }
    case .rules:
      currentRule.map { row in
        // As on Overview: the curve before it fired tells more than the points above the threshold.
        let isAlert = row.rule.kind == .alerting
        return (
          isAlert ? OverviewPane.measured(by: row.rule.query) : row.rule.query, row.source, row.rule.name
        )
      }
    case .storage:
      currentStorage.map { ($0.query, $0.source, "series of \($0.count.name)") }
    }
  }

  private static func health(of row: TargetRow) -> String {
    let labels = row.target.labels.keeping(["job", "instance"])
    return "up\(labels.isEmpty ? "" : labels.description)"
  }

  private var copied: String? {
    switch part {
    case .targets:
      currentTarget.map { $0.target.url.isEmpty ? $0.target.discovered.description : $0.target.url }
    case .rules: currentRule?.rule.query
    case .storage: currentStorage?.count.name
    }
  }

  // MARK: Typing

  public mutating func type(_ key: Key, in context: Context) -> [Request]? {
    switch prompt.press(key) {
    case .changed: arrange(in: context)
    case .move(let rows): return perform(rows < 0 ? .up : .down, in: context)
    case .editing, .left: break
    case .unused: return nil
    }
    return []
  }

  public mutating func paste(_ text: String, in context: Context) -> [Request] {
    if !prompt.isEditing { prompt.begin() }
    prompt.insert(text)
    arrange(in: context)
    return []
  }

  // MARK: Jumps and hints

  public func anchor(in context: Context) -> Anchor? {
    let choice = StepRules(scrapeInterval: context.scrapeInterval, maxDataPoints: 240).choose(
      for: context.range)
    let labels: Labels
    switch part {
    case .targets: labels = currentTarget?.target.labels ?? [:]
    case .rules:
      labels = currentRule.map { $0.rule.labels.merging($0.rule.alerts.first?.labels ?? [:]) } ?? [:]
    case .storage: return nil
    }
    guard let (query, source, _) = charted else { return nil }
    return Anchor(
      signal: .metrics, source: source, query: choice.substitute(in: query), labels: labels,
      service: labels.serviceName, range: context.range)
  }

  public func hints(in context: Context) -> [Command] {
    useful.filter { refusal(of: $0, in: context) == nil }
  }

  private var useful: [Command] {
    switch part {
    case .targets, .rules:
      [.open, .nextPart] + (troubles.contains { $0 != cursor } ? [.nextTrouble] : []) + [
        .search, .onlyKind, .jumpToLogs, .copy, .browse,
      ]
    case .storage: [.open, .nextPart, .search, .onlyKind, .copy, .browse]
    }
  }

  public func hint(for command: Command, in context: Context) -> String? {
    switch command {
    case .open:
      part == .storage && currentStorage?.list == .metrics ? "browse it" : "chart"
    case .jumpToMetrics: "chart"
    case .copy: "copy"
    case .search: "filter"
    case .onlyKind where part == .storage: showsWholeLists ? "shorter lists" : "longer lists"
    case .onlyKind: onlyTrouble ? "all" : "only trouble"
    case .nextPart: part == .targets ? "rules" : part == .rules ? "storage" : "targets"
    default: nil
    }
  }
}
