package import Analysis

/// Which rows are folded, and how that came about.
package struct Folding: Sendable {
  package internal(set) var isFolded: [Bool]
  /// How the whole trace was folded last; `nil`: row by row.
  package internal(set) var mode: FoldMode?
  /// What was folded row by row before the mode, to give it back.
  var byHand: [Bool]?

  init(rows: Int) { isFolded = Array(repeating: false, count: rows) }
}

extension WaterfallModel {
  package mutating func setFolded(_ row: Int, _ isFolded: Bool) {
    guard hasChildren(row) else { return }
    folding.isFolded[row] = isFolded
    updateVisible()
  }

  package mutating func fold(_ rows: [Int]) {
    for row in rows where hasChildren(row) { folding.isFolded[row] = true }
    updateVisible()
  }

  /// Folds the whole trace one way; `nil` gives back what was folded row by row.
  package mutating func fold(by mode: FoldMode?) {
    let byHand = folding.mode == nil ? folding.isFolded : folding.byHand
    if let mode {
      folding.isFolded = mode.folds(tree, operations, isOnPath: onPath)
      folding.byHand = byHand
    } else {
      folding.isFolded = byHand ?? folding.isFolded
      folding.byHand = nil
    }
    folding.mode = mode
    updateVisible()
  }

  /// - Returns: `false` when nothing would show, and nothing has changed.
  @discardableResult
  package mutating func togglePathOnly() -> Bool {
    change { $0.pathOnly.toggle() }
  }

  /// Shows identical siblings as one row, or all of them again.
  package mutating func toggleSiblings() {
    siblings.isFolded.toggle()
    updateVisible()
  }

  /// Looks for spans. Matches come out of folds; what was folded is given back when the filter goes.
  package mutating func setFilter(_ filter: TraceFilter?) {
    if let filter {
      if foldingBeforeFilter == nil { foldingBeforeFilter = folding }
      for row in filter.visible where hasChildren(row) { folding.isFolded[row] = false }
      pathOnly = false
      siblings.isFolded = false
    } else if let before = foldingBeforeFilter {
      (folding, foldingBeforeFilter) = (before, nil)
    }
    self.filter = filter
    hidesRest = true
    updateVisible()
  }

  /// Hides what does not match, or only marks what does.
  package mutating func toggleRest() {
    hidesRest.toggle()
    updateVisible()
  }

  /// Unfolds whatever hides a row.
  package mutating func reveal(_ row: Int) {
    guard tree.rows.indices.contains(row), visible.index(of: row) == nil else { return }
    let above = tree.ancestors(of: row)
    if pathOnly && !isOnPath(row) { pathOnly = false }
    if siblings.hides(row) || above.contains(where: siblings.hides) { siblings.isFolded = false }
    if let filter, !filter.isVisible(row) { hidesRest = false }
    for row in above { folding.isFolded[row] = false }
    updateVisible()
  }

  private mutating func change(_ body: (inout Self) -> Void) -> Bool {
    var changed = self
    body(&changed)
    changed.updateVisible()
    guard !changed.visible.isEmpty else { return false }
    self = changed
    return true
  }

  mutating func updateVisible() {
    var shown = [Int32]()
    shown.reserveCapacity(visible.isEmpty ? tree.rows.count : min(tree.rows.count, visible.count * 2))
    let hiding = hidesRest ? filter : nil
    var row = 0
    while row < tree.rows.count {
      let size = tree.rows[row].subtreeSize
      if siblings.hides(row) || hiding?.isVisible(row) == false {
        row += size
      } else if pathOnly && !onPath[row] {
        row += 1
      } else {
        shown.append(Int32(truncatingIfNeeded: row))
        row += folding.isFolded[row] ? size : 1
      }
    }
    visible = VisibleRows(shown)
  }
}
