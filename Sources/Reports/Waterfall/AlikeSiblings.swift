internal import Analysis
internal import Telemetry

/// Siblings of one service, name and outcome, folded into the first of them: `×240`.
package struct AlikeSiblings: Sendable {
  package let isFolded: Bool
  /// How many spans a row stands for, where it is more than one.
  private var counts: [Int: Int] = [:]
  private var hidden: Set<Int> = []

  private struct Likeness: Hashable {
    var parent: Int?
    var service: String
    var name: String
    var failed: Bool
  }

  /// Nothing folded.
  init() { isFolded = false }

  init(of tree: TraceTree) {
    isFolded = true
    var first = [Likeness: Int]()
    for (index, row) in tree.rows.enumerated() {
      let span = tree.span(at: index)
      let likeness = Likeness(
        parent: row.parent, service: tree.trace.service(of: span), name: span.name, failed: row.errors > 0)
      if let leader = first[likeness] {
        counts[leader, default: 1] += 1
        hidden.insert(index)
      } else {
        first[likeness] = index
      }
    }
  }

  func hides(_ row: Int) -> Bool { hidden.contains(row) }
  func count(_ row: Int) -> Int { counts[row] ?? 1 }

  /// Spans that do not show because another one stands for them.
  package var hiddenCount: Int { hidden.count }
}
