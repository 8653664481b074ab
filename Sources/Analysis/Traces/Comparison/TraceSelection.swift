public import Languages
public import Telemetry

/// What sets some of a filter's spans apart from the rest, to ask what else differs between them.
///
/// ```
///   duration
///     │    ┌─────┐
///     │    │ box │  ·          slow: all above a line
///     │ - -└─────┘- - - -      box: what lies in it
///     │ ·  · ·· ··  · ··       failing: those with status error
///     └──────────────── time
/// ```
public enum TraceSelection: Hashable, Sendable {
  /// Spans that took longer than so many nanoseconds.
  case slow(aboveNs: Int64)
  case failing
  case box(Box)

  /// A part of a histogram of durations over time.
  public struct Box: Hashable, Sendable {
    /// When the spans begin.
    public var range: TimeRange
    /// Nanoseconds, not included; `nil` from nothing.
    public var aboveNs: Int64?
    /// Nanoseconds, included; `nil` without end.
    public var toNs: Int64?

    public init(range: TimeRange, aboveNs: Int64?, toNs: Int64?) {
      (self.range, self.aboveNs, self.toNs) = (range, aboveNs, toNs)
    }
  }

  /// What a span must meet beside the filter.
  public var condition: FieldExpression {
    switch self {
    case .slow(let nanoseconds): Self.duration(.greater, nanoseconds)
    case .failing: .binary(.equal, .field(.intrinsic(.status)), .literal(.status(.error)))
    case .box(let box):
      switch (box.aboveNs, box.toNs) {
      case (let above?, let to?):
        .binary(.and, Self.duration(.greater, above), Self.duration(.lessOrEqual, to))
      case (let above?, nil): Self.duration(.greater, above)
      case (nil, let to?): Self.duration(.lessOrEqual, to)
      case (nil, nil): Self.duration(.greaterOrEqual, 0)
      }
    }
  }

  /// When its spans begin; `nil` for any time.
  public var range: TimeRange? {
    if case .box(let box) = self { box.range } else { nil }
  }

  /// What differs as a matter of course, the selection being made by it.
  public var ignored: Set<TraceField> {
    self == .failing ? [.intrinsic(.status), .intrinsic(.statusMessage)] : [.intrinsic(.duration)]
  }

  /// The search for its spans among those of a filter.
  ///
  /// - Throws: the filter's own error when it cannot be read.
  public func search(in filter: String) throws(SyntaxError) -> String {
    TraceExpression(.pipeline(try TraceQL.selection(filter, adding: condition))).description
  }

  /// The question for a server that compares.
  ///
  /// - Throws: the filter's own error when it cannot be read.
  public func comparison(in filter: String) throws(SyntaxError) -> String {
    try AttributeComparison.query(filter: filter, selection: condition, within: range)
  }

  /// Whether a loaded trace has a span of the selection.
  ///
  /// - Throws: what cannot be evaluated on a loaded trace.
  public func isIn(_ tree: TraceTree, filter: String) throws(TraceFilter.Failure) -> Bool {
    let expression: TraceExpression
    do {
      expression = TraceExpression(.pipeline(try TraceQL.selection(filter, adding: condition)))
    } catch {
      throw .syntax(error)
    }
    let matches = try TraceFilter(expression, in: tree).matches
    guard let range else { return !matches.isEmpty }
    return matches.contains { range.contains(tree.span(at: $0).start) }
  }

  private static func duration(_ op: FieldOperator, _ nanoseconds: Int64) -> FieldExpression {
    .binary(op, .field(.intrinsic(.duration)), .literal(.duration(nanoseconds)))
  }
}

extension AttributeComparison.Difference {
  /// A filter for the spans, or where whole traces were compared the traces, that have the value.
  ///
  /// - Throws: the filter's own error when it cannot be read.
  public func narrowing(
    _ filter: String, _ origin: AttributeComparison.Origin
  ) throws(SyntaxError) -> String {
    guard origin != .sampledTraces else {
      return try TraceQL.traces(filter, alsoWith: condition).description
    }
    if op == .equal { return try TraceSearchBuilder.including(field, value, in: filter) }
    return try TraceQL.addingCondition(filter, attribute: field, op: op, value: value)
  }

  /// A filter for the spans that have the attribute with another value; `nil` where whole traces were
  /// compared, for no query asks for traces without something.
  ///
  /// - Throws: the filter's own error when it cannot be read.
  public func excluding(
    from filter: String, _ origin: AttributeComparison.Origin
  ) throws(SyntaxError) -> String? {
    guard origin != .sampledTraces else { return nil }
    if op == .equal {
      return try TraceSearchBuilder.including(field, value, in: filter, isExcluded: true)
    }
    return try TraceQL.addingCondition(filter, attribute: field, op: .lessOrEqual, value: value)
  }
}
