/// The rows of a tree that show, ascending: indices into `tree.rows` in four bytes each.
package struct VisibleRows: RandomAccessCollection, Equatable, Sendable {
  private let rows: [Int32]

  init(_ rows: [Int32]) { self.rows = rows }

  package var startIndex: Int { 0 }
  package var endIndex: Int { rows.count }
  package subscript(index: Int) -> Int { Int(rows[index]) }

  /// Where a row of the tree stands among those that show; `nil` while it is hidden.
  package func index(of row: Int) -> Int? {
    let place = count(before: row)
    return place < rows.count && Int(rows[place]) == row ? place : nil
  }

  /// How many rows show before a row of the tree.
  package func count(before row: Int) -> Int {
    var (low, high) = (0, rows.count)
    while low < high {
      let middle = (low + high) / 2
      if Int(rows[middle]) < row { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
