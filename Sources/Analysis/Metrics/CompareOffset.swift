public import Languages
public import Telemetry

/// Lays the same question's answer from an earlier time over the present one.
///
/// Two ways lead there. `query(_:)` writes the shift into the PromQL, so the answer comes stamped
/// with present times; `earlier(_:)` asks the unchanged query over the earlier range, and
/// `overlaid(_:)` then moves that answer forward. The second works for every language.
///
/// ```
///   ── now ────────────────┤        ├── now ──────┤
///   ├── an hour ago ──┤        ▶    ├── an hour ago ┤
/// ```
public struct CompareOffset: Hashable, Sendable {
  /// How far back, in whole milliseconds; always positive.
  public let offset: Duration
  private let milliseconds: Int64

  /// - Returns: `nil` for less than a millisecond.
  public init?(_ offset: Duration) {
    milliseconds = offset.wholeNanoseconds / 1_000_000
    guard milliseconds > 0 else { return nil }
    self.offset = .milliseconds(milliseconds)
  }

  /// The query as it would have answered `offset` earlier, stamped with the present.
  ///
  /// Selectors and subqueries get the offset added to their own; what is fixed by `@` to a moment
  /// stays, what `@ start()` or `@ end()` anchors moves along, and so does `time()`.
  ///
  /// - Throws: the text's own error when it cannot be read, and one at an `offset` that is still
  ///   a dashboard variable.
  public func query(_ text: String) throws(SyntaxError) -> String {
    let expression = try PromQL.parse(text)
    if let place = Self.variableOffset(in: expression) {
      throw SyntaxError("replace the variable in this offset before comparing", at: place)
    }
    return shifted(expression, carried: false).description
  }

  /// The range to ask the unchanged query over.
  public func earlier(_ range: TimeRange) -> TimeRange { range.shifted(by: .zero - offset) }

  /// An answer over the earlier range, moved to the present.
  public func overlaid(_ series: [Series]) -> [Series] {
    series.map { item in
      var moved = item
      for index in moved.samples.indices {
        moved.samples[index].time = moved.samples[index].time + offset
      }
      for index in moved.histograms.indices {
        moved.histograms[index].time = moved.histograms[index].time + offset
      }
      return moved
    }
  }

  /// - Parameter carried: Inside a subquery, whose own shift or moment already decides the time.
  private func shifted(_ expression: PromExpression, carried: Bool) -> PromExpression {
    expression.replacing { part in
      switch part.node {
      case .vector(var selector):
        selector.modifiers = shifted(selector.modifiers, carried: carried)
        return PromExpression(.vector(selector), range: part.range)
      case .matrix(var selector, let length):
        selector.modifiers = shifted(selector.modifiers, carried: carried)
        return PromExpression(.matrix(selector, length), range: part.range)
      case .subquery(var subquery):
        subquery.modifiers = shifted(subquery.modifiers, carried: carried)
        subquery.expression = shifted(subquery.expression, carried: true)
        return PromExpression(.subquery(subquery), range: part.range)
      case .call(let call) where !carried && call.arguments.isEmpty:
        return clock(call, part)
      default: return nil
      }
    }
  }

  private func shifted(_ modifiers: PromModifiers, carried: Bool) -> PromModifiers {
    switch modifiers.at {
    case .milliseconds: return modifiers
    case nil where carried: return modifiers
    default: break
    }
    var moved = modifiers
    let own = modifiers.offset?.milliseconds ?? 0
    let (sum, overflow) = own.addingReportingOverflow(milliseconds)
    moved.offset = overflow ? modifiers.offset : sum == 0 ? nil : .milliseconds(sum)
    return moved
  }

  /// `time()` reads the clock `offset` earlier; `hour()` and its like then of that time.
  private func clock(_ call: PromCall, _ part: PromExpression) -> PromExpression? {
    guard let time = PromExpression.calling("time", []) else { return nil }
    let earlier = time.combined(.minus, .number(Double(milliseconds) / 1000))
    if call.function.name == "time" { return PromExpression(.parenthesised(earlier)) }
    guard call.function.parameters == [.vector],
      let vector = PromExpression.calling("vector", [earlier])
    else { return nil }
    return PromExpression(
      .call(PromCall(function: call.function, arguments: [vector])), range: part.range)
  }

  private static func variableOffset(in expression: PromExpression) -> TextRange? {
    let modifiers: PromModifiers? =
      switch expression.node {
      case .vector(let selector), .matrix(let selector, _): selector.modifiers
      case .subquery(let subquery): subquery.modifiers
      default: nil
      }
    if case .variable = modifiers?.offset { return expression.range }
    for child in expression.children {
      if let place = variableOffset(in: child) { return place }
    }
    return nil
  }
}
