internal import Analysis
internal import Canvas

/// The steps from a layered layout to cells. Internal to `ServiceDiagram`.
struct ServiceDiagramBuild {
  /// A box, or the row a line takes through a layer it passes.
  private struct Item {
    var service: String?
    /// The first row, once stacked.
    var top = 0
    var height: Int { service == nil ? 1 : 2 + max(2, ports) }
    /// Lines that end at its left side.
    var ports = 0
    /// The row lines leave from, and a passing line runs in.
    var row: Int { service == nil ? top : top + 1 }
  }

  /// A piece of a line between neighbouring layers.
  private struct Segment {
    var route: Int
    var layer: Int
    var from: Int
    var to: Int
    /// Which row of the box at its right it ends at, from the top.
    var port = 0
  }

  private let layout: LayeredLayout
  private let edges: [ServiceMap.Edge]
  private var layers: [[Item]]
  private var segments: [Segment] = []
  private var boxWidths: [Int] = []
  private var labelWidths: [Int] = []
  /// The track of every item that needs one, by layer.
  private var tracks: [[Int: Int]] = []
  private(set) var boxes: [ServiceDiagram.Box] = []
  private(set) var lines: [ServiceDiagram.Line] = []
  private(set) var cells = LineCells()
  private(set) var size = Size(0, 0)

  init(_ map: ServiceMap, _ layout: LayeredLayout) {
    self.layout = layout
    // Routes are in the order of the links the layout was given: the map's edges.
    edges = map.edges
    layers = layout.heights.map { Array(repeating: Item(), count: $0) }
    for (service, place) in layout.places where layers[place.layer].indices.contains(place.order) {
      layers[place.layer][place.order].service = service
    }
    addSegments()
  }

  private mutating func addSegments() {
    for (index, route) in layout.routes.enumerated() where index < edges.count {
      let places = route.places.sorted { $0.layer < $1.layer }
      for (left, right) in zip(places, places.dropFirst()) {
        segments.append(Segment(route: index, layer: left.layer, from: left.order, to: right.order))
      }
    }
    // Lines end in the order in which they come from the left, so that they need not cross.
    let order = segments.indices.sorted {
      (segments[$0].layer, segments[$0].from, segments[$0].route)
        < (segments[$1].layer, segments[$1].from, segments[$1].route)
    }
    for index in order {
      let (layer, to) = (segments[index].layer + 1, segments[index].to)
      segments[index].port = layers[layer][to].ports
      layers[layer][to].ports += 1
    }
  }

  mutating func measureLayers(boxWidth: (String) -> Int, labelWidth: (ServiceMap.Edge.ID) -> Int) {
    boxWidths = layers.map { items in (items.compactMap(\.service).map(boxWidth).max() ?? 0) + 3 }
    labelWidths = layers.indices.map { layer in
      segments.filter { $0.layer == layer && isLast($0) }.map { labelWidth(edges[$0.route].id) }.max() ?? 0
    }
  }

  /// Whether it is the piece that ends at a box on the right, which bears the label.
  private func isLast(_ segment: Segment) -> Bool { layers[segment.layer + 1][segment.to].service != nil }

  // MARK: Rows

  /// Stacks the items of each layer, and moves the stack to the height of what leads to it.
  mutating func stack(gap: Int) {
    let heights = layers.map { items in items.reduce(-gap) { $0 + $1.height + gap } }
    let tallest = heights.max() ?? 0
    for layer in layers.indices {
      var top = 0
      for index in layers[layer].indices {
        layers[layer][index].top = top
        top += layers[layer][index].height + gap
      }
      let wanted = offset(of: layer) ?? (tallest - heights[layer]) / 2
      let moved = min(max(0, wanted), max(0, tallest - heights[layer]))
      for index in layers[layer].indices { layers[layer][index].top += moved }
    }
    size.height = max(0, tallest)
    assignTracks()
  }

  /// How far a layer must go down for its lines to run straight in the mean.
  private func offset(of layer: Int) -> Int? {
    let own = segments.filter { $0.layer == layer - 1 }
    guard !own.isEmpty else { return nil }
    let sum = own.reduce(0) { $0 + layers[layer - 1][$1.from].row - row(endOf: $1) }
    return Int((Double(sum) / Double(own.count)).rounded())
  }

  private func row(endOf segment: Segment) -> Int {
    let item = layers[segment.layer + 1][segment.to]
    return item.row + (item.service == nil ? 0 : segment.port)
  }

  /// Lines that leave one box share a track; those that run straight need none.
  private mutating func assignTracks() {
    tracks = layers.map { _ in [:] }
    for segment in segments where layers[segment.layer][segment.from].row != row(endOf: segment) {
      if tracks[segment.layer][segment.from] == nil { tracks[segment.layer][segment.from] = 0 }
    }
    for layer in tracks.indices {
      for (number, from) in tracks[layer].keys.sorted().enumerated() { tracks[layer][from] = number }
    }
  }

  // MARK: Columns

  /// Where the boxes of a layer begin.
  private func left(of layer: Int) -> Int {
    (0..<layer).reduce(0) { $0 + boxWidths[$1] + gutter(after: $1) }
  }

  /// A cell out of the box, the tracks, the label between blanks, the head.
  private func gutter(after layer: Int) -> Int { 2 + tracks[layer].count * 2 + labelWidths[layer] + 3 }

  mutating func draw() {
    let lefts = layers.indices.map { left(of: $0) }
    for (layer, items) in layers.enumerated() {
      for item in items {
        guard let service = item.service else { continue }
        let area = Rect(lefts[layer], item.top, boxWidths[layer], item.height)
        boxes.append(ServiceDiagram.Box(service: service, area: area))
      }
    }
    size.width = (lefts.last ?? 0) + (boxWidths.last ?? 0)
    // Those that fail last, so that nothing hides them.
    let order = edges.indices.sorted { !edges[$0].isTroubled && edges[$1].isTroubled }
    for index in order { addLine(index, lefts) }
  }

  private mutating func addLine(_ route: Int, _ lefts: [Int]) {
    let own = segments.filter { $0.route == route }.sorted { $0.layer < $1.layer }
    guard let last = own.last, layout.routes.indices.contains(route) else { return }
    var corners: [Point] = []
    for segment in own {
      let (start, end) = (layers[segment.layer][segment.from].row, row(endOf: segment))
      // From a box at its right border, which hides the end; from a passing row at the layer's left.
      let isBox = layers[segment.layer][segment.from].service != nil
      let right = lefts[segment.layer] + boxWidths[segment.layer]
      corners.append(Point(isBox ? right - 1 : lefts[segment.layer], start))
      if let track = tracks[segment.layer][segment.from], start != end {
        let x = right + 1 + track * 2
        corners += [Point(x, start), Point(x, end)]
      }
      corners.append(Point(lefts[segment.layer + 1] - 1, end))
    }
    let head = corners[corners.count - 1]
    let path = cells.add(corners, isHeavy: edges[route].isTroubled)
    let label = Point(head.x - labelWidths[last.layer] - 1, head.y)
    lines.append(
      ServiceDiagram.Line(
        edge: edges[route].id, path: path, label: label, head: head,
        isBackward: layout.routes[route].isBackward))
  }
}
