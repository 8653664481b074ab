/// What is computed for one span: a condition, or a value.
public indirect enum FieldExpression: Hashable, Sendable {
  case literal(TraceLiteral, SourceRange = SourceRange())
  case field(TraceField, SourceRange = SourceRange())
  case not(FieldExpression, SourceRange = SourceRange())
  case negative(FieldExpression, SourceRange = SourceRange())
  case binary(FieldOperator, FieldExpression, FieldExpression)

  public var range: TextRange {
    switch self {
    case .literal(_, let at), .field(_, let at), .not(_, let at), .negative(_, let at): at.range
    case .binary(_, let left, let right): left.range.joined(with: right.range)
    }
  }

  /// All fields named in the expression, in order, each once.
  public var fields: [TraceField] {
    switch self {
    case .literal: return []
    case .field(let field, _): return [field]
    case .not(let inner, _), .negative(let inner, _): return inner.fields
    case .binary(_, let left, let right):
      let before = left.fields
      return before + right.fields.filter { !before.contains($0) }
    }
  }
}

/// An operator between two values of a span.
public enum FieldOperator: String, Hashable, Sendable, CaseIterable {
  case or = "||"
  case and = "&&"
  case equal = "="
  case notEqual = "!="
  case matches = "=~"
  case notMatches = "!~"
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case modulo = "%"
  case power = "^"

  /// Binding strength. `&&` and `||` bind alike, from the left, as Tempo's grammar has it.
  var precedence: Int {
    switch self {
    case .or, .and: 1
    case .add, .subtract: 3
    case .multiply, .divide, .modulo: 4
    case .power: 5
    default: 2
    }
  }

  public var isComparison: Bool { precedence == 2 }
  public var isArithmetic: Bool { precedence > 2 }
  public var isLogical: Bool { precedence == 1 }
  public var isRegex: Bool { self == .matches || self == .notMatches }
}
