internal import Analysis
internal import Telemetry

/// Siblings of one service, name and outcome, folded into the first of them: `×240`.
package struct AlikeSiblings: Sendable {
  /// What a row stands for.
  package struct Group: Equatable, Sendable {
    package var count = 1
    /// Durations added up, in nanoseconds.
    package var totalNs: Int64 = 0
    /// Failed spans in them and below them.
    package var errors = 0
    /// When the last of them ends, in nanoseconds from the trace's start.
    package var endNs: Int64 = 0
  }

  package var isFolded = false
  /// Groups of more than one, by the row of the first.
  private var groups: [Int: Group] = [:]
  private var hidden: [Bool] = []
  /// Spans that do not show because another one stands for them.
  package private(set) var hiddenCount = 0

  /// Takes time in proportion to the rows: kinds are numbers, and each parent's are told from another's
  /// by a stamp.
  init(of tree: TraceTree, _ operations: TraceOperations) {
    hidden = Array(repeating: false, count: tree.rows.count)
    var seen = Seen(kinds: operations.all.count * 2)
    take(tree.roots, stamp: 0, tree, operations, &seen)
    for row in tree.rows.indices where tree.rows[row].subtreeSize > 1 {
      take(tree.children(of: row), stamp: Int32(clamping: row + 1), tree, operations, &seen)
    }
  }

  /// Which row began each kind, for the parent whose stamp it bears.
  private struct Seen {
    private var stamps: [Int32]
    private var leaders: [Int32]

    init(kinds: Int) {
      stamps = Array(repeating: -1, count: kinds)
      leaders = Array(repeating: 0, count: kinds)
    }

    /// The first row of the kind below this parent; `nil` when it is this one.
    mutating func leader(of kind: Int, stamp: Int32, row: Int) -> Int? {
      if stamps[kind] == stamp { return Int(leaders[kind]) }
      (stamps[kind], leaders[kind]) = (stamp, Int32(clamping: row))
      return nil
    }
  }

  private mutating func take(
    _ family: [Int], stamp: Int32, _ tree: TraceTree, _ operations: TraceOperations, _ seen: inout Seen
  ) {
    guard family.count > 1 else { return }
    for row in family {
      let item = tree.rows[row]
      let kind = operations.index(ofRow: row) * 2 + (item.errors > 0 ? 1 : 0)
      guard let leader = seen.leader(of: kind, stamp: stamp, row: row) else { continue }
      hidden[row] = true
      hiddenCount += 1
      groups[leader, default: Group(tree, leader)].add(tree, row)
    }
  }

  func hides(_ row: Int) -> Bool { isFolded && hidden[row] }

  /// What the row stands for; `nil` where it is only itself.
  package func group(_ row: Int) -> Group? { isFolded ? groups[row] : nil }
}

extension AlikeSiblings.Group {
  fileprivate init(_ tree: TraceTree, _ row: Int) {
    self.init()
    count = 0
    add(tree, row)
  }

  fileprivate mutating func add(_ tree: TraceTree, _ row: Int) {
    count += 1
    errors += tree.rows[row].errors
    let (sum, overflow) = totalNs.addingReportingOverflow(tree.trace.spans[tree.rows[row].span].durationNanoseconds)
    totalNs = overflow ? .max : sum
    endNs = max(endNs, tree.rows[row].endNs)
  }
}
