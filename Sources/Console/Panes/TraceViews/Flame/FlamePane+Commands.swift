internal import Analysis
internal import Telemetry

extension FlamePane {
  public func refusal(of command: Command, in context: Context) -> String? {
    switch command {
    case .flameGraph: "this is the flame graph; Backspace goes back to the waterfall"
    case .open, .jumpToTraces, .copy, .sort, .jumpToLogs, .jumpToMetrics:
      frame == nil ? "no span of this trace took any time" : nil
    case .nextTrouble, .previousTrouble:
      tree.nodes.contains { $0.errors > 0 } ? nil : "no span of this trace failed"
    case .include, .exclude: "+ and - search for an attribute: t shows the longest span, whose detail has them"
    case .search: "the flame graph is not searched; e goes to the next error, t to the waterfall"
    default: nil
    }
  }

  public mutating func perform(_ command: Command, in context: Context) -> [Request]? {
    if move(command) { return [] }
    switch command {
    case .open where frame?.node == zooms.last, .jumpToTraces: return openLongest(in: context)
    case .open: zoom(into: frame?.node)
    case .back where !zooms.isEmpty: zoomOut()
    case .cancel where !zooms.isEmpty: zoomOut()
    case .cancel: return [.say("Backspace goes back to where this was opened")]
    case .nextTrouble: findError(by: 1)
    case .previousTrouble: findError(by: -1)
    case .sort: return toggleWidth()
    case .copy: return node.map { [.copy($0.operation.description)] } ?? []
    case .serviceGraph, .compareTraces: return origin.performView(command, in: context)
    default: return nil
    }
    return []
  }

  private mutating func move(_ command: Command) -> Bool {
    guard frame != nil else { return false }
    switch command {
    case .up: select(rows.parent(of: selected), keepsX: true)
    case .down: select(rows.child(of: selected, under: x), keepsX: true)
    case .left: select(rows.neighbour(of: selected, by: -1))
    case .right: select(rows.neighbour(of: selected, by: 1))
    case .top, .pageUp: select(0)
    case .bottom, .pageDown: select(rows.deepest(below: selected))
    default: return false
    }
    return true
  }

  private mutating func select(_ index: Int?, keepsX: Bool = false) {
    guard let index, rows.graph.frames.indices.contains(index) else { return }
    selected = index
    let frame = rows.graph.frames[index]
    if !keepsX || !(frame.from <= x && x < frame.to) { x = (frame.from + frame.to) / 2 }
  }

  private mutating func zoom(into node: Int?) {
    guard let node else { return }
    zooms.append(node)
    layOut(selecting: node)
  }

  private mutating func zoomOut() {
    let node = zooms.popLast()
    layOut(selecting: frame?.node ?? node)
  }

  private mutating func toggleWidth() -> [Request] {
    let node = frame?.node
    let before = width
    width = width == .selfTime ? .total : .selfTime
    let whole = FlameRows(tree, width: width, zoom: nil)
    guard !whole.graph.frames.isEmpty else {
      width = before
      return [.say("no span of this trace took any time of its own")]
    }
    wholeNs = whole.wholeNs
    layOut(selecting: node)
    return [.say(width == .selfTime ? "boxes as wide as the time their spans worked" : "boxes as wide as their spans lasted")]
  }

  private mutating func layOut(selecting node: Int?) {
    rows = FlameRows(tree, width: width, zoom: zooms.last)
    x = 0
    select(node.flatMap { rows.frame(of: $0) } ?? 0)
  }

  /// The next operation with errors, through all that is not hidden by the zoom.
  private mutating func findError(by step: Int) {
    let frames = rows.graph.frames
    guard !frames.isEmpty else { return }
    for distance in 1...frames.count {
      let index = ((selected + step * distance) % frames.count + frames.count) % frames.count
      if tree.nodes[frames[index].node].errors > 0 { return select(index) }
    }
  }

  private func openLongest(in context: Context) -> [Request] {
    guard let row = longestRow else { return [.say("the longest span is not in the waterfall")] }
    return [.open(origin.showing(row, in: context))]
  }
}
