internal import Analysis

/// When each span itself was what everything waited for, to be asked for any stretch of time.
///
/// A span with a hundred thousand children has as many pieces of its own: sums up to each piece let
/// a bar be drawn by asking once a column.
///
///     R ━━░░░━━━━░░░━━━   own pieces of R, each with the sum of those before it
///       0     2      6
package struct OwnTime: Sendable {
  private struct Piece {
    var fromNs: Int64
    var toNs: Int64
    /// Of the pieces of the same span before this one.
    var beforeNs: Int64 = 0
  }

  /// Grouped by row, ascending in time.
  private let pieces: [Piece]
  /// Where the pieces of each row begin; one more at the end.
  private let first: [Int32]

  init(_ path: CriticalPath, in tree: TraceTree) {
    let counted = path.segments.filter { $0.lengthNs > 0 }
    var first = [Int32](repeating: 0, count: tree.rows.count + 1)
    for segment in counted { first[tree.rowOfSpan[segment.span] + 1] += 1 }
    for row in tree.rows.indices { first[row + 1] += first[row] }
    var next = first
    var pieces = [Piece](repeating: Piece(fromNs: 0, toNs: 0), count: counted.count)
    for segment in counted {
      let row = tree.rowOfSpan[segment.span]
      let place = Int(next[row])
      var piece = Piece(fromNs: segment.fromNs, toNs: segment.toNs)
      if next[row] > first[row] {
        let last = pieces[place - 1]
        piece.beforeNs = last.beforeNs + (last.toNs - last.fromNs)
      }
      pieces[place] = piece
      next[row] += 1
    }
    (self.pieces, self.first) = (pieces, first)
  }

  /// Whether any time of the row's span is on the path.
  func isEmpty(_ row: Int) -> Bool { first[row] == first[row + 1] }

  /// The span's own time on the path between two moments, in nanoseconds.
  package func ns(ofRow row: Int, from fromNs: Int64, to toNs: Int64) -> Int64 {
    isEmpty(row) ? 0 : max(0, until(toNs, row) - until(fromNs, row))
  }

  /// The span's own time before a moment.
  private func until(_ ns: Int64, _ row: Int) -> Int64 {
    var (low, high) = (Int(first[row]), Int(first[row + 1]))
    while low < high {
      let middle = (low + high) / 2
      if pieces[middle].fromNs < ns { low = middle + 1 } else { high = middle }
    }
    guard low > Int(first[row]) else { return 0 }
    let piece = pieces[low - 1]
    return piece.beforeNs + (min(ns, piece.toNs) - piece.fromNs)
  }
}
