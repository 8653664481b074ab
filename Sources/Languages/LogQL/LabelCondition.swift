/// A label filter: comparisons joined with `and`, `or` and commas.
public indirect enum LabelCondition: Hashable, Sendable {
  case comparison(LabelComparison)
  /// A comma reads as `and`.
  case and(LabelCondition, LabelCondition)
  case or(LabelCondition, LabelCondition)
}

/// One comparison of a label with a constant.
public struct LabelComparison: Hashable, Sendable {
  public enum Operator: String, Hashable, Sendable, CaseIterable {
    case equal = "="
    case sameNumber = "=="
    case notEqual = "!="
    case matches = "=~"
    case notMatches = "!~"
    case greater = ">"
    case greaterOrEqual = ">="
    case less = "<"
    case lessOrEqual = "<="
  }

  public enum Value: Hashable, Sendable {
    case text(String)
    case number(Double)
    case duration(WrittenDuration)
    case bytes(WrittenBytes)
    case ip(String)
  }

  public var label: String
  public var op: Operator
  public var value: Value

  public init(_ label: String, _ op: Operator, _ value: Value) {
    self.label = label
    self.op = op
    self.value = value
  }
}

/// A duration as its author wrote it.
public struct WrittenDuration: Hashable, Sendable {
  public var text: String
  /// `nil` for a variable such as `$__interval`, which only its user can resolve.
  public var nanoseconds: Int64?

  public init(text: String, nanoseconds: Int64?) {
    self.text = text
    self.nanoseconds = nanoseconds
  }
}

/// A size as its author wrote it.
public struct WrittenBytes: Hashable, Sendable {
  public var text: String
  public var count: Double

  public init(text: String, count: Double) {
    self.text = text
    self.count = count
  }
}
