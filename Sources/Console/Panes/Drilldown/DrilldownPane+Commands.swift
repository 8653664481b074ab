internal import Analysis
public import Canvas
internal import Languages
internal import Telemetry

extension DrilldownPane {
  public func refusal(of command: Command, in context: Context) -> String? {
    if source(in: context) == nil, Self.needsSource.contains(command) {
      return "there is no Tempo among the sources; add one to the configuration"
    }
    switch command {
    case .drawBox, .against, .bySample: return refusalToCompare(command, in: context)
    case .breakdownBy: return part == .breakdown ? nil : "a picks the attribute of the breakdown; b shows it"
    case .sort: return part == .breakdown ? nil : "only the breakdown can be sorted; b shows it"
    case .toggle:
      if part == .compare { return compare.comparison == nil ? "nothing is compared yet" : nil }
      return part == .structure ? nil : "nothing folds here; S shows the structure, which does"
    case .include, .exclude:
      if part == .exceptions || part == .structure { return "+ and - take attributes; c and b list them" }
      return hasCurrent ? nil : "nothing is under the cursor"
    case .open, .jumpToTraces, .copy:
      return hasCurrent || compare.drawing != nil ? nil : "nothing is under the cursor"
    case .nextTrouble, .previousTrouble:
      if part != .structure {
        return "the worst stands first here; S shows the structure, whose errors e finds"
      }
      return structure.tree?.nodes.contains { $0.errors > 0 } == true ? nil : "no span of these traces failed"
    case .drillSource:
      return context.sources(of: .tempo).count > 1 ? nil : "there is only one Tempo"
    default: return nil
    }
  }

  private static let needsSource: Set<Command> = [
    .drillCompare, .drillBreakdown, .drillExceptions, .drillStructure, .drawBox, .against, .bySample,
    .breakdownBy,
  ]

  private func refusalToCompare(_ command: Command, in context: Context) -> String? {
    guard part == .compare else { return "this key belongs to the comparison; c shows it" }
    if command == .drawBox, compare.grid?.isEmpty ?? true {
      return "there is no histogram to draw a box on yet"
    }
    if command == .bySample, comparesBySample(in: context), !compare.prefersSample {
      return "traces are sampled already: the server does not compare"
    }
    return nil
  }

  private var hasCurrent: Bool {
    switch part {
    case .compare: compare.current != nil
    case .breakdown: breakdown.current != nil
    case .exceptions: exceptions.current != nil
    case .structure: structure.current != nil
    }
  }

  public mutating func perform(_ command: Command, in context: Context) -> [Request]? {
    if compare.drawing != nil, part == .compare, let done = performDrawing(command, in: context) {
      return done
    }
    if performMove(command, in: context) { return [] }
    switch command {
    case .drillCompare: return show(.compare, in: context)
    case .drillBreakdown: return show(.breakdown, in: context)
    case .drillExceptions: return show(.exceptions, in: context)
    case .drillStructure: return show(.structure, in: context)
    case .nextPart, .previousPart:
      let parts = Part.allCases
      let place = parts.firstIndex(of: part) ?? 0
      return show(parts[(place + (command == .nextPart ? 1 : parts.count - 1)) % parts.count], in: context)
    case .drilldown: return [.say("this is the drilldown already; i edits its filter")]
    case .editQuery, .search: prompt.begin()
    case .open, .jumpToTraces: return openCurrent(in: context)
    case .include, .exclude: return narrow(command == .include)
    case .copy: return copyCurrent
    case .against, .bySample: return changeComparison(command, in: context)
    case .drawBox:
      guard let grid = compare.grid, !grid.isEmpty else { return [] }
      compare.drawing = CompareState.Drawing(place: grid.start)
      return []
    case .breakdownBy:
      breakdown.picker = AttributePicker(breakdown.fields, chosen: breakdown.field)
      return askMissing(["tags"], in: context)
    case .sort:
      let orders = BreakdownState.Order.allCases
      breakdown.order = orders[((orders.firstIndex(of: breakdown.order) ?? 0) + 1) % orders.count]
      breakdown.arrange(height: listHeight(in: context))
      return [.say("sorted: \(breakdown.order.name)")]
    case .toggle: return toggle(in: context)
    case .drillSource: return nextSource(in: context)
    default: return nil
    }
    return []
  }

  private mutating func show(_ part: Part, in context: Context) -> [Request] {
    guard self.part != part else { return [.say("this part is on screen already; Tab goes on")] }
    self.part = part
    compare.drawing = nil
    chooseSample(in: context)
    // What another part fetched may be all this one needs.
    if sample.isComplete { workOut(in: context) }
    return askMissing(in: context)
  }

  private mutating func nextSource(in context: Context) -> [Request] {
    let sources = context.sources(of: .tempo)
    let place = source(in: context).flatMap { sources.firstIndex(of: $0) } ?? -1
    chosenSource = sources[(place + 1) % sources.count]
    compare.forgetPlace()
    return [.refresh, .say("asking \(sources[(place + 1) % sources.count])")]
  }

  private mutating func changeComparison(_ command: Command, in context: Context) -> [Request] {
    if command == .bySample {
      compare.prefersSample.toggle()
    } else if compare.box != nil {
      compare.box = nil
    } else {
      compare.against = compare.against == .slow ? .failing : .slow
    }
    compare.forgetAnswer()
    chooseSample(in: context)
    return askMissing(in: context)
  }

  // MARK: The box

  private mutating func performDrawing(_ command: Command, in context: Context) -> [Request]? {
    guard let grid = compare.grid, var drawing = compare.drawing else { return nil }
    switch command {
    case .left: drawing.place = grid.moved(drawing.place, steps: -1)
    case .right: drawing.place = grid.moved(drawing.place, steps: 1)
    case .up: drawing.place = grid.moved(drawing.place, bands: 1)
    case .down: drawing.place = grid.moved(drawing.place, bands: -1)
    case .top: drawing.place.step = 0
    case .bottom: drawing.place.step = grid.times.count - 1
    case .drawBox: drawing.anchor = drawing.place
    case .open:
      compare.drawing = nil
      compare.box = grid.box(drawing.anchor ?? drawing.place, drawing.place)
      compare.forgetAnswer()
      chooseSample(in: context)
      return askMissing(in: context)
    case .cancel:
      compare.drawing = nil
      return []
    default: return nil
    }
    compare.drawing = drawing
    return []
  }

  // MARK: Moving

  private mutating func performMove(_ command: Command, in context: Context) -> Bool {
    let height = listHeight(in: context)
    switch command {
    case .up: move(by: -1, height)
    case .down: move(by: 1, height)
    case .pageUp: move(by: -height, height)
    case .pageDown: move(by: height, height)
    case .top: move(by: -1_000_000, height)
    case .bottom: move(by: 1_000_000, height)
    case .left, .right:
      guard part == .structure, let index = structure.current else { return part == .structure }
      let isOpen = !structure.isFolded(index)
      if command == .left ? isOpen : !isOpen, structure.toggle(index, height: height) { return true }
      if command == .left { structure.climb(from: index, height: height) } else { move(by: 1, height) }
    case .nextTrouble: structure.findTrouble(backwards: false, height: height)
    case .previousTrouble: structure.findTrouble(backwards: true, height: height)
    default: return false
    }
    return true
  }

  private mutating func move(by rows: Int, _ height: Int) {
    switch part {
    case .compare: compare.scroll.move(by: rows, count: compare.rows.count, height: height)
    case .breakdown: breakdown.scroll.move(by: rows, count: breakdown.lines.count, height: height)
    case .exceptions: exceptions.scroll.move(by: rows, count: exceptions.groups.count, height: height)
    case .structure: structure.scroll.move(by: rows, count: structure.visible.count, height: height)
    }
  }

  private mutating func toggle(in context: Context) -> [Request] {
    let height = listHeight(in: context)
    if part == .compare {
      compare.showsAll.toggle()
      compare.arrange(height: height)
      return [.say(compare.showsAll ? "every value" : "the value of each attribute that differs most")]
    }
    guard let index = structure.current else { return [.say("nothing is under the cursor")] }
    return structure.toggle(index, height: height) ? [] : [.say("nothing lies below this operation")]
  }

  /// Rows of the part's list that are seen at once.
  func listHeight(in context: Context) -> Int {
    let layout = DrilldownLayout(FrameLayout(context.size).body, promptHeight: prompt.height)
    switch part {
    case .compare: return max(1, layout.rows.height - 1)
    case .breakdown, .structure: return max(1, layout.body.height - 1)
    case .exceptions: return max(1, layout.groups.height - 1)
    }
  }

  // MARK: Typing

  public mutating func type(_ key: Key, in context: Context) -> [Request]? {
    if breakdown.picker != nil {
      switch breakdown.picker?.press(key) {
      case .picked(let field): return pick(field, in: context)
      case .left:
        breakdown.picker = nil
        return []
      case .editing: return []
      case .unused, nil: return nil
      }
    }
    switch prompt.press(key) {
    case .run(let text): return run(text)
    case .editing, .left: return []
    case .unused: return nil
    }
  }

  public mutating func paste(_ text: String, in context: Context) -> [Request] {
    if breakdown.picker != nil {
      breakdown.picker?.insert(text)
      return []
    }
    if !prompt.isEditing { prompt.begin() }
    prompt.insert(text)
    return []
  }
}
