internal import Analysis
internal import Canvas
internal import Telemetry

extension ServiceGraphPane {
  public func refusal(of command: Command, in context: Context) -> String? {
    switch command {
    case .serviceGraph: "these are the services; Backspace goes back to the waterfall"
    case .open, .jumpToTraces, .jumpToLogs, .jumpToMetrics:
      node?.isVirtual == true ? "\(node?.service ?? "it") sent no spans of its own: its callers' are below" : nil
    case .nextTrouble, .previousTrouble:
      graph.nodes.contains { $0.errors > 0 } ? nil : "no span of this trace failed"
    case .include, .exclude: "+ and - search for an attribute: Enter shows the spans, whose detail has them"
    case .search: "there is nothing to search here; the arrows move from service to service"
    default: nil
    }
  }

  public mutating func perform(_ command: Command, in context: Context) -> [Request]? {
    if move(command, in: context) { return [] }
    switch command {
    case .open, .jumpToTraces: return openBusiest(in: context)
    case .toggle: return toggleTable(in: context)
    case .nextTrouble: findError(by: 1)
    case .previousTrouble: findError(by: -1)
    case .copy: return node.map { [.copy($0.service)] } ?? []
    case .cancel: return [.say("Backspace goes back to where this was opened")]
    case .flameGraph, .compareTraces: return origin.performView(command, in: context)
    default: return nil
    }
    return []
  }

  /// Whether the table stands for the diagram, as asked for or for want of room.
  func showsTable(in context: Context) -> Bool {
    isTable || !diagram.fits(ServiceGraphLayout(FrameLayout(context.size).body).graph.width)
  }

  private mutating func toggleTable(in context: Context) -> [Request] {
    guard diagram.fits(ServiceGraphLayout(FrameLayout(context.size).body).graph.width) else {
      return [.say("\(layers.count) layers of services need a wider screen than this for the diagram")]
    }
    isTable.toggle()
    return []
  }

  private mutating func move(_ command: Command, in context: Context) -> Bool {
    let isTable = showsTable(in: context)
    switch command {
    case .up where isTable: step(by: -1)
    case .down where isTable: step(by: 1)
    case .up: moveWithinLayer(by: -1)
    case .down: moveWithinLayer(by: 1)
    case .left where !isTable: moveAcross(by: -1)
    case .right where !isTable: moveAcross(by: 1)
    case .top, .pageUp: selected = 0
    case .bottom, .pageDown: selected = max(0, graph.nodes.count - 1)
    default: return false
    }
    return true
  }

  private mutating func step(by rows: Int) {
    selected = min(max(0, selected + rows), max(0, graph.nodes.count - 1))
  }

  private mutating func moveWithinLayer(by rows: Int) {
    guard let node, let place = diagram.layout.places[node.service] else { return }
    let layer = layers[place.layer]
    guard let index = layer.firstIndex(of: node.service), layer.indices.contains(index + rows) else { return }
    select(layer[index + rows])
  }

  /// To whom it calls, or who calls it, the nearest in height; to any of the layer where nobody does.
  private mutating func moveAcross(by layers: Int) {
    guard let node, let place = diagram.layout.places[node.service],
      self.layers.indices.contains(place.layer + layers)
    else { return }
    let connected = graph.edges.compactMap { edge -> String? in
      if edge.client == node.service { return edge.server }
      return edge.server == node.service ? edge.client : nil
    }
    let (height, layout) = (place.order, diagram.layout)
    let inDirection = connected.filter { name in
      layout.places[name].map { layers < 0 ? $0.layer < place.layer : $0.layer > place.layer } ?? false
    }
    let choices = inDirection.isEmpty ? self.layers[place.layer + layers] : inDirection
    let nearest = choices.min { a, b in
      let (x, y) = (layout.places[a], layout.places[b])
      return (abs((x?.layer ?? 0) - place.layer), abs((x?.order ?? 0) - height))
        < (abs((y?.layer ?? 0) - place.layer), abs((y?.order ?? 0) - height))
    }
    if let nearest { select(nearest) }
  }

  private mutating func select(_ service: String) {
    if let index = graph.nodes.firstIndex(where: { $0.service == service }) { selected = index }
  }

  private mutating func findError(by step: Int) {
    let count = graph.nodes.count
    guard count > 0 else { return }
    for distance in 1...count {
      let index = (selected + step * distance + count * distance) % count
      if graph.nodes[index].errors > 0 {
        selected = index
        return
      }
    }
  }

  private func openBusiest(in context: Context) -> [Request] {
    guard let row = busiestRow else { return [.say("no span of it is in the waterfall")] }
    return [.open(origin.showing(row, in: context))]
  }
}
