internal import Analysis
internal import Canvas
internal import Telemetry

/// The aggregated tree of the sampled traces and what is folded in it.
struct StructureState: Sendable {
  private(set) var tree: AggregatedTree?
  private(set) var scope: DrilldownPane.Scope?
  /// Nodes that can be seen, as indices, in order.
  private(set) var visible: [Int] = []
  /// The self time of all spans of the node that has most, in nanoseconds.
  private(set) var longestSelfNs: Int64 = 0
  private(set) var folded: Set<Path> = []
  var scroll = ScrollPosition()

  /// What a node is known by when the sample grows.
  typealias Path = [TraceOperation]

  var current: Int? { visible.indices.contains(scroll.cursor) ? visible[scroll.cursor] : nil }

  mutating func take(_ trees: [TraceTree], _ scope: DrilldownPane.Scope, height: Int) {
    let old = scroll.cursor == 0 ? nil : current.flatMap { index in tree?.path(to: index) }
    (tree, self.scope) = (AggregatedTree(trees), scope)
    longestSelfNs = tree?.nodes.map(\.selfNs).max() ?? 0
    arrange(keeping: old, height: height)
  }

  func isFolded(_ index: Int) -> Bool { tree.map { folded.contains($0.path(to: index)) } ?? false }

  /// Folds or unfolds a node that has others below it.
  ///
  /// - Returns: `false` when it has none.
  mutating func toggle(_ index: Int, height: Int) -> Bool {
    guard let tree, tree.nodes[index].subtreeSize > 1 else { return false }
    let path = tree.path(to: index)
    if folded.remove(path) == nil { folded.insert(path) }
    arrange(keeping: path, height: height)
    return true
  }

  /// To the node above.
  mutating func climb(from index: Int, height: Int) {
    guard let parent = tree?.nodes[index].parent, let place = visible.firstIndex(of: parent) else { return }
    scroll.move(to: place, count: visible.count, height: height)
  }

  /// The next node whose spans failed.
  mutating func findTrouble(backwards: Bool, height: Int) {
    guard let tree else { return }
    let count = visible.count
    for step in 1...max(1, count) {
      let place = (scroll.cursor + (backwards ? count - step : step)) % max(1, count)
      if visible.indices.contains(place), tree.nodes[visible[place]].errors > 0 {
        return scroll.move(to: place, count: count, height: height)
      }
    }
  }

  private mutating func arrange(keeping path: Path?, height: Int) {
    guard let tree else { return }
    visible = []
    var index = 0
    // A node's path is looked up only while something is folded.
    while index < tree.nodes.count {
      visible.append(index)
      index += !folded.isEmpty && isFolded(index) ? tree.nodes[index].subtreeSize : 1
    }
    let place = path.flatMap { path in visible.firstIndex { tree.path(to: $0) == path } }
    scroll.move(to: place ?? 0, count: visible.count, height: height)
  }
}
