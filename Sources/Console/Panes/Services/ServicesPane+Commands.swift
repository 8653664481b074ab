public import Analysis
public import Canvas
internal import Telemetry

extension ServicesPane {
  public func refusal(of command: Command, in context: Context) -> String? {
    switch command {
    case .services: "this is the services screen already"
    case .open, .copy, .jumpToTraces, .jumpToLogs, .jumpToProfile, .jumpMenu:
      selected == nil ? "no service is under the cursor" : nil
    case .jumpToMetrics: charts.isEmpty ? noCharts : nil
    case .nextPart, .previousPart: rows.isEmpty ? "no service is listed" : nil
    case .nextTrouble, .previousTrouble: rows.contains(where: \.isTroubled) ? nil : "no service is in trouble"
    case .nextMatch, .previousMatch: "only what matches is listed; ↑ ↓ move, / changes the filter"
    case .include, .exclude: "Enter shows what is around a service; / filters by name"
    default: nil
    }
  }

  private var noCharts: String {
    selected == nil ? "no service is under the cursor" : "no metrics tell of this; t shows its traces"
  }

  public mutating func perform(_ command: Command, in context: Context) -> [Request]? {
    if Self.moving.contains(command) { hasMoved = true }
    switch command {
    case .up, .down, .left, .right, .pageUp, .pageDown, .top, .bottom: move(command, in: context)
    case .nextPart: turn(by: 1, in: context)
    case .previousPart: turn(by: -1, in: context)
    case .nextTrouble: moveToTrouble(by: 1, in: context)
    case .previousTrouble: moveToTrouble(by: -1, in: context)
    case .open: return focusOnCursor(in: context)
    case .back: return goBack(in: context)
    case .clearFocus: return clearFocus(in: context)
    case .jumpToTraces: return traceQuery.map { [.open(TracesPane(query: $0))] }
    case .jumpToMetrics: return [.open(chartPane)]
    case .sort: return sort(in: context)
    case .copy: return selected.map { [.copy(copied($0))] } ?? []
    case .search, .editQuery: prompt.begin()
    case .cancel:
      guard !prompt.isEmpty else { return nil }
      prompt.clear()
      show(in: context)
      return [.say("all services again; Esc again cancels what is waited for")]
    default: return nil
    }
    return []
  }

  private static let moving: Set<Command> = [
    .up, .down, .left, .right, .pageUp, .pageDown, .top, .bottom, .nextPart, .previousPart, .nextTrouble,
    .previousTrouble, .open,
  ]

  private func copied(_ service: String) -> String {
    currentEdge.map { "\($0.client) -> \($0.server)" } ?? service
  }

  private mutating func sort(in context: Context) -> [Request] {
    let orders = ServiceOrder.allCases
    order = orders[((orders.firstIndex(of: order) ?? 0) + 1) % orders.count]
    show(in: context)
    return [.say("sorted \(order.title)")]
  }

  // MARK: Focus

  /// Around the service under the cursor; of a connection, around its far end.
  private mutating func focusOnCursor(in context: Context) -> [Request] {
    guard let target = currentEdge.map({ $0.client == selected ? $0.server : $0.client }) ?? selected else {
      return []
    }
    guard target != focus else {
      return [.say("\(target) is in the middle already; Backspace goes back, 0 shows all services")]
    }
    past.append(Past(focus: focus, selected: selected, edge: edge))
    (focus, selected, edge) = (target, target, nil)
    prompt.clear()
    show(in: context)
    return [.say("around \(target); Backspace goes back, 0 shows all")]
  }

  /// `nil` leaves going back to the console.
  private mutating func goBack(in context: Context) -> [Request]? {
    guard let last = past.popLast() else { return nil }
    (focus, selected, edge) = (last.focus, last.selected, last.edge)
    show(in: context)
    return []
  }

  private mutating func clearFocus(in context: Context) -> [Request] {
    focus = nil
    past = []
    show(in: context)
    return [.focus(nil), .say("all services")]
  }

  // MARK: Jumps

  var traceQuery: String? {
    if let currentEdge { return ServiceMap.traceQuery(of: currentEdge, model.nodes) }
    return selected.map { model.map.traceQuery(of: $0, model.node($0)) }
  }

  /// Rate, errors and p99 from whatever metrics tell of what the cursor is on.
  var charts: [(title: String, query: String, source: SourceID)] {
    let all = findings.sorted { $0.key < $1.key }
    if currentEdge == nil, let selected {
      for (source, found) in all {
        guard let family = found.family.value, found.health(told: source).contains(where: { $0.service == selected })
        else { continue }
        return ServiceReader.charts(of: selected, family: family).map { ($0.title, $0.query, source) }
      }
    }
    guard let server = currentEdge?.server ?? selected, !model.isSampled,
      let (source, graph) = all.lazy.compactMap({ pair in pair.value.graph.value.map { (pair.key, $0) } }).first,
      currentEdge != nil || !model.map.callers(of: server).isEmpty
    else { return [] }
    return ServiceMapReader.charts(from: currentEdge?.client, to: server, graph)
      .map { ($0.title, $0.query, source) }
  }

  private var chartPane: MetricsPane {
    let all = charts
    let what = currentEdge.map { "\($0.client) > \($0.server)" } ?? selected ?? ""
    var pane = MetricsPane(query: all.first?.query ?? "", source: all.first?.source, label: "requests \(what)")
    for chart in all.dropFirst() where pane.queries.add() { pane.queries.picked.text = chart.query }
    pane.queries.pick(number: 0)
    pane.options.isSplit = true
    return pane
  }

  public func anchor(in context: Context) -> Anchor? {
    guard let service = spoken else { return nil }
    let chart = charts.last
    let choice = StepRules(scrapeInterval: context.scrapeInterval, maxDataPoints: 240).choose(for: context.range)
    return Anchor(
      signal: .metrics, source: chart?.source, query: chart.map { choice.substitute(in: $0.query) },
      labels: ["service": service], service: service, range: context.range)
  }

  public func hints(in context: Context) -> [Command] {
    let own: [Command] =
      [.open, .nextPart, .jumpToTraces, .jumpToLogs, .jumpToMetrics, .sort, .search]
      + (focus == nil ? [] : [.back, .clearFocus])
    return own.filter { refusal(of: $0, in: context) == nil }
  }

  public func hint(for command: Command, in context: Context) -> String? {
    switch command {
    case .open: edge == nil ? "around it" : "around the far end"
    case .nextPart:
      switch part {
      case .table: neighbours.isEmpty ? "diagram" : "neighbours"
      case .neighbours: "diagram"
      case .diagram: "table"
      }
    case .search: "filter"
    case .clearFocus: "all services"
    default: nil
    }
  }

  // MARK: Typing

  public mutating func type(_ key: Key, in context: Context) -> [Request]? {
    switch prompt.press(key) {
    case .changed: show(in: context)
    case .move(let rows): return perform(rows < 0 ? .up : .down, in: context)
    case .editing, .left: break
    case .unused: return nil
    }
    return []
  }

  public mutating func paste(_ text: String, in context: Context) -> [Request] {
    if !prompt.isEditing { prompt.begin() }
    prompt.insert(text)
    show(in: context)
    return []
  }
}
