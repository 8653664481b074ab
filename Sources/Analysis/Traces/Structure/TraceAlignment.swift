internal import Telemetry

/// Pairs the rows of two trees, from the roots down. Internal to `TraceDifference`.
struct TraceAlignment {
  private typealias Pair = (left: Int?, right: Int?)

  private let left: TraceTree
  private let right: TraceTree
  private let leftOperations: TraceOperations
  private let rightOperations: TraceOperations

  init(_ left: TraceTree, _ right: TraceTree) {
    (self.left, self.right) = (left, right)
    leftOperations = TraceOperations(left)
    rightOperations = TraceOperations(right)
  }

  func rows() -> [TraceDifference.Row] {
    var rows: [TraceDifference.Row] = []
    var stack = paired(left.roots, right.roots).reversed().map { (pair: $0, parent: -1) }
    while let (pair, parent) = stack.popLast() {
      let place = rows.count
      rows.append(row(pair, parent: parent < 0 ? nil : parent, depth: parent < 0 ? 0 : rows[parent].depth + 1))
      let below = paired(
        pair.left.map(left.children) ?? [], pair.right.map(right.children) ?? [])
      stack += below.reversed().map { ($0, place) }
    }
    for index in rows.indices.reversed() {
      if let parent = rows[index].parent { rows[parent].subtreeSize += rows[index].subtreeSize }
    }
    return rows
  }

  private func row(_ pair: Pair, parent: Int?, depth: Int) -> TraceDifference.Row {
    let operation =
      pair.left.map { leftOperations[$0] } ?? pair.right.map { rightOperations[$0] }
      ?? TraceOperation(service: "", name: "")
    let total = { (tree: TraceTree, row: Int?) in
      row.map { tree.trace.spans[tree.rows[$0].span].durationNanoseconds } ?? 0
    }
    let own = { (tree: TraceTree, row: Int?) in row.map { tree.rows[$0].selfNs } ?? 0 }
    return TraceDifference.Row(
      left: pair.left, right: pair.right, operation: operation, depth: depth, parent: parent,
      differenceNs: total(right, pair.right).saturatingSubtract(total(left, pair.left)),
      selfDifferenceNs: own(right, pair.right).saturatingSubtract(own(left, pair.left)))
  }

  /// Siblings of both sides in one order: the left's, with the right's own ones put in before the
  /// partner that follows them.
  private func paired(_ lefts: [Int], _ rights: [Int]) -> [Pair] {
    var free: [TraceOperation: [Int]] = [:]
    for row in rights.reversed() { free[rightOperations[row], default: []].append(row) }
    let partners = lefts.map { free[leftOperations[$0]]?.popLast() }
    let taken = Set(partners.compactMap { $0 })
    let lonely = rights.enumerated().filter { !taken.contains($0.element) }
    var places: [Int: Int] = [:]
    for (place, row) in rights.enumerated() { places[row] = place }
    var pairs: [Pair] = []
    var next = 0
    for (row, partner) in zip(lefts, partners) {
      let reached = partner.flatMap { places[$0] } ?? -1
      while next < lonely.count, lonely[next].offset < reached {
        pairs.append((nil, lonely[next].element))
        next += 1
      }
      pairs.append((row, partner))
    }
    return pairs + lonely[next...].map { (nil, $0.element) }
  }
}
