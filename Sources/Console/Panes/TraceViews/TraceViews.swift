internal import Analysis

/// What was worked out of a whole trace for its other views: once, however often they are opened.
struct TraceViews: Sendable {
  private var operations: AggregatedTree?
  private var services: TraceServiceGraph?
  /// Spans of the trace that both were made of.
  private var count = 0

  mutating func operations(of tree: TraceTree) -> AggregatedTree {
    forget(allBut: tree)
    let made = operations ?? AggregatedTree([tree])
    operations = made
    return made
  }

  mutating func services(of tree: TraceTree) -> TraceServiceGraph {
    forget(allBut: tree)
    let made = services ?? TraceServiceGraph([tree])
    services = made
    return made
  }

  /// A trace only ever grows, by spans that arrive late.
  private mutating func forget(allBut tree: TraceTree) {
    guard count != tree.rows.count else { return }
    self = TraceViews()
    count = tree.rows.count
  }
}
