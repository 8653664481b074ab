internal import Languages

/// A value that a query or an alert rule compares with: `rate(errors_total[5m]) > 0.5`.
struct QueryThreshold: Hashable, Sendable {
  var op: String
  var value: Double
  /// What is compared, without its matchers: two queries with one shape measure the same.
  var shape: String
  /// The alert rule's name; empty when the query itself compares.
  var name = ""

  /// Every comparison with a number on one side.
  static func all(in query: String) -> [QueryThreshold] {
    guard let expression = try? PromQL.parse(query) else { return [] }
    return all(in: expression)
  }

  /// What a query measures, comparisons left out; `nil` when it cannot be read.
  static func shape(of query: String) -> String? {
    guard let expression = try? PromQL.parse(query) else { return nil }
    return shape(of: expression.measured)
  }

  private static func all(in expression: PromExpression) -> [QueryThreshold] {
    guard case .binary(let binary) = expression.unwrapped.node else { return [] }
    guard let op = comparisons[binary.op] else { return all(in: binary.left) + all(in: binary.right) }
    if let value = binary.right.constant {
      return [QueryThreshold(op: op.text, value: value, shape: shape(of: binary.left.measured))]
    }
    if let value = binary.left.constant {
      return [QueryThreshold(op: op.turned, value: value, shape: shape(of: binary.right.measured))]
    }
    return []
  }

  private static let comparisons: [PromOperator: (text: String, turned: String)] = [
    .greater: (">", "<"), .greaterOrEqual: ("≥", "≤"), .less: ("<", ">"), .lessOrEqual: ("≤", "≥"),
  ]

  private static func shape(of expression: PromExpression) -> String {
    expression.replacing { part in
      guard case .vector(let selector) = part.node else {
        guard case .matrix(let selector, let range) = part.node else { return nil }
        return PromExpression(.matrix(selector.bare, range))
      }
      return PromExpression(.vector(selector.bare))
    }.description
  }
}

extension PromSelector {
  fileprivate var bare: PromSelector {
    let named = name ?? matchers.first { $0.name == "__name__" }?.value
    return PromSelector(name: named, matchers: named == nil ? matchers : [])
  }
}

extension PromExpression {
  /// A number, or arithmetic on numbers alone.
  fileprivate var constant: Double? {
    switch unwrapped.node {
    case .number(let value): return value
    case .negative(let inner): return inner.constant.map { -$0 }
    case .positive(let inner): return inner.constant
    case .binary(let binary):
      guard let left = binary.left.constant, let right = binary.right.constant else { return nil }
      switch binary.op {
      case .plus: return left + right
      case .minus: return left - right
      case .times: return left * right
      case .over: return left / right
      default: return nil
      }
    default: return nil
    }
  }

  /// What is compared, without the comparison.
  fileprivate var measured: PromExpression {
    guard case .binary(let binary) = unwrapped.node, binary.op.isComparison else { return unwrapped }
    return binary.left.constant == nil ? binary.left.measured : binary.right.measured
  }
}
