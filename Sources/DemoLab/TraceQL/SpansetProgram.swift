internal import Languages

/// A compiled spanset expression.
indirect enum SpansetProgram {
  case filter(SpanPredicate)
  case operation(SpansetOperator, SpansetProgram, SpansetProgram)
  case pipeline(PipelineProgram)

  init(_ expression: SpansetExpression) throws(TraceRefusal) {
    switch expression {
    case .filter(let filter): self = .filter(try SpanPredicate(filter))
    case .operation(let op, let left, let right):
      self = .operation(op, try SpansetProgram(left), try SpansetProgram(right))
    case .pipeline(let pipeline): self = .pipeline(try PipelineProgram(pipeline))
    }
  }

  /// The spans among `candidates` that the expression selects, ascending.
  func spans(among candidates: [Int], in trace: IndexedTrace) -> [Int] {
    switch self {
    case .filter(.constant(true)): return candidates
    case .filter(let predicate): return candidates.filter { predicate.holds($0, in: trace) }
    case .pipeline(let pipeline):
      let sets = pipeline.spansets(of: candidates, in: trace)
      return Set(sets.flatMap(\.spans)).sorted()
    case .operation(let op, let left, let right):
      let a = left.spans(among: candidates, in: trace)
      let b = right.spans(among: candidates, in: trace)
      return Self.combine(op, a, b, in: trace)
    }
  }

  private static func combine(
    _ op: SpansetOperator, _ left: [Int], _ right: [Int], in trace: IndexedTrace
  ) -> [Int] {
    switch op.relation {
    case .and: return left.isEmpty || right.isEmpty ? [] : Set(left).union(right).sorted()
    case .or: return Set(left).union(right).sorted()
    default: break
    }
    let related = SpanRelation(op.relation, to: left, in: trace)
    switch op.mode {
    case .plain: return right.filter(related.holds)
    case .negated: return right.filter { !related.holds($0) }
    case .union:
      let inverse = SpanRelation(op.relation.inverse, to: right, in: trace)
      return Set(right.filter(related.holds)).union(left.filter(inverse.holds)).sorted()
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
