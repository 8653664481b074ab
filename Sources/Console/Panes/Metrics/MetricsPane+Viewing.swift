internal import Analysis
internal import Canvas
internal import Telemetry

/// Commands on the legend and on how the chart is drawn.
extension MetricsPane {
  mutating func performLegend(_ command: Command, in context: Context) -> [Request]? {
    let count = page.rows.count
    switch command {
    case .up: move(by: -1, in: context)
    case .down: move(by: 1, in: context)
    case .pageUp: move(by: -10, in: context)
    case .pageDown: move(by: 10, in: context)
    case .top: move(by: -count, in: context)
    case .bottom: move(by: count, in: context)
    case .open: isolate(in: context)
    case .toggle: hideSeries(in: context)
    case .sort:
      legend.sortNext()
      arrange(keeping: current?.key, in: context)
    case .search: legend.field = TextField(legend.order.filter)
    case .copy:
      guard let current else { return [.say("there is no series to copy; Y shows the query")] }
      return [.copy(current.series.labels.isEmpty ? queries.picked.text : current.series.labels.description)]
    default: return nil
    }
    return []
  }

  private mutating func move(by rows: Int, in context: Context) {
    legend.scroll.move(by: rows, count: page.rows.count, height: max(1, page.rows.count))
    legend.isCursorPlaced = true
    guard legend.isolated != nil else {
      chooseLines()
      return
    }
    legend.isolated = current?.key
    chooseLines()
    choose(in: context)
  }

  private mutating func isolate(in context: Context) {
    legend.isolated = legend.isolated == nil ? current?.key : nil
    legend.isCursorPlaced = true
    exemplar = nil
    chooseLines()
    choose(in: context)
  }

  private mutating func hideSeries(in context: Context) {
    guard let key = current?.key else { return }
    legend.isCursorPlaced = true
    legend.isolated = nil
    if legend.hidden.remove(key) == nil { legend.hidden.insert(key) }
    chooseLines()
    choose(in: context)
  }

  mutating func performView(_ command: Command, in context: Context) -> [Request]? {
    switch command {
    case .logScale:
      options.isLogarithmic.toggle()
      options.locked = nil
    case .splitCharts: options.isSplit.toggle()
    case .lockRange: return lock(in: context)
    case .heatmap:
      options.showsHeat.toggle()
      return options.showsHeat ? heatQuestions(in: context).map(Request.ask) : []
    case .compare:
      options.compared = options.compared.next
      queries.forgetEarlier()
      earlier = [:]
      return [.refresh, .say(compareText)]
    case .annotations:
      options.showsEvents.toggle()
      guard options.showsEvents else {
        return [.say("alerts, restarts and syncs are not shown; A shows them")]
      }
      let asked = eventQuestions(in: context).map(Request.ask)
      return asked + [.say("alerts, restarts and syncs on the time axis")]
    case .coarserStep: return coarsen(in: context)
    default: return nil
    }
    return []
  }

  private var compareText: String {
    options.compared == .off ? "no comparison" : "laid over \(options.compared.name), dotted"
  }

  private func heatQuestions(in context: Context) -> [Question] {
    questions(of: queries.picked, in: context).filter { $0.slot == queries.picked.slot(of: .heat) }
  }

  private mutating func lock(in context: Context) -> [Request] {
    guard options.locked == nil else {
      options.locked = nil
      return [.say("the range of values follows the data again")]
    }
    let range = chart(in: context).plot(in: chartArea(in: context)).range
    options.locked = range
    let ends = (unit.text(range.lowerBound), unit.text(range.upperBound))
    return [.say("values held from \(ends.0) to \(ends.1); = lets go")]
  }

  mutating func select(in context: Context) -> [Request] {
    if selection != nil {
      selection = nil
      return []
    }
    if crosshair == nil {
      crosshair = chart(in: context).stop(from: nil, by: 0).flatMap { Instant(secondsWithFraction: $0) }
    }
    selection = crosshair.map(SpanSelection.init)
    return [.crosshair(crosshair)]
  }

  mutating func zoomToSelection() -> [Request] {
    guard let range = selection?.range else { return [] }
    selection = nil
    return [.window(.fixed(range))]
  }

  /// Esc takes back the latest of what narrows the view; `nil` when there is nothing.
  mutating func drop(in context: Context) -> [Request]? {
    if selection != nil {
      selection = nil
    } else if !legend.order.filter.isEmpty {
      legend.order.filter = ""
      arrange(keeping: current?.key, in: context)
    } else {
      return nil
    }
    return []
  }

  private mutating func coarsen(in context: Context) -> [Request] {
    guard let step = coarserStep(in: context) else { return [] }
    coarser = (step, context.window.duration)
    return [.refresh, .say("step \(TimeLabel.compact(step)) for this range; a shorter one has its own again")]
  }

  /// The step `C` would ask with: what the server's refusal calls for, else the next round one.
  func coarserStep(in context: Context) -> Duration? {
    let step = choice(in: context).step
    return offer.map(\.choice.step).flatMap { $0 > step ? $0 : nil } ?? StepRules.coarser(than: step)
  }
}
