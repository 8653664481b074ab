internal import Analysis
internal import Canvas
internal import Telemetry

/// Moving over rows, neighbours and the diagram's boxes and lines.
extension ServicesPane {
  mutating func turn(by step: Int, in context: Context) {
    let parts = Part.allCases.filter { $0 != .neighbours || !neighbours.isEmpty }
    let place = parts.firstIndex(of: part) ?? 0
    part = parts[(place + step + parts.count) % parts.count]
    edge = part == .neighbours ? neighbours.first?.id : nil
    // Makes the diagram; the diagram's cursor may have left for a service the filter hides.
    show(in: context)
  }

  mutating func move(_ command: Command, in context: Context) {
    switch part {
    case .table: moveInTable(command, in: context)
    case .neighbours: moveInNeighbours(command)
    case .diagram: moveInDiagram(command)
    }
  }

  private mutating func moveInTable(_ command: Command, in context: Context) {
    let height = listHeight(in: context)
    if command == .right, !neighbours.isEmpty { return turn(by: 1, in: context) }
    scroll.move(to: target(of: command, from: scroll.cursor, page: height), count: rows.count, height: height)
    if rows.indices.contains(scroll.cursor) { selected = rows[scroll.cursor].service }
  }

  private mutating func moveInNeighbours(_ command: Command) {
    if command == .left {
      (part, edge) = (.table, nil)
      return
    }
    let all = neighbours
    guard !all.isEmpty else { return }
    let place = all.firstIndex { $0.id == edge } ?? 0
    edge = all[min(max(0, target(of: command, from: place, page: 10)), all.count - 1)].id
  }

  private func target(of command: Command, from cursor: Int, page: Int) -> Int {
    switch command {
    case .up: max(0, cursor - 1)
    case .down: cursor + 1
    case .pageUp: max(0, cursor - max(1, page - 1))
    case .pageDown: cursor + max(1, page - 1)
    case .top: 0
    case .bottom: Int.max / 2
    default: cursor
    }
  }

  mutating func moveToTrouble(by step: Int, in context: Context) {
    guard let first = rows.firstIndex(where: { $0.service == selected }) ?? rows.indices.first else { return }
    for offset in 1...rows.count {
      let index = ((first + offset * step) % rows.count + rows.count) % rows.count
      guard rows[index].isTroubled else { continue }
      (selected, edge) = (rows[index].service, nil)
      if part == .neighbours { part = .table }
      scroll.move(to: index, count: rows.count, height: listHeight(in: context))
      return
    }
  }

  // MARK: In the diagram

  /// Right and left go from a box onto a line and from the line to the box at its other end; up and
  /// down go through the lines on that side of the box, or through the boxes of the layer.
  private mutating func moveInDiagram(_ command: Command) {
    switch command {
    case .left, .right: cross(toRight: command == .right)
    case .up, .down, .pageUp, .pageDown: step(by: command == .up || command == .pageUp ? -1 : 1)
    case .top, .bottom: moveToLayer(last: command == .bottom)
    default: break
    }
  }

  /// The ends of an edge as drawn: a line that closes a circle runs from right to left.
  private func ends(of edge: ServiceMap.Edge.ID) -> (left: String, right: String) {
    let (a, b) = (layout.places[edge.client]?.layer ?? 0, layout.places[edge.server]?.layer ?? 0)
    return a <= b ? (edge.client, edge.server) : (edge.server, edge.client)
  }

  /// Lines on one side of a box, from the top.
  private func lines(of service: String, toRight: Bool) -> [ServiceMap.Edge.ID] {
    let own = shown.edges.map(\.id).filter { id in
      let ends = ends(of: id)
      return id.client != id.server && (toRight ? ends.left == service : ends.right == service)
    }
    let height = { (id: ServiceMap.Edge.ID) in
      let ends = ends(of: id)
      let far = layout.places[toRight ? ends.right : ends.left]
      return (far?.order ?? 0, far?.layer ?? 0)
    }
    return own.sorted { height($0) < height($1) }
  }

  private mutating func cross(toRight: Bool) {
    guard let selected else { return }
    if let edge {
      let ends = ends(of: edge)
      self.selected = toRight ? ends.right : ends.left
      self.edge = nil
    } else {
      // What fails is what somebody follows.
      let all = lines(of: selected, toRight: toRight)
      edge = all.first { model.edge($0)?.isTroubled == true } ?? all.first
    }
  }

  private mutating func step(by step: Int) {
    guard let selected else { return }
    if let edge {
      let all = lines(of: selected, toRight: ends(of: edge).left == selected)
      guard let place = all.firstIndex(of: edge) else { return }
      self.edge = all[min(max(0, place + step), all.count - 1)]
      return
    }
    guard let place = layout.places[selected] else { return }
    let layer = layout.places.filter { $0.value.layer == place.layer }.sorted { $0.value.order < $1.value.order }
    guard let index = layer.firstIndex(where: { $0.key == selected }) else { return }
    self.selected = layer[min(max(0, index + step), layer.count - 1)].key
  }

  private mutating func moveToLayer(last: Bool) {
    let places = layout.places.sorted { ($0.value.layer, $0.value.order) < ($1.value.layer, $1.value.order) }
    let layer = last ? layout.heights.count - 1 : 0
    guard let first = places.first(where: { $0.value.layer == layer }) else { return }
    (selected, edge) = (first.key, nil)
  }
}
