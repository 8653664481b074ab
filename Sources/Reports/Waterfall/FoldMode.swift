internal import Analysis

/// Ways of folding a whole trace at once.
package enum FoldMode: Hashable, Sendable {
  /// Everything below a depth; 0 leaves the roots.
  case depth(Int)
  /// Every subtree that stays within one service.
  case service
  /// Every subtree of which nothing was waited for.
  case offPath
}

extension FoldMode {
  /// For each row whether it is folded. Time in proportion to the rows.
  func folds(_ tree: TraceTree, _ operations: TraceOperations, isOnPath: [Bool]) -> [Bool] {
    switch self {
    case .depth(let depth): return tree.rows.map { $0.subtreeSize > 1 && $0.depth >= depth }
    case .offPath: return tree.rows.indices.map { tree.rows[$0].subtreeSize > 1 && !isOnPath[$0] }
    case .service:
      // From the last row up every child has been seen before its parent.
      var isPure = Array(repeating: true, count: tree.rows.count)
      for row in tree.rows.indices.reversed() {
        guard let parent = tree.rows[row].parent else { continue }
        let isSame = operations.serviceIndex(ofRow: row) == operations.serviceIndex(ofRow: parent)
        if !isSame || !isPure[row] { isPure[parent] = false }
      }
      return tree.rows.indices.map { tree.rows[$0].subtreeSize > 1 && isPure[$0] }
    }
  }
}
