/// The backward walk behind `CriticalPath`, with a stack of its own for traces of any depth.
struct CriticalPathWalk {
  private struct Visit {
    var row: Int
    var startNs: Int64
    /// How far back from the span's end the path is settled.
    var settledNs: Int64
    /// Clipped children, the last to finish at the end.
    var children: [Interval]
  }

  private struct Interval {
    var row: Int
    var fromNs: Int64
    var toNs: Int64
  }

  private let tree: TraceTree

  init(_ tree: TraceTree) { self.tree = tree }

  func segments() -> [CriticalPath.Segment] {
    guard let root = tree.mainRoot else { return [] }
    let row = tree.rows[root]
    var backwards: [CriticalPath.Segment] = []
    var stack = [visit(Interval(row: root, fromNs: row.startNs, toNs: row.endNs))]
    while var top = stack.popLast() {
      let child = nextWaitedFor(&top)
      let own = CriticalPath.Segment(
        span: tree.rows[top.row].span, fromNs: child?.toNs ?? top.startNs, toNs: top.settledNs)
      if own.fromNs < own.toNs { backwards.append(own) }
      guard let child else { continue }
      top.settledNs = child.fromNs
      stack.append(top)
      stack.append(visit(child))
    }
    return backwards.reversed()
  }

  /// The child that finished last of those that were over when the settled part began.
  private func nextWaitedFor(_ visit: inout Visit) -> Interval? {
    while let child = visit.children.popLast() {
      if child.toNs <= visit.settledNs { return child }
    }
    return nil
  }

  private func visit(_ interval: Interval) -> Visit {
    // Of children that end together the longest counts, then the first in the waterfall.
    let children = tree.children(of: interval.row).compactMap { clipped($0, to: interval) }
      .sorted { ($0.toNs, $1.fromNs, $1.row) < ($1.toNs, $0.fromNs, $0.row) }
    return Visit(
      row: interval.row, startNs: interval.fromNs, settledNs: interval.toNs, children: children)
  }

  private func clipped(_ row: Int, to parent: Interval) -> Interval? {
    let fromNs = max(tree.rows[row].startNs, parent.fromNs)
    let toNs = min(tree.rows[row].endNs, parent.toNs)
    return fromNs < toNs ? Interval(row: row, fromNs: fromNs, toNs: toNs) : nil
  }
}
