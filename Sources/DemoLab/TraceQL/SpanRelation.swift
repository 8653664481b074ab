internal import Languages

/// Whether a span stands in a relation to any of a set of others.
///
/// ```
/// a            b is a child of a, c a descendant; a is the parent of b, an ancestor of c;
/// ├─ b         b and d are siblings
/// │  └─ c
/// └─ d
/// ```
struct SpanRelation {
  private let relation: SpansetOperator.Relation
  private let trace: IndexedTrace
  private let others: Set<Int>
  /// What a span is looked up in: the others, their parents, or all their ancestors.
  private let targets: Set<Int>

  init(_ relation: SpansetOperator.Relation, to others: [Int], in trace: IndexedTrace) {
    self.relation = relation
    self.trace = trace
    self.others = Set(others)
    switch relation {
    case .parent, .sibling: targets = Set(others.map { trace.parents[$0] }).subtracting([-1])
    case .ancestor: targets = Set(others.flatMap { trace.ancestors(of: $0) })
    default: targets = self.others
    }
  }

  func holds(_ span: Int) -> Bool {
    switch relation {
    case .child: targets.contains(trace.parents[span])
    case .descendant: trace.ancestors(of: span).contains(where: targets.contains)
    case .parent, .ancestor: targets.contains(span)
    case .sibling: hasSibling(span)
    case .and, .or: false
    }
  }

  /// A span is no sibling of itself, so one that is among the others needs a second.
  private func hasSibling(_ span: Int) -> Bool {
    let parent = trace.parents[span]
    guard targets.contains(parent) else { return false }
    return !others.contains(span)
      || others.contains { $0 != span && trace.parents[$0] == parent }
  }
}
