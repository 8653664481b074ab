package import Analysis
package import Telemetry

/// A trace made ready for looking at: its tree, its critical path, and which rows show.
///
/// What costs time in proportion to the trace is done once here or when folding changes; moving and
/// drawing only look things up.
package struct WaterfallModel: Sendable {
  package let tree: TraceTree
  package let path: CriticalPath
  package let operations: TraceOperations
  /// Where the story is: the longest time spent by one span itself while everything waited for it.
  package let culprit: Int?
  package let mainRoot: Int?
  /// Rows of spans with status error, ascending.
  package let failed: VisibleRows
  package let deepest: Int
  /// The parts of the critical path that are each span's own.
  package let ownTime: OwnTime
  package let statistics: WaterfallStatistics
  let onPath: [Bool]
  /// Self times of all rows before each row, to tell what a subtree did itself.
  private let selfBefore: [Int64]

  package internal(set) var folding: Folding
  package internal(set) var pathOnly = false
  package internal(set) var siblings: AlikeSiblings
  package internal(set) var filter: TraceFilter?
  /// Only matches and their ancestors show; otherwise matches only stand out.
  package internal(set) var hidesRest = true
  /// What was folded before the filter, to give it back.
  var foldingBeforeFilter: Folding?
  /// Rows on screen, in order: indices into `tree.rows`.
  package internal(set) var visible = VisibleRows([])

  package init(_ trace: Trace) {
    let tree = TraceTree(trace)
    let path = CriticalPath(tree)
    let operations = TraceOperations(tree)
    mainRoot = tree.mainRoot
    culprit = path.longestSelfOnPath.map { tree.rowOfSpan[$0] } ?? tree.mainRoot
    var onPath = [Bool](repeating: false, count: tree.rows.count)
    for segment in path.segments { onPath[tree.rowOfSpan[segment.span]] = true }
    var selfBefore = [Int64](repeating: 0, count: tree.rows.count + 1)
    var failed = [Int32]()
    var deepest = 0
    for (row, item) in tree.rows.enumerated() {
      selfBefore[row + 1] = selfBefore[row] &+ item.selfNs
      deepest = max(deepest, item.depth)
      if item.errors > 0, tree.trace.spans[item.span].status == .error { failed.append(Int32(clamping: row)) }
    }
    ownTime = OwnTime(path, in: tree)
    (self.onPath, self.selfBefore, self.deepest) = (onPath, selfBefore, deepest)
    self.failed = VisibleRows(failed)
    folding = Folding(rows: tree.rows.count)
    siblings = AlikeSiblings(of: tree, operations)
    statistics = WaterfallStatistics(tree, operations)
    (self.tree, self.path, self.operations) = (tree, path, operations)
    updateVisible()
  }

  /// Services in order of appearance; a service's place is its colour.
  package var services: [String] { operations.services }

  package func span(_ row: Int) -> Span { tree.span(at: row) }
  package func service(_ row: Int) -> String { operations.services[operations.serviceIndex(ofRow: row)] }
  package func isOnPath(_ row: Int) -> Bool { onPath[row] }
  package func hasChildren(_ row: Int) -> Bool { tree.rows[row].subtreeSize > 1 }
  package func isFolded(_ row: Int) -> Bool { folding.isFolded[row] }

  /// The place of a row's service among `services`.
  package func color(_ row: Int) -> Int { operations.serviceIndex(ofRow: row) }

  /// Self times of everything below a row added up, in nanoseconds.
  package func selfNsBelow(_ row: Int) -> Int64 {
    selfBefore[row + tree.rows[row].subtreeSize] &- selfBefore[row + 1]
  }
}
