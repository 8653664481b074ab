internal import Analysis
public import Canvas
internal import Languages
internal import Telemetry

extension TracesPane {
  public func refusal(of command: Command, in context: Context) -> String? {
    isMetricQuery ? chartRefusal(of: command) : listRefusal(of: command)
  }

  private func chartRefusal(of command: Command) -> String? {
    switch command {
    case .jumpToLogs, .jumpToMetrics, .include, .exclude, .toggle, .nextTrouble, .previousTrouble, .nextPart,
      .previousPart, .sort, .olderTraces, .chooseColumns, .drilldown:
      "this query counts spans; Enter lists the traces behind a series"
    case .open, .jumpToTraces, .copy: chart.chosen == nil ? "nothing is counted" : nil
    default: nil
    }
  }

  private func listRefusal(of command: Command) -> String? {
    switch command {
    case .open where rows.identity(at: scroll.cursor) == .older: nil
    case .open, .jumpToTraces, .jumpToLogs, .jumpToMetrics, .copy, .include, .exclude, .toggle, .right:
      current == nil ? noTrace : nil
    case .nextTrouble, .previousTrouble:
      rows.hasFailures ? nil : rows.isEmpty ? noTrace : "none of these traces has a failed span"
    case .nextPart, .previousPart:
      columns.fields.isEmpty ? "there is one column to filter by; o adds attributes of the matched spans" : nil
    default: nil
    }
  }

  private var noTrace: String {
    rows.isEmpty ? "no trace is listed" : "no trace is under the cursor; > asks for older ones"
  }

  public mutating func perform(_ command: Command, in context: Context) -> [Request]? {
    if let requests = performChart(command, in: context) { return requests }
    let height = listHeight(in: context)
    switch command {
    case .up: return move(to: scroll.cursor - 1, in: context)
    case .down: return move(to: scroll.cursor + 1, in: context)
    case .pageUp: return move(to: scroll.cursor - height, in: context)
    case .pageDown: return move(to: scroll.cursor + height, in: context)
    case .top: return move(to: 0, in: context)
    case .bottom: return move(to: rows.rows.count - 1, in: context)
    case .nextTrouble, .previousTrouble:
      let found = rows.failure(after: scroll.cursor, backwards: command == .previousTrouble)
      return found.map { move(to: $0, in: context) } ?? []
    case .toggle: return fold(nil, in: context)
    case .left, .right: return fold(command == .left, in: context)
    case .open, .jumpToTraces: return openCurrent(in: context)
    case .drilldown: return [.open(DrilldownPane(filter: query, source: source ?? current?.source))]
    case .copy: return current.map { [.copy(rows.span(at: scroll.cursor)?.id.description ?? $0.id.description)] } ?? []
    case .cancel where isLive: return toggleLive(in: context)
    default: return performSearch(command, in: context)
    }
  }

  /// What changes the search or how its answer is shown.
  private mutating func performSearch(_ command: Command, in context: Context) -> [Request]? {
    switch command {
    case .editQuery, .search: prompt.begin()
    case .buildQuery: return openForm(in: context)
    case .chooseColumns: return openChooser(in: context)
    case .sort:
      order = order.next
      arrange(in: context)
      return [.say("sorted by \(order.name)")]
    case .olderTraces: return askOlder(in: context)
    case .follow: return toggleLive(in: context)
    case .include, .exclude: return narrow(command == .include)
    case .nextPart: return pickColumn(by: 1)
    case .previousPart: return pickColumn(by: -1)
    default: return nil
    }
    return []
  }

  // MARK: Moving

  /// Moves the cursor; coming to the end of the list asks for older traces.
  private mutating func move(to index: Int, in context: Context) -> [Request] {
    scroll.move(to: index, count: rows.rows.count, height: listHeight(in: context))
    selected = rows.identity(at: scroll.cursor)
    guard selected == .older, olderPages.isEmpty else { return [] }
    return askOlder(in: context)
  }

  /// Folds, unfolds, or with `nil` the other of both, the matched spans of the trace under the cursor.
  private mutating func fold(_ folds: Bool?, in context: Context) -> [Request] {
    guard let trace = current, let parent = rows.parent(of: scroll.cursor) else { return [] }
    let isUnfolded = unfolded.contains(trace.id)
    if folds ?? isUnfolded {
      guard isUnfolded else { return [.say("the matched spans of this trace are folded already")] }
      unfolded.remove(trace.id)
      selected = rows.identity(at: parent)
      arrange(in: context)
      return []
    }
    guard !isUnfolded else { return [.say("its matched spans are below; Enter opens the trace at one")] }
    guard !trace.matched.isEmpty else { return [.say("no matched spans came with this trace")] }
    let isFirst = unfolded.isEmpty
    unfolded.insert(trace.id)
    arrange(in: context)
    // Spans come without names until they are asked for.
    return isFirst && trace.matched.contains { $0.name.isEmpty } ? reselect() : []
  }

  private mutating func openCurrent(in context: Context) -> [Request] {
    guard let trace = current else { return askOlder(in: context) }
    guard let source = trace.source ?? source ?? sources(in: context).first else { return [] }
    let landing = Landing(spanID: rows.span(at: scroll.cursor)?.id)
    return [.open(WaterfallPane(id: trace.id, source: source, landing: landing, foundBy: query))]
  }

  // MARK: Typing

  public mutating func type(_ key: Key, in context: Context) -> [Request]? {
    if form != nil { return typeInForm(key, in: context) }
    if chooser != nil { return typeInChooser(key, in: context) }
    switch prompt.press(key) {
    case .run(let text): return openTyped(text, in: context) ?? run(text)
    case .editing, .left: return []
    case .unused: return nil
    }
  }

  public mutating func paste(_ text: String, in context: Context) -> [Request] {
    if form != nil {
      form?.insert(text)
      return askForForm(in: context)
    }
    if chooser != nil {
      chooser?.insert(text)
      return []
    }
    if !prompt.isEditing { prompt.begin() }
    prompt.insert(text)
    return []
  }

  // MARK: Hints

  public func hints(in context: Context) -> [Command] {
    if isMetricQuery { return [.open, .editQuery, .copy, .zoomOut, .earlier, .pickRange, .follow] }
    if rows.isEmpty { return [.editQuery, .buildQuery, .zoomOut, .earlier, .pickRange, .follow] }
    let fold: Command = current.map { unfolded.contains($0.id) } ?? false ? .left : .right
    return [
      .open, .editQuery, .buildQuery, fold, .drilldown, .nextTrouble, .sort, .chooseColumns, .follow, .olderTraces, .jumpToLogs,
      .jumpToMetrics,
    ]
  }

  public func hint(for command: Command, in context: Context) -> String? {
    switch command {
    case .open where isMetricQuery: "its traces"
    case .right, .toggle: "spans"
    case .left: "fold"
    case .follow: isLive ? "not live" : "live"
    case .include: "only this"
    case .exclude: "without this"
    default: nil
    }
  }

  public var typingHints: [(keys: [Key], text: String)]? {
    if chooser != nil { return ColumnChooser.typingHints }
    guard let form else { return nil }
    let enter = form.picked != nil ? "take it" : form.part == .name && !form.field.isEmpty ? "its value" : "run"
    return [
      ([.enter], enter), ([.escape], form.picked == nil ? "as before" : "the text"),
      ([.up, .down], form.picked == nil ? "rows" : "pick"), ([.tab], "complete"), ([.backTab], "operator"),
      ([.control("u")], "clear"),
    ]
  }
}
