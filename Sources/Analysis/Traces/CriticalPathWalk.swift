/// The backward walk behind `CriticalPath`, with a stack of its own for traces of any depth.
struct CriticalPathWalk {
  /// A span taken into the path, with what below it is waited for.
  private struct Visit {
    var row: Int
    var startNs: Int64
    /// How far back from the visit's end the path is settled.
    var settledNs: Int64
    /// Clipped children, the last to finish at the end.
    var children: [Interval]
    /// The nearest visit below in the stack whose span runs longer; -1 when none does.
    var longer = -1
  }

  private struct Interval {
    var row: Int
    var fromNs: Int64
    var toNs: Int64
  }

  private let tree: TraceTree
  /// The latest end in each row's subtree that the main root can have waited for: work that
  /// outlived whoever began it, but not the root.
  private let lastEnd: [Int64]
  private var stack: [Visit] = []
  private var backwards: [CriticalPath.Segment] = []

  init(_ tree: TraceTree) {
    self.tree = tree
    var lastEnd = tree.rows.map(\.endNs)
    let limit = tree.mainRoot.map { tree.rows[$0].endNs } ?? 0
    for row in tree.rows.indices.reversed() where lastEnd[row] <= limit {
      if let parent = tree.rows[row].parent { lastEnd[parent] = max(lastEnd[parent], lastEnd[row]) }
    }
    self.lastEnd = lastEnd
  }

  mutating func segments() -> [CriticalPath.Segment] {
    guard let root = tree.mainRoot else { return [] }
    let row = tree.rows[root]
    push(Interval(row: root, fromNs: row.startNs, toNs: row.endNs))
    while let top = stack.indices.last {
      let settledNs = stack[top].settledNs
      let child = Self.nextWaitedFor(&stack[top])
      settle(child?.toNs ?? stack[top].startNs, settledNs)
      if let child {
        stack[top].settledNs = child.fromNs
        push(child)
      } else {
        stack.removeLast()
      }
    }
    return backwards.reversed()
  }

  private mutating func push(_ interval: Interval) {
    var visit = visit(interval)
    visit.longer = stack.count - 1
    while visit.longer >= 0, endNs(visit.longer) <= tree.rows[visit.row].endNs {
      visit.longer = stack[visit.longer].longer
    }
    stack.append(visit)
  }

  private func endNs(_ place: Int) -> Int64 { tree.rows[stack[place].row].endNs }

  /// The child that finished last of those that were over when the settled part began.
  private static func nextWaitedFor(_ visit: inout Visit) -> Interval? {
    while let child = visit.children.popLast() {
      if child.toNs <= visit.settledNs { return child }
    }
    return nil
  }

  /// Gives a stretch of time to the top of the stack, and what lies after that span's end to the
  /// nearest span above that was still running then.
  ///
  /// ```
  ///   R ━━━━░░━━━━━━
  ///     A ━━━          between A's end and B's start nothing below R ran
  ///         B  ━━━
  /// ```
  private mutating func settle(_ fromNs: Int64, _ toNs: Int64) {
    guard fromNs < toNs, var place = stack.indices.last else { return }
    var holders = [place]
    while endNs(place) < toNs, stack[place].longer >= 0 {
      place = stack[place].longer
      holders.append(place)
    }
    var laterNs = toNs
    while let holder = holders.popLast() {
      let beginNs = holders.last.map { max(fromNs, endNs($0)) } ?? fromNs
      guard beginNs < laterNs else { continue }
      let span = tree.rows[stack[holder].row].span
      backwards.append(CriticalPath.Segment(span: span, fromNs: beginNs, toNs: laterNs))
      laterNs = beginNs
    }
  }

  private func visit(_ interval: Interval) -> Visit {
    // Of children that end together the longest counts, then the first in the waterfall.
    let children = tree.children(of: interval.row).flatMap { intervals($0, within: interval) }
      .sorted { ($0.toNs, $1.fromNs, $1.row) < ($1.toNs, $0.fromNs, $0.row) }
    return Visit(
      row: interval.row, startNs: interval.fromNs, settledNs: interval.toNs, children: children)
  }

  /// A child with all that went on below it after its own end, and, in case that was not waited
  /// for, the child by itself.
  private func intervals(_ row: Int, within parent: Interval) -> [Interval] {
    let whole = clipped(row, until: lastEnd[row], to: parent)
    guard lastEnd[row] > tree.rows[row].endNs else { return whole }
    let own = clipped(row, until: tree.rows[row].endNs, to: parent)
    return own.first?.toNs == whole.first?.toNs ? whole : whole + own
  }

  private func clipped(_ row: Int, until endNs: Int64, to parent: Interval) -> [Interval] {
    let fromNs = max(tree.rows[row].startNs, parent.fromNs)
    let toNs = min(endNs, parent.toNs)
    return fromNs < toNs ? [Interval(row: row, fromNs: fromNs, toNs: toNs)] : []
  }
}
