/// What selects sets of spans within a trace.
public indirect enum SpansetExpression: Hashable, Sendable {
  case filter(SpansetFilter)
  case operation(SpansetOperator, SpansetExpression, SpansetExpression)
  /// A pipeline in parentheses.
  case pipeline(TracePipeline)
}

/// `{ … }`; without a condition all spans pass.
public struct SpansetFilter: Hashable, Sendable {
  public var condition: FieldExpression?
  /// From brace to brace.
  public var source: SourceRange

  public init(_ condition: FieldExpression?, source: SourceRange = SourceRange()) {
    self.condition = condition
    self.source = source
  }
}

/// An operator between two spansets.
public struct SpansetOperator: Hashable, Sendable {
  public enum Relation: String, Hashable, Sendable, CaseIterable {
    case and = "&&"
    case or = "||"
    case child = ">"
    case descendant = ">>"
    case parent = "<"
    case ancestor = "<<"
    case sibling = "~"

    public var isStructural: Bool { self != .and && self != .or }
  }

  /// Which spans a structural operator returns.
  public enum Mode: String, Hashable, Sendable, CaseIterable {
    /// The right side's spans that stand in the relation to one of the left.
    case plain = ""
    /// The right side's spans that stand in the relation to none of the left.
    case negated = "!"
    /// Both sides' spans.
    case union = "&"
  }

  public var relation: Relation
  public var mode: Mode

  public init(_ relation: Relation, mode: Mode = .plain) {
    self.relation = relation
    self.mode = mode
  }

  /// From `&>>` and the like.
  public init?(spelling: String) {
    for mode in [Mode.negated, .union] where spelling.hasPrefix(mode.rawValue) {
      if let relation = Relation(rawValue: String(spelling.dropFirst())), relation.isStructural {
        self.init(relation, mode: mode)
        return
      }
    }
    guard let relation = Relation(rawValue: spelling) else { return nil }
    self.init(relation)
  }

  var precedence: Int { relation.isStructural ? 2 : 1 }
}

extension SpansetOperator: CustomStringConvertible {
  public var description: String { mode.rawValue + relation.rawValue }
}
