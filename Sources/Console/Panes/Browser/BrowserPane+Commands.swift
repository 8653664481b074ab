public import Analysis
public import Canvas
internal import Languages
internal import Telemetry

extension BrowserPane {
  public func refusal(of command: Command, in context: Context) -> String? {
    switch command {
    case .jumpToTraces, .jumpToLogs, .jumpToMetrics, .jumpToProfile, .jumpMenu, .copy:
      current == nil ? noMetric : nil
    case .nextQuery, .previousQuery:
      current == nil
        ? noMetric : detail?.suggestions.count == 1 ? "there is no other query for this metric" : nil
    case .open, .toggle: rows.isEmpty ? noMetric : nil
    case .nextPart, .previousPart: detail == nil ? noMetric : nil
    case .include, .exclude: hasPickedValue ? nil : current == nil ? noMetric : howToNarrow
    case .nextMatch, .previousMatch: "only what matches is listed; ↑ ↓ move, / changes the filter"
    case .nextTrouble, .previousTrouble: "a metric is neither well nor ill; S shows targets and rules"
    default: nil
    }
  }

  private var hasPickedValue: Bool { part == .labels && detail?.pickedValue != nil }

  private var howToNarrow: String {
    "Tab goes to the labels, → shows a label's values; + and - take the one under the cursor"
  }

  private var noMetric: String {
    rows.isEmpty ? "no metric is listed" : "a group of metrics is under the cursor; → unfolds it"
  }

  public mutating func perform(_ command: Command, in context: Context) -> [Request]? {
    switch command {
    case .up, .down, .pageUp, .pageDown, .top, .bottom: return move(command, in: context)
    case .left, .right: return unfold(command == .right, in: context)
    case .toggle: return toggle(in: context)
    case .nextPart: part = Part.allCases[(index(of: part) + 1) % 3]
    case .previousPart: part = Part.allCases[(index(of: part) + 2) % 3]
    case .nextQuery: detail?.turnQuery(by: 1)
    case .previousQuery: detail?.turnQuery(by: -1)
    case .open: return open(in: context)
    case .jumpToMetrics: return chart(in: context)
    case .include, .exclude: return narrowQueries(command == .include)
    case .search, .editQuery:
      part = .list
      prompt.begin()
    case .cancel:
      guard !filter.isEmpty else { return nil }
      prompt.clear()
      return narrow(to: MetricFilter(), in: context) + [
        .say("all metrics again; Esc again cancels what is waited for")
      ]
    case .sort: return sort(in: context)
    case .onlyKind: return filterByType(in: context)
    case .copy: return copied.map { [.copy($0)] } ?? []
    default: return nil
    }
    return []
  }

  private func index(of part: Part) -> Int { Part.allCases.firstIndex(of: part) ?? 0 }

  // MARK: Moving

  private mutating func move(_ command: Command, in context: Context) -> [Request] {
    switch part {
    case .list:
      let height = listHeight(in: context)
      scroll.move(
        to: target(of: command, from: scroll.cursor, page: height), count: rows.count, height: height)
      return followCursor(in: context)
    case .queries:
      guard let query = detail?.query else { return [] }
      let place = target(of: command, from: query, page: 10)
      detail?.pickQuery(at: place)
    case .labels:
      guard let detail else { return [] }
      let count = detail.labelRows.count
      let place = target(of: command, from: detail.labelScroll.cursor, page: 10)
      self.detail?.labelScroll.move(to: place, count: count, height: max(1, count))
    }
    return []
  }

  private func target(of command: Command, from cursor: Int, page: Int) -> Int {
    switch command {
    case .up: max(0, cursor - 1)
    case .down: cursor + 1
    case .pageUp: max(0, cursor - max(1, page - 1))
    case .pageDown: cursor + max(1, page - 1)
    case .top: 0
    default: Int.max / 2
    }
  }

  /// Right opens a group, then goes into it; left closes it, or leaves for the group around.
  private mutating func unfold(_ isOpening: Bool, in context: Context) -> [Request] {
    if part == .labels {
      detail?.setOpen(isOpening)
      return []
    }
    guard part == .list, let row = currentRow else { return [] }
    if case .group(let prefix, _, let isOpen) = row.content, isOpen != isOpening {
      folding[prefix] = isOpening
      fold(in: context)
      return followCursor(in: context)
    }
    let place =
      isOpening
      ? (row.isMetric ? nil : scroll.cursor + 1) : rows[..<scroll.cursor].lastIndex { $0.depth < row.depth }
    guard let place else { return [] }
    scroll.move(to: place, count: rows.count, height: listHeight(in: context))
    return followCursor(in: context)
  }

  private mutating func toggle(in context: Context) -> [Request] {
    if part == .labels, let detail, case .label(let index) = detail.labelRow {
      self.detail?.setOpen(!detail.isOpen(index))
      return []
    }
    guard part == .list, case .group(let prefix, _, let isOpen) = currentRow?.content else {
      return [.say("space folds groups and labels; ← goes to the group around")]
    }
    folding[prefix] = !isOpen
    fold(in: context)
    return followCursor(in: context)
  }

  // MARK: Queries

  private mutating func open(in context: Context) -> [Request] {
    switch (part, currentRow?.content) {
    case (.list, .group): return toggle(in: context)
    case (.labels, _):
      guard let detail, case .label = detail.labelRow else { return chart(in: context) }
      return toggle(in: context)
    default: return chart(in: context)
    }
  }

  /// The picked query in Metrics. On a label's value, narrowed to it.
  private func chart(in context: Context) -> [Request] {
    guard let entry = current, var shown = detail else { return [] }
    if part == .labels, let picked = shown.pickedValue, shown.matcher(on: picked.label, picked.value) == nil {
      shown.narrow(to: picked.label, picked.value, isIncluded: true)
    }
    guard let suggestion = shown.suggestion else { return [.say("no query is known for this metric")] }
    let source = entry.sources.count == 1 ? entry.sources.first : nil
    var pane = MetricsPane(
      query: suggestion.query, source: source, label: "\(suggestion.title) \(entry.name)")
    pane.options.showsHeat = suggestion.isHeatmap
    return [.open(pane)]
  }

  private mutating func narrowQueries(_ isIncluded: Bool) -> [Request] {
    guard let picked = detail?.pickedValue else { return [] }
    detail?.narrow(to: picked.label, picked.value, isIncluded: isIncluded)
    let matchers = detail?.matchers ?? []
    let text = matchers.map { "\($0.name)\($0.op.rawValue)\"\(Labels.escaped($0.value))\"" }.joined(
      separator: ", ")
    return [.say(text.isEmpty ? "the queries are about all series again" : "the queries are about \(text)")]
  }

  private var copied: String? {
    switch part {
    case .list: current?.name
    case .queries: detail?.suggestion?.query
    case .labels:
      detail?.pickedValue.map { "\($0.label)=\"\(Labels.escaped($0.value))\"" } ?? current?.name
    }
  }

  // MARK: The list

  private mutating func sort(in context: Context) -> [Request] {
    let orders = MetricTree.Order.allCases
    order = orders[((orders.firstIndex(of: order) ?? 0) + 1) % orders.count]
    list(in: context)
    return followCursor(in: context) + [.say("sorted \(order.title)")]
  }

  /// Through the types there are, and back to all.
  private mutating func filterByType(in context: Context) -> [Request] {
    let there = Set(catalogue.entries.map(\.type))
    let types = MetricType.allCases.filter(there.contains)
    guard types.count > 1 else { return [.say("all metrics are of one type")] }
    let next = filter.type.flatMap { types.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
    let type = next < types.count ? types[next] : nil
    let requests = narrow(to: MetricFilter(text: filter.text, type: type), in: context)
    return requests + [.say(type.map { "only \($0.plural)" } ?? "metrics of every type")]
  }

  // MARK: Typing

  public mutating func type(_ key: Key, in context: Context) -> [Request]? {
    switch prompt.press(key) {
    case .changed: return narrow(to: MetricFilter(text: prompt.text, type: filter.type), in: context)
    case .move(let rows): return perform(rows < 0 ? .up : .down, in: context)
    case .editing, .left: return []
    case .unused: return nil
    }
  }

  public mutating func paste(_ text: String, in context: Context) -> [Request] {
    if !prompt.isEditing { prompt.begin() }
    prompt.insert(text)
    return narrow(to: MetricFilter(text: prompt.text, type: filter.type), in: context)
  }

  // MARK: Jumps and hints

  public func anchor(in context: Context) -> Anchor? {
    guard let entry = current, let detail else { return nil }
    let labels = detail.shared
    let choice = StepRules(scrapeInterval: context.scrapeInterval, maxDataPoints: 240).choose(
      for: context.range)
    return Anchor(
      signal: .metrics, source: entry.sources.first,
      query: detail.suggestion.map { choice.substitute(in: $0.query) },
      labels: labels, service: context.focus ?? labels.serviceName, range: context.range)
  }

  public func hints(in context: Context) -> [Command] {
    useful.filter { refusal(of: $0, in: context) == nil }
  }

  private var useful: [Command] {
    switch part {
    case .list:
      current == nil
        ? [.open, .search, .sort, .onlyKind, .serverStatus]
        : [.open, .nextQuery, .search, .nextPart, .sort, .onlyKind, .copy, .jumpToTraces, .jumpToLogs]
    case .queries: [.open, .nextPart, .copy, .search, .jumpToTraces, .jumpToLogs]
    case .labels: [.open, .right, .include, .exclude, .nextPart, .search, .jumpToTraces, .jumpToLogs]
    }
  }

  public func hint(for command: Command, in context: Context) -> String? {
    switch command {
    case .open:
      switch (part, currentRow?.content) {
      case (.list, .group(_, _, let isOpen)): isOpen ? "fold" : "unfold"
      case (.labels, _): detail?.pickedValue == nil ? "values" : "chart of this value"
      default: "chart"
      }
    case .jumpToMetrics: "chart"
    case .copy: "copy"
    case .search: "filter"
    case .right: "values"
    case .nextPart: part == .list ? "queries" : part == .queries ? "labels" : "list"
    default: nil
    }
  }
}

extension MetricTree.Order {
  var title: String {
    switch self {
    case .name: "by name"
    case .series: "by series, in groups"
    case .flat: "by series"
    }
  }
}

extension MetricType {
  var plural: String {
    switch self {
    case .summary: "summaries"
    case .info: "info metrics"
    case .stateset: "state sets"
    case .recorded: "recorded metrics"
    case .unknown: "metrics of unknown type"
    default: rawValue + "s"
    }
  }
}
