public import Analysis
public import Canvas
internal import Telemetry

extension ProbesPane {
  public func refusal(of command: Command, in context: Context) -> String? {
    switch command {
    case .open, .copy, .jumpToMetrics, .jumpToTraces, .jumpToLogs, .jumpToProfile, .jumpMenu, .left, .right:
      return current == nil ? "there is no probe under the cursor" : serviceRefusal(command)
    case .include, .exclude: return "nothing is narrowed here; / filters the list"
    case .nextMatch, .previousMatch: return "only what matches is listed; ↑ ↓ move, / changes the filter"
    case .toggle: return "nothing folds here"
    case .nextTrouble, .previousTrouble: return troubles.isEmpty ? "no probe is in trouble" : nil
    default: return nil
    }
  }

  private func serviceRefusal(_ command: Command) -> String? {
    guard [.jumpToTraces, .jumpToLogs, .jumpToProfile, .jumpMenu].contains(command), let row = current,
      row.probe.service == nil
    else { return nil }
    return "\(row.probe.target.fitted(to: 30)) names no service: it is an address"
  }

  private var troubles: [Int] { rows.indices.filter { rows[$0].state.isTrouble } }

  public mutating func perform(_ command: Command, in context: Context) -> [Request]? {
    let page = max(1, height(in: context) - 1)
    switch command {
    case .up: return move(to: scroll.cursor - 1, in: context)
    case .down: return move(to: scroll.cursor + 1, in: context)
    case .pageUp: return move(to: scroll.cursor - page, in: context)
    case .pageDown: return move(to: scroll.cursor + page, in: context)
    case .top: return move(to: 0, in: context)
    case .bottom: return move(to: rows.count - 1, in: context)
    case .left: return step(by: -1, in: context)
    case .right: return step(by: 1, in: context)
    case .nextTrouble: return moveToTrouble(after: true, in: context)
    case .previousTrouble: return moveToTrouble(after: false, in: context)
    case .open, .jumpToMetrics: return chart(in: context)
    case .copy: return current.map { [.copy($0.probe.target)] } ?? []
    case .search, .editQuery:
      prompt.begin()
      return []
    case .sort:
      sortsByName.toggle()
      narrow(in: context)
      return [.say(sortsByName ? "sorted by name" : "worst first")] + followCursor(in: context, atRest: true)
    case .onlyKind:
      onlyTrouble.toggle()
      narrow(in: context)
      return [.say(onlyTrouble ? "only probes in trouble; f shows all" : "all probes")]
        + followCursor(in: context, atRest: true)
    case .cancel:
      guard !prompt.isEmpty || moment != nil else { return nil }
      (moment, prompt) = (nil, FilterPrompt())
      narrow(in: context)
      return [.crosshair(nil), .say("all probes, as they are now; Esc again cancels what is waited for")]
    default: return nil
    }
  }

  private mutating func move(to row: Int, in context: Context) -> [Request] {
    scroll.move(to: row, count: rows.count, height: height(in: context))
    return followCursor(in: context, atRest: true)
  }

  private mutating func moveToTrouble(after: Bool, in context: Context) -> [Request] {
    let order = troubles
    let next = after ? order.first { $0 > scroll.cursor } : order.last { $0 < scroll.cursor }
    return move(to: next ?? (after ? order.first : order.last) ?? scroll.cursor, in: context)
  }

  /// From probe to probe in time, the last one being now.
  private mutating func step(by step: Int, in context: Context) -> [Request] {
    guard let row = current else { return [] }
    let times = (row.probe.beats.isEmpty ? row.probe.history : row.probe.beats).map(\.time)
    guard !times.isEmpty else { return [.say("nothing is known of this probe's past in the range")] }
    let place = moment.map { moment in times.lastIndex { $0 <= moment } ?? 0 } ?? times.count - 1
    let next = place + step
    guard next >= 0 else { return [.say("the range begins here; [ goes earlier")] }
    guard next < times.count else { return [.say("this is the last probe")] }
    moment = next == times.count - 1 ? nil : times[next]
    let spans = detailQuestions(of: row, in: context).filter { $0.slot == "spans" }
    return [.crosshair(moment), .askAtRest(spans, instead: ["spans"])]
  }

  private func chart(in context: Context) -> [Request] {
    guard let row = current else { return [] }
    guard row.probe.source.map({ context.sources(of: .prometheus).contains($0) }) ?? true else {
      return [.say("\(row.probe.target.fitted(to: 30)) is known to Gatus alone: no Prometheus has its durations")]
    }
    let landing = Landing(moment: moment)
    let pane = MetricsPane(
      query: ProbeReader.chart(of: row.probe), source: row.probe.source, landing: landing,
      label: "probe \(row.probe.target)")
    return [.open(pane)]
  }

  // MARK: Typing

  public mutating func type(_ key: Key, in context: Context) -> [Request]? {
    switch prompt.press(key) {
    case .changed:
      narrow(in: context)
      return followCursor(in: context, atRest: true)
    case .move(let rows): return perform(rows < 0 ? .up : .down, in: context)
    case .editing, .left: return []
    case .unused: return nil
    }
  }

  public mutating func paste(_ text: String, in context: Context) -> [Request] {
    if !prompt.isEditing { prompt.begin() }
    prompt.insert(text)
    narrow(in: context)
    return followCursor(in: context, atRest: true)
  }

  public func cursor(in area: Rect, _ view: ViewContext) -> Point? {
    prompt.cursor(in: ProbesLayout(area).prompt, note: note(view))
  }

  // MARK: Jumps and hints

  public func anchor(in context: Context) -> Anchor? {
    guard let row = current, let service = row.probe.service else { return nil }
    return Anchor(
      signal: .metrics, source: context.sources(of: .prometheus).first { $0 == row.probe.source }, labels: ["service": service], service: service,
      range: context.range, moment: moment ?? row.probe.history.last?.time)
  }

  public func hints(in context: Context) -> [Command] {
    let own: [Command] = [.open, .right, .jumpToTraces, .jumpToLogs, .nextTrouble, .search, .onlyKind, .sort]
    return own.filter { refusal(of: $0, in: context) == nil }
  }

  public func hint(for command: Command, in context: Context) -> String? {
    switch command {
    case .open, .jumpToMetrics: "chart"
    case .left, .right: "in time"
    case .search: "filter"
    case .onlyKind: onlyTrouble ? "all" : "only trouble"
    case .sort: sortsByName ? "worst first" : "by name"
    default: nil
    }
  }
}
