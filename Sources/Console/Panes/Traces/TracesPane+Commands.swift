internal import Analysis
public import Canvas
internal import Languages
internal import Telemetry

extension TracesPane {
  public func refusal(of command: Command, in context: Context) -> String? {
    switch command {
    case .open, .jumpToTraces, .jumpToLogs, .jumpToMetrics, .copy:
      current == nil ? "no trace is under the cursor" : nil
    case .nextTrouble, .previousTrouble:
      traces.contains { ($0.errorCount ?? 0) > 0 } ? nil : "none of these traces has a failed span"
    default: nil
    }
  }

  public mutating func perform(_ command: Command, in context: Context) -> [Request]? {
    let height = listHeight(in: context)
    switch command {
    case .up: move(to: scroll.cursor - 1, height)
    case .down: move(to: scroll.cursor + 1, height)
    case .pageUp: move(to: scroll.cursor - height, height)
    case .pageDown: move(to: scroll.cursor + height, height)
    case .top: move(to: 0, height)
    case .bottom: move(to: traces.count - 1, height)
    case .nextTrouble: moveToTrouble(backwards: false, height)
    case .previousTrouble: moveToTrouble(backwards: true, height)
    case .open, .jumpToTraces: return openCurrent(in: context)
    case .drilldown: return [.open(DrilldownPane(filter: query, source: source ?? current?.source))]
    case .editQuery, .search: prompt.begin()
    case .sort:
      let orders = Order.allCases
      order = orders[(orders.firstIndex(of: order)! + 1) % orders.count]
      arrange(in: context)
      return [.say("sorted by \(order.name)")]
    case .include, .exclude: return narrow(command == .include, in: context)
    case .copy: return current.map { [.copy($0.id.description)] } ?? []
    default: return nil
    }
    return []
  }

  private mutating func move(to index: Int, _ height: Int) {
    scroll.move(to: index, count: traces.count, height: height)
    selected = current?.id
  }

  private mutating func moveToTrouble(backwards: Bool, _ height: Int) {
    let count = traces.count
    for step in 1...max(1, count) {
      let index = (scroll.cursor + (backwards ? count - step : step)) % max(1, count)
      if traces.indices.contains(index), (traces[index].errorCount ?? 0) > 0 {
        return move(to: index, height)
      }
    }
  }

  private func openCurrent(in context: Context) -> [Request] {
    guard let trace = current, let source = trace.source ?? source ?? context.sources(of: .tempo).first
    else { return [] }
    return [.open(WaterfallPane(id: trace.id, source: source, foundBy: query))]
  }

  /// `+` and `-`: only, or never, this row's root service.
  private mutating func narrow(_ isIncluded: Bool, in context: Context) -> [Request] {
    guard let service = current?.rootService,
      let text = try? TraceQL.addingCondition(
        query, attribute: .attribute(.resource, "service.name"), op: isIncluded ? .equal : .notEqual,
        value: .string(service))
    else { return [.say("this query cannot be narrowed here; i edits it")] }
    return run(text)
  }

  private mutating func run(_ text: String) -> [Request] {
    query = text.allSatisfy(\.isWhitespace) ? "{ }" : text
    if prompt.text != query { prompt.set(query) }
    strips = [:]
    return [.refresh]
  }

  public mutating func type(_ key: Key, in context: Context) -> [Request]? {
    switch prompt.press(key) {
    case .run(let text): return run(text)
    case .editing, .left: return []
    case .unused: return nil
    }
  }

  public mutating func paste(_ text: String, in context: Context) -> [Request] {
    if !prompt.isEditing { prompt.begin() }
    prompt.insert(text)
    return []
  }
}

extension TracesPane.Order {
  var name: String {
    switch self {
    case .newest: "newest first"
    case .longest: "longest first"
    case .errors: "most errors first"
    }
  }
}
