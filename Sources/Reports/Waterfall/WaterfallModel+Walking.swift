internal import Analysis

extension WaterfallModel {
  /// Whether the filter leaves a row in sight.
  private func isSought(_ row: Int) -> Bool { !hidesRest || filter?.isVisible(row) ?? true }

  /// The next failed span after a row (before it when `backwards`), around the end, among what the
  /// filter shows.
  package func failed(after row: Int, backwards: Bool) -> Int? {
    let count = failed.count
    let place = failed.count(before: backwards ? row : row + 1)
    for step in 0..<count {
      let index = backwards ? place - 1 - step : place + step
      let found = failed[(index + 2 * count) % count]
      if isSought(found) { return found }
    }
    return nil
  }

  /// Rows by self time, the most first: the one that comes after `row` (before it when `backwards`),
  /// the very first after `nil`; with its rank from 1. Only matches, while a filter is on.
  package func slowest(after row: Int?, backwards: Bool = false) -> (row: Int, rank: Int)? {
    var found: Int?
    var before = 0
    let consider = { (candidate: Int) in
      guard candidate != row, tree.rows[candidate].selfNs > 0 else { return }
      let isBefore = row.map { comesFirst(candidate, $0) } ?? false
      if isBefore { before += 1 }
      guard isBefore == backwards else { return }
      if let best = found {
        if comesFirst(candidate, best) != backwards { found = candidate }
      } else {
        found = candidate
      }
    }
    if let filter, hidesRest { filter.matches.forEach(consider) } else { tree.rows.indices.forEach(consider) }
    return found.map { ($0, backwards ? before : before + (row == nil ? 1 : 2)) }
  }

  private func comesFirst(_ a: Int, _ b: Int) -> Bool {
    let (x, y) = (tree.rows[a].selfNs, tree.rows[b].selfNs)
    return x != y ? x > y : a < b
  }
}
