internal import Telemetry

/// Merges traces into nodes. Internal to `AggregatedTree`.
struct AggregatedTreeBuild {
  private struct Step: Hashable {
    /// -1 below nothing.
    var parent: Int
    var operation: Int
  }

  private var nodes: [AggregatedTree.Node] = []
  private var known: [Step: Int] = [:]
  private var numbers: [TraceOperation: Int] = [:]
  /// The last trace that each node was seen in.
  private var seenIn: [Int] = []
  private var traceNumber = 0

  mutating func add(_ tree: TraceTree) {
    traceNumber += 1
    let operations = TraceOperations(tree)
    let numbered = operations.all.map { number(of: $0) }
    var nodeOfRow = Array(repeating: 0, count: tree.rows.count)
    for (index, row) in tree.rows.enumerated() {
      let step = Step(
        parent: row.parent.map { nodeOfRow[$0] } ?? -1,
        operation: numbered[operations.index(ofRow: index)])
      let node = node(at: step, showing: operations[index], first: tree.trace.spans[row.span], in: tree)
      nodeOfRow[index] = node
      count(tree.trace.spans[row.span], row, of: tree.trace.id, at: node)
    }
  }

  private mutating func number(of operation: TraceOperation) -> Int {
    if let known = numbers[operation] { return known }
    numbers[operation] = numbers.count
    return numbers.count - 1
  }

  private mutating func node(
    at step: Step, showing operation: TraceOperation, first: Span, in tree: TraceTree
  ) -> Int {
    if let found = known[step] { return found }
    let parent = step.parent < 0 ? nil : step.parent
    known[step] = nodes.count
    seenIn.append(0)
    nodes.append(
      AggregatedTree.Node(
        operation: operation, parent: parent, depth: parent.map { nodes[$0].depth + 1 } ?? 0,
        longestTrace: tree.trace.id, longestSpan: first.id))
    return nodes.count - 1
  }

  private mutating func count(_ span: Span, _ row: TraceTree.Row, of trace: TraceID, at node: Int) {
    if seenIn[node] != traceNumber {
      seenIn[node] = traceNumber
      nodes[node].traces += 1
    }
    nodes[node].count += 1
    nodes[node].errors += span.status == .error ? 1 : 0
    nodes[node].totalNs = nodes[node].totalNs.saturatingAdd(span.durationNanoseconds)
    nodes[node].selfNs = nodes[node].selfNs.saturatingAdd(row.selfNs)
    if span.durationNanoseconds > nodes[node].longestNs {
      nodes[node].longestNs = span.durationNanoseconds
      (nodes[node].longestTrace, nodes[node].longestSpan) = (trace, span.id)
    }
  }

  /// Depth first with a stack of its own; parents were made before their children.
  func ordered() -> [AggregatedTree.Node] {
    var below: [[Int]] = Array(repeating: [], count: nodes.count)
    for index in nodes.indices { if let parent = nodes[index].parent { below[parent].append(index) } }
    var stack = sorted(nodes.indices.filter { nodes[$0].parent == nil }).map { (node: $0, parent: -1) }
    var ordered: [AggregatedTree.Node] = []
    ordered.reserveCapacity(nodes.count)
    while let (node, parent) = stack.popLast() {
      let place = ordered.count
      ordered.append(nodes[node])
      ordered[place].parent = parent < 0 ? nil : parent
      stack += sorted(below[node]).map { ($0, place) }
    }
    for index in ordered.indices.reversed() {
      if let parent = ordered[index].parent { ordered[parent].subtreeSize += ordered[index].subtreeSize }
    }
    return ordered
  }

  /// The most total time last, as a stack takes them.
  private func sorted(_ siblings: [Int]) -> [Int] {
    siblings.sorted { a, b in
      nodes[a].totalNs != nodes[b].totalNs
        ? nodes[a].totalNs < nodes[b].totalNs : nodes[a].operation > nodes[b].operation
    }
  }
}
