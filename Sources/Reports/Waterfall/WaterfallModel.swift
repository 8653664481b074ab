package import Analysis
package import Telemetry

/// A trace made ready for looking at: its tree, its critical path, and which rows show.
package struct WaterfallModel: Sendable {
  package let tree: TraceTree
  package let path: CriticalPath
  /// Services in order of appearance; a service's place is its colour.
  package let services: [String]
  /// Where the story is: the longest time spent by one span itself while everything waited for it.
  package let culprit: Int?
  package private(set) var folded: Set<Int> = []
  package private(set) var pathOnly = false
  package private(set) var siblings = AlikeSiblings()
  /// Rows on screen, in order: indices into `tree.rows`.
  package private(set) var visible: [Int] = []
  private let colors: [String: Int]
  private let ownTime: [Int: [CriticalPath.Segment]]

  package init(_ trace: Trace) {
    tree = TraceTree(trace)
    path = CriticalPath(tree)
    culprit = path.longestSelfOnPath.map { [tree] in tree.rowOfSpan[$0] } ?? tree.mainRoot
    var seen = [String: Int]()
    for row in tree.rows {
      let service = tree.trace.service(of: trace.spans[row.span])
      if seen[service] == nil { seen[service] = seen.count }
    }
    colors = seen
    services = seen.keys.sorted { seen[$0, default: 0] < seen[$1, default: 0] }
    ownTime = Dictionary(grouping: path.segments.filter { $0.lengthNs > 0 }, by: \.span)
    updateVisible()
  }

  package func span(_ row: Int) -> Span { tree.span(at: row) }
  package func service(_ row: Int) -> String { tree.trace.service(of: tree.span(at: row)) }
  package func isOnPath(_ row: Int) -> Bool { path.contains(span: tree.rows[row].span) }
  package func hasChildren(_ row: Int) -> Bool { tree.rows[row].subtreeSize > 1 }

  /// The place of a row's service among `services`.
  package func color(_ row: Int) -> Int { colors[service(row)] ?? 0 }

  /// The parts of the critical path that are the span's own.
  package func ownTime(_ row: Int) -> [CriticalPath.Segment] { ownTime[tree.rows[row].span] ?? [] }

  package mutating func setFolded(_ row: Int, _ isFolded: Bool) {
    guard hasChildren(row) else { return }
    if isFolded { folded.insert(row) } else { folded.remove(row) }
    updateVisible()
  }

  package mutating func togglePathOnly() {
    pathOnly.toggle()
    updateVisible()
  }

  /// Shows identical siblings as one row, or all of them again.
  package mutating func toggleSiblings() {
    siblings = siblings.isFolded ? AlikeSiblings() : AlikeSiblings(of: tree)
    updateVisible()
  }

  /// Unfolds whatever hides a row.
  package mutating func reveal(_ row: Int) {
    let above = tree.ancestors(of: row)
    let hiding = above.filter { folded.contains($0) }
    if pathOnly && !isOnPath(row) { pathOnly = false }
    if ([row] + above).contains(where: siblings.hides) { siblings = AlikeSiblings() }
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
      if siblings.hides(row) {
        row += max(1, tree.rows[row].subtreeSize)
        continue
      }
      visible.append(row)
      row += folded.contains(row) ? max(1, tree.rows[row].subtreeSize) : 1
    }
  }
}
