internal import Languages
internal import Telemetry

/// Evaluates one query, step by step. Lives as long as the query, holding what it fetched and the
/// subquery points that later steps will need again.
final class PromEvaluator {
  /// Steps of subqueries one query may take, in the spirit of `--query.max-samples`.
  private static let mostInnerSteps = 2_000_000

  private let series: [PromSelector: [PromSeries]]
  private let start: Int64
  private let end: Int64
  private var innerSteps = 0
  /// Points of subqueries by their text, then by step.
  private var innerPoints: [String: [Int64: [PromPoint]]] = [:]

  /// Compiled once a query rather than once a step; `nil` for what is no expression.
  private var expressions: [String: WholeRegex?] = [:]

  init(_ expression: PromExpression, store: any SampleStore, start: Int64, end: Int64) {
    series = PromFetch.fetch(expression, from: store, start: start, end: end)
    self.start = start
    self.end = end
  }

  func step(_ expression: PromExpression, at time: Int64) throws -> PromStep {
    switch expression.node {
    case .number(let value): return .scalar(value)
    case .string(let text): return .string(text)
    case .vector(let selector): return .vector(newest(selector, at: time).map(\.point))
    case .matrix(let selector, let range): return .matrix(windows(selector, range, at: time))
    case .subquery(let node): return .matrix(try windows(node, at: time))
    case .call(let call): return try self.call(call, at: time)
    case .aggregation(let node): return .vector(try aggregate(node, at: time))
    case .binary(let node): return try binary(node, at: time)
    case .positive(let inner), .parenthesised(let inner): return try step(inner, at: time)
    case .negative(let inner):
      if case .scalar(let value) = try step(inner, at: time) { return .scalar(-value) }
      return .vector(try distinct(vector(inner, at: time).map { $0.nameless(-$0.value) }))
    }
  }

  func vector(_ expression: PromExpression, at time: Int64) throws -> [PromPoint] {
    if case .vector(let points) = try step(expression, at: time) { return points }
    return []
  }

  func scalar(_ expression: PromExpression, at time: Int64) throws -> Double {
    if case .scalar(let value) = try step(expression, at: time) { return value }
    return .nan
  }

  func text(_ expression: PromExpression) -> String {
    if case .string(let text) = expression.unwrapped.node { return text }
    return ""
  }

  func matrix(_ expression: PromExpression, at time: Int64) throws -> [PromWindow] {
    if case .matrix(let windows) = try step(expression, at: time) { return windows }
    return []
  }

  func wholeRegex(_ pattern: String) -> WholeRegex? {
    if let known = expressions[pattern] { return known }
    let compiled = WholeRegex(pattern)
    expressions[pattern] = .some(compiled)
    return compiled
  }

  /// Refuses what Prometheus refuses: two series that became one by losing a label.
  func distinct(_ points: [PromPoint]) throws -> [PromPoint] {
    var seen = Set<Labels>(minimumCapacity: points.count)
    for point in points where !seen.insert(point.labels).inserted {
      throw PromFailure.execution("vector cannot contain metrics with the same labelset")
    }
    return points
  }

  // MARK: Selecting

  /// The newest sample of each series not older than the look-back, with its own time.
  func newest(_ selector: PromSelector, at time: Int64) -> [(point: PromPoint, time: Int64)] {
    let moment = selector.modifiers.moment(time, start: start, end: end)
    return (series[selector] ?? []).compactMap { series in
      let count = series.times.count(through: moment)
      guard count > 0, series.times[count - 1] > moment - PromEngine.lookback,
        !series.values[count - 1].isStaleMarker
      else { return nil }
      let point = PromPoint(labels: series.labels, value: series.values[count - 1])
      return (point, series.times[count - 1])
    }
  }

  private func windows(
    _ selector: PromSelector, _ range: PromDuration, at time: Int64
  ) -> [PromWindow] {
    let last = selector.modifiers.moment(time, start: start, end: end)
    let first = last - (range.milliseconds ?? 0)
    return (series[selector] ?? []).compactMap { series in
      let bounds = series.freshTimes.count(through: first)..<series.freshTimes.count(through: last)
      guard !bounds.isEmpty else { return nil }
      return PromWindow(
        labels: series.labels, times: series.freshTimes[bounds],
        values: series.freshValues[bounds], start: first, end: last)
    }
  }

  /// The inner expression at every multiple of the step in `(first, last]`.
  private func windows(_ node: PromSubquery, at time: Int64) throws -> [PromWindow] {
    let last = node.modifiers.moment(time, start: start, end: end)
    let first = last - (node.range.milliseconds ?? 0)
    let stride = max(1, node.step?.milliseconds ?? PromEngine.defaultStep)
    let key = node.expression.description
    var positions: [Labels: Int] = [:]
    var found: [(labels: Labels, times: [Int64], values: [Double])] = []
    var moment = (first.dividedFloor(by: stride) + 1) * stride
    while moment <= last {
      for point in try inner(node.expression, key: key, at: moment) {
        let position = positions[point.labels] ?? found.count
        if position == found.count {
          positions[point.labels] = position
          found.append((point.labels, [], []))
        }
        found[position].times.append(moment)
        found[position].values.append(point.value)
      }
      moment += stride
    }
    return found.map {
      PromWindow(
        labels: $0.labels, times: $0.times[...], values: $0.values[...], start: first, end: last)
    }
  }

  private func inner(
    _ expression: PromExpression, key: String, at time: Int64
  ) throws -> [PromPoint] {
    if let known = innerPoints[key]?[time] { return known }
    innerSteps += 1
    guard innerSteps <= Self.mostInnerSteps else {
      throw PromFailure.execution(
        "query processing would load too many samples into memory in query execution")
    }
    let points: [PromPoint]
    switch try step(expression, at: time) {
    case .vector(let found): points = found
    case .scalar(let value): points = [PromPoint(labels: Labels(), value: value)]
    case .string, .matrix: points = []
    }
    innerPoints[key, default: [:]][time] = points
    return points
  }
}

extension [Int64] {
  /// How many of the ascending times are not after `moment`.
  fileprivate func count(through moment: Int64) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] <= moment { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
