internal import Languages

/// Evaluates spansets over a loaded trace: which rows a spanset expression returns.
struct SpansetSelection {
  private let reader: SpanFieldReader
  private var tree: TraceTree { reader.tree }

  init(_ tree: TraceTree) { reader = SpanFieldReader(tree) }

  /// Ascending rows.
  func rows(_ expression: SpansetExpression) throws(TraceFilter.Failure) -> [Int] {
    switch expression {
    case .filter(let filter):
      guard let condition = filter.condition else { return Array(tree.rows.indices) }
      let compiled = try SpanCondition(condition)
      return tree.rows.indices.filter { compiled.holds(row: $0, reader) }
    case .pipeline(let pipeline): return try rows(pipeline)
    case .operation(let op, let left, let right):
      return combined(op, try rows(left), try rows(right))
    }
  }

  /// Stages that only arrange or show what was found change nothing here.
  func rows(_ pipeline: TracePipeline) throws(TraceFilter.Failure) -> [Int] {
    var found = try rows(pipeline.source)
    for stage in pipeline.stages {
      switch stage {
      case .by, .coalesce, .select: continue
      case .spansets(let spansets):
        let narrower = Set(try rows(spansets))
        found.removeAll { !narrower.contains($0) }
      case .aggregate(let aggregate, _, _):
        throw .unsupported("\(aggregate), which judges whole traces", TextRange(0, 0))
      case .metric, .topk, .bottomk, .threshold:
        throw .unsupported("\(stage), which makes series", TextRange(0, 0))
      }
    }
    return found
  }

  private func combined(_ op: SpansetOperator, _ left: [Int], _ right: [Int]) -> [Int] {
    switch op.relation {
    case .and: return left.isEmpty || right.isEmpty ? [] : Set(left).union(right).sorted()
    case .or: return Set(left).union(right).sorted()
    default: break
    }
    let related = relatedRows(op.relation, to: left)
    switch op.mode {
    case .plain: return right.filter { related[$0] }
    case .negated: return right.filter { !related[$0] }
    case .union:
      let inverse = relatedRows(op.relation.inverse, to: right)
      return Set(right.filter { related[$0] }).union(left.filter { inverse[$0] }).sorted()
    }
  }

  /// For every row whether it stands in the relation to any of the others.
  private func relatedRows(_ relation: SpansetOperator.Relation, to others: [Int]) -> [Bool] {
    var related = Array(repeating: false, count: tree.rows.count)
    let parent = { (row: Int) in tree.rows[row].parent }
    switch relation {
    case .child, .descendant:
      let given = Set(others)
      for row in tree.rows.indices {
        guard let above = parent(row) else { continue }
        related[row] = given.contains(above) || (relation == .descendant && related[above])
      }
    case .parent: for row in others { if let above = parent(row) { related[above] = true } }
    case .ancestor:
      for row in others {
        var above = parent(row)
        while let next = above, !related[next] {
          related[next] = true
          above = parent(next)
        }
      }
    case .sibling: markSiblings(of: others, in: &related)
    case .and, .or: break
    }
    return related
  }

  /// A span is no sibling of itself, so one that is among the others needs a second.
  private func markSiblings(of others: [Int], in related: inout [Bool]) {
    let given = Set(others)
    let families = Dictionary(grouping: others.filter { tree.rows[$0].parent != nil }) {
      tree.rows[$0].parent ?? -1
    }
    for (above, members) in families {
      for child in tree.children(of: above) {
        related[child] = !given.contains(child) || members.count > 1
      }
    }
  }
}

extension SpansetOperator.Relation {
  fileprivate var inverse: Self {
    switch self {
    case .child: .parent
    case .parent: .child
    case .descendant: .ancestor
    case .ancestor: .descendant
    case .sibling, .and, .or: self
    }
  }
}
