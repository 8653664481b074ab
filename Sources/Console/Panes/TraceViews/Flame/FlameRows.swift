internal import Analysis

/// A flame graph by rows, for moving from frame to frame.
struct FlameRows: Sendable {
  let graph: FlameGraph
  /// Places in `graph.frames` by depth, from left to right.
  let depths: [[Int]]
  /// What the whole width is, in nanoseconds.
  let wholeNs: Int64
  private let frameOfNode: [Int: Int]

  init(_ tree: AggregatedTree, width: FlameGraph.Width, zoom: Int?) {
    graph = FlameGraph(tree, width: width, zoom: zoom)
    var depths: [[Int]] = []
    var frames: [Int: Int] = [:]
    for (index, frame) in graph.frames.enumerated() {
      while depths.count <= frame.depth { depths.append([]) }
      depths[frame.depth].append(index)
      frames[frame.node] = index
    }
    self.depths = depths
    frameOfNode = frames
    let roots = zoom == nil ? graph.frames.filter { $0.depth == 0 } : []
    wholeNs = roots.reduce(0) { $0.addingClamped($1.valueNs) }
  }

  func frame(of node: Int) -> Int? { frameOfNode[node] }

  /// The frame above one.
  func parent(of index: Int) -> Int? {
    graph.tree.nodes[graph.frames[index].node].parent.flatMap { frameOfNode[$0] }
  }

  /// The frame below one that lies under `x`, or else the widest there is.
  func child(of index: Int, under x: Double) -> Int? {
    let frame = graph.frames[index]
    guard depths.indices.contains(frame.depth + 1) else { return nil }
    let below = graph.tree.children(of: frame.node).compactMap { frameOfNode[$0] }
    return below.first { graph.frames[$0].from <= x && x < graph.frames[$0].to }
      ?? below.max { graph.frames[$0].width < graph.frames[$1].width }
  }

  /// The next frame to the side at the same depth.
  func neighbour(of index: Int, by step: Int) -> Int? {
    let row = depths[graph.frames[index].depth]
    guard let place = row.firstIndex(of: index), row.indices.contains(place + step) else { return nil }
    return row[place + step]
  }

  /// The way down from a frame along the widest children.
  func deepest(below index: Int) -> Int {
    var found = index
    while let next = child(of: found, under: -1) { found = next }
    return found
  }
}

extension Int64 {
  fileprivate func addingClamped(_ other: Int64) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
