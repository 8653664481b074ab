internal import Analysis
public import Canvas
internal import Telemetry

extension MetricsPane {
  public mutating func perform(_ command: Command, in context: Context) -> [Request]? {
    performMoving(command, in: context) ?? performQueries(command, in: context)
      ?? performLegend(command, in: context) ?? performView(command, in: context)
  }

  private mutating func performMoving(_ command: Command, in context: Context) -> [Request]? {
    switch command {
    case .left: return moveCrosshair(by: -1, in: context)
    case .right: return moveCrosshair(by: 1, in: context)
    case .nextPart: return hop(by: 1)
    case .previousPart: return hop(by: -1)
    case .nextTrouble, .previousTrouble: return point(to: pick.index(nearest: nil))
    case .selectSpan: return select(in: context)
    case .cancel: return drop(in: context)
    case .open where selection != nil: return zoomToSelection()
    case .jumpToTraces: return searchTraces(in: context)
    default: return nil
    }
  }

  private mutating func performQueries(_ command: Command, in context: Context) -> [Request]? {
    switch command {
    case .editQuery: prompt.begin()
    case .addQuery: return addQuery()
    case .removeQuery: return removeQuery(in: context)
    case .nextQuery: return pickQuery(by: 1)
    case .previousQuery: return pickQuery(by: -1)
    case .hideQuery: return hideQuery(in: context)
    case .querySource: return askNextSource(in: context)
    case .rightAxis: queries.picked.isOnRight = side(of: queries.picked) != .right
    case .drawAs:
      queries.picked.shape = queries.picked.shape.next
      return [.say("\(queries.picked.letter) as \(queries.picked.shape.name)")]
    case .include, .exclude:
      return [.say("pick a series with ↑ ↓ and isolate it with ↵, or edit the query with i")]
    default: return nil
    }
    return []
  }

  private mutating func addQuery() -> [Request] {
    guard queries.add() else { return [.say("26 queries are all there is room for; D takes one away")] }
    prompt = QueryPrompt(.promQL, text: "")
    prompt.begin()
    return []
  }

  private mutating func removeQuery(in context: Context) -> [Request] {
    let gone = queries.picked
    forget(gone.number)
    queries.removePicked()
    showPicked()
    tabulate(in: context)
    return [.refresh, .say("\(gone.letter) is gone; a adds another")]
  }

  private mutating func pickQuery(by step: Int) -> [Request] {
    queries.pick(by: step)
    showPicked()
    guard options.showsHeat else { return [] }
    return [.refresh]
  }

  private mutating func hideQuery(in context: Context) -> [Request] {
    queries.picked.isHidden.toggle()
    tabulate(in: context)
    guard !queries.picked.isHidden else { return [] }
    return questions(of: queries.picked, in: context).map(Request.ask)
  }

  /// The next Prometheus alone, and after the last all of them together.
  private mutating func askNextSource(in context: Context) -> [Request] {
    let all = context.sources(of: .prometheus)
    let index = queries.picked.source.flatMap { all.firstIndex(of: $0) }
    let next = index.map { $0 + 1 < all.count ? all[$0 + 1] : nil } ?? all.first
    queries.picked.ask(next)
    tabulate(in: context)
    return [.refresh, .say("\(queries.picked.letter) asks \(next?.name ?? "every Prometheus")")]
  }

  private mutating func forget(_ number: Int) {
    legend.forget(query: number)
    colours.forget(query: number)
    exemplar = nil
  }

  /// The prompt shows the picked query.
  private mutating func showPicked() { prompt = QueryPrompt(.promQL, text: queries.picked.text) }

  private mutating func moveCrosshair(by points: Int, in context: Context) -> [Request] {
    let stop = chart(in: context).stop(from: crosshair?.approximateSeconds, by: points)
    crosshair = stop.flatMap { Instant(secondsWithFraction: $0) }
    exemplar = nil
    if let crosshair { selection?.moving = crosshair }
    return [.crosshair(crosshair)]
  }

  /// From exemplar to exemplar in time, around the ends.
  private mutating func hop(by step: Int) -> [Request] {
    point(to: exemplar.map { pick.index(after: $0, by: step) } ?? pick.index(nearest: crosshair))
  }

  private mutating func point(to index: Int?) -> [Request] {
    exemplar = index
    guard let time = pickedExemplar?.time else { return [] }
    crosshair = time
    selection?.moving = time
    return [.crosshair(time)]
  }

  public mutating func type(_ key: Key, in context: Context) -> [Request]? {
    if legend.isFiltering {
      let selected = current?.key
      guard legend.type(key) else { return nil }
      arrange(keeping: selected, in: context)
      return []
    }
    switch prompt.press(key) {
    case .run(let text): return run(text, in: context)
    case .left:
      if queries.picked.isBlank, queries.count > 1 { return removeQuery(in: context) }
      return []
    case .editing: return []
    case .unused: return nil
    }
  }

  private mutating func run(_ text: String, in context: Context) -> [Request] {
    if text != queries.picked.text {
      forget(queries.picked.number)
      queries.picked.rewrite(text)
      options.locked = nil
    }
    queries.picked.isHidden = false
    if queries.picked.isBlank, queries.count > 1 { return removeQuery(in: context) }
    tabulate(in: context)
    return [.refresh]
  }

  public mutating func paste(_ text: String, in context: Context) -> [Request] {
    if legend.isFiltering {
      let selected = current?.key
      legend.field?.insert(text)
      legend.order.filter = legend.filter
      arrange(keeping: selected, in: context)
      return []
    }
    if !prompt.isEditing { prompt.begin() }
    prompt.insert(text)
    return []
  }
}
