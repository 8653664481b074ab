/// A PromQL expression and where it stands in its text.
///
/// Two expressions are equal when they mean the same; the places do not count.
public struct PromExpression: Sendable {
  public indirect enum Node: Equatable, Sendable {
    case number(Double)
    case string(String)
    case vector(PromSelector)
    /// A selector with a range: `up[5m]`.
    case matrix(PromSelector, PromDuration)
    case subquery(PromSubquery)
    case call(PromCall)
    case aggregation(PromAggregation)
    case binary(PromBinary)
    case negative(PromExpression)
    /// A plus sign without effect.
    case positive(PromExpression)
    case parenthesised(PromExpression)
  }

  public var node: Node
  public var range: TextRange

  public init(_ node: Node, range: TextRange = TextRange(0, 0)) {
    self.node = node
    self.range = range
  }
}

extension PromExpression: Equatable {
  public static func == (a: PromExpression, b: PromExpression) -> Bool {
    if case .number(let x) = a.node, case .number(let y) = b.node, x.isNaN { return y.isNaN }
    return a.node == b.node
  }
}

/// Which series: a metric name and matchers, perhaps at another time.
public struct PromSelector: Sendable {
  /// `nil` when the braces stand alone, as in `{job="api"}`.
  public var name: String?
  /// What the braces hold, in order, without the name.
  public var matchers: [Matcher]
  public var modifiers: PromModifiers
  /// The selector without range and modifiers.
  public var range: TextRange

  public init(
    name: String?, matchers: [Matcher] = [], modifiers: PromModifiers = PromModifiers(),
    range: TextRange = TextRange(0, 0)
  ) {
    self.name = name
    self.matchers = matchers
    self.modifiers = modifiers
    self.range = range
  }

  /// The matchers with the name as one on `__name__`, first.
  public var allMatchers: [Matcher] {
    (name.map { [Matcher("__name__", .equal, $0, range: range)] } ?? []) + matchers
  }
}

extension PromSelector: Hashable {
  public static func == (a: PromSelector, b: PromSelector) -> Bool {
    a.name == b.name && a.modifiers == b.modifiers
      && a.matchers.elementsEqual(b.matchers) {
        $0.name == $1.name && $0.op == $1.op && $0.value == $1.value
      }
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(modifiers)
    for matcher in matchers {
      hasher.combine(matcher.name)
      hasher.combine(matcher.op)
      hasher.combine(matcher.value)
    }
  }
}

/// `offset` and `@`: a selector or subquery read at another time.
public struct PromModifiers: Hashable, Sendable {
  public enum Anchor: Hashable, Sendable {
    case milliseconds(Int64)
    /// The first and the last step of the query.
    case start, end
  }

  /// How far into the past; negative reaches into the future.
  public var offset: PromDuration?
  public var at: Anchor?

  public init(offset: PromDuration? = nil, at: Anchor? = nil) {
    self.offset = offset
    self.at = at
  }
}

/// An expression asked again at every step of a range: `rate(x[5m])[1h:1m]`.
public struct PromSubquery: Equatable, Sendable {
  public var expression: PromExpression
  public var range: PromDuration
  /// `nil` for the server's evaluation interval.
  public var step: PromDuration?
  public var modifiers: PromModifiers

  public init(
    expression: PromExpression, range: PromDuration, step: PromDuration? = nil,
    modifiers: PromModifiers = PromModifiers()
  ) {
    self.expression = expression
    self.range = range
    self.step = step
    self.modifiers = modifiers
  }
}

/// A function and its arguments.
public struct PromCall: Equatable, Sendable {
  public var function: PromFunction
  public var arguments: [PromExpression]

  public init(function: PromFunction, arguments: [PromExpression]) {
    self.function = function
    self.arguments = arguments
  }
}

/// `sum by (job) (x)`, `topk(3, x)`.
public struct PromAggregation: Equatable, Sendable {
  public enum Grouping: Equatable, Sendable {
    case by([String])
    case without([String])
  }

  public var op: PromAggregator
  /// `nil` where neither `by` nor `without` is written: everything into one group.
  public var grouping: Grouping?
  public var parameter: PromExpression?
  public var expression: PromExpression

  public init(
    op: PromAggregator, grouping: Grouping?, parameter: PromExpression? = nil,
    expression: PromExpression
  ) {
    self.op = op
    self.grouping = grouping
    self.parameter = parameter
    self.expression = expression
  }
}

/// Two operands and how their series pair up.
public struct PromBinary: Sendable {
  public var op: PromOperator
  /// Where the operator stands; does not count for equality.
  public var opRange = TextRange(0, 0)
  public var left: PromExpression
  public var right: PromExpression
  /// Comparisons that answer 0 or 1 instead of filtering.
  public var returnsBool: Bool
  /// `nil` where neither `on` nor `ignoring` is written: all labels must agree.
  public var matching: PromMatching?

  public init(
    op: PromOperator, opRange: TextRange = TextRange(0, 0), left: PromExpression,
    right: PromExpression, returnsBool: Bool = false, matching: PromMatching? = nil
  ) {
    self.op = op
    self.opRange = opRange
    self.left = left
    self.right = right
    self.returnsBool = returnsBool
    self.matching = matching
  }
}

extension PromBinary: Equatable {
  public static func == (a: PromBinary, b: PromBinary) -> Bool {
    a.op == b.op && a.left == b.left && a.right == b.right && a.returnsBool == b.returnsBool
      && a.matching == b.matching
  }
}

/// `on` or `ignoring` with its labels, and which side may have many series for one.
public struct PromMatching: Equatable, Sendable {
  public enum Group: Equatable, Sendable {
    /// `group_left`: many on the left; the labels are copied from the right.
    case left([String])
    case right([String])
  }

  public var isOn: Bool
  public var labels: [String]
  public var group: Group?
}
