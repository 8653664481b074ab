package import Analysis
package import Telemetry

/// A trace made ready for looking at: its tree, its critical path, and which rows show.
package struct WaterfallModel: Sendable {
  package let tree: TraceTree
  package let path: CriticalPath
  /// Services in order of appearance; a service's place is its colour.
  package let services: [String]
  package private(set) var folded: Set<Int> = []
  package private(set) var pathOnly = false
  /// Rows on screen, in order: indices into `tree.rows`.
  package private(set) var visible: [Int] = []

  package init(_ trace: Trace) {
    tree = TraceTree(trace)
    path = CriticalPath(tree)
    var seen = [String]()
    for row in tree.rows.prefix(5000) {
      let service = tree.trace.service(of: trace.spans[row.span])
      if !seen.contains(service) { seen.append(service) }
    }
    services = seen
    updateVisible()
  }

  package func span(_ row: Int) -> Span { tree.span(at: row) }
  package func service(_ row: Int) -> String { tree.trace.service(of: tree.span(at: row)) }
  package func isOnPath(_ row: Int) -> Bool { path.contains(span: tree.rows[row].span) }
  package func hasChildren(_ row: Int) -> Bool { tree.rows[row].subtreeSize > 1 }

  /// Where the story is: the longest time spent by one span itself while everything waited for it.
  package var culprit: Int? {
    path.longestSelfOnPath.map { tree.rowOfSpan[$0] } ?? tree.mainRoot
  }

  package mutating func setFolded(_ row: Int, _ isFolded: Bool) {
    guard hasChildren(row) else { return }
    if isFolded { folded.insert(row) } else { folded.remove(row) }
    updateVisible()
  }

  package mutating func togglePathOnly() {
    pathOnly.toggle()
    updateVisible()
  }

  /// Unfolds whatever hides a row.
  package mutating func reveal(_ row: Int) {
    let hiding = tree.ancestors(of: row).filter { folded.contains($0) }
    if pathOnly && !isOnPath(row) { pathOnly = false }
    folded.subtract(hiding)
    updateVisible()
  }

  /// The next row after `row` (before it when `backwards`) that satisfies the test, around the end.
  package func row(after row: Int, backwards: Bool, where test: (Int) -> Bool) -> Int? {
    let count = tree.rows.count
    guard count > 0 else { return nil }
    for step in 1...count {
      let index = (row + (backwards ? count - step : step)) % count
      if test(index) { return index }
    }
    return nil
  }

  private mutating func updateVisible() {
    visible = []
    var row = 0
    while row < tree.rows.count {
      if pathOnly && !isOnPath(row) {
        row += 1
        continue
      }
      visible.append(row)
      row += folded.contains(row) ? max(1, tree.rows[row].subtreeSize) : 1
    }
  }
}
