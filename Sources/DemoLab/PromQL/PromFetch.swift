internal import Languages
internal import Telemetry

/// A stored series in the form evaluation wants: milliseconds and values side by side.
struct PromSeries {
  var labels: Labels
  var times: [Int64]
  var values: [Double]
  /// The same without stale markers, for ranges.
  var freshTimes: [Int64]
  var freshValues: [Double]

  init(_ series: Series) {
    labels = series.labels
    times = series.samples.map(\.time.milliseconds)
    values = series.samples.map(\.value)
    (freshTimes, freshValues) = (times, values)
    if values.contains(where: \.isStaleMarker) {
      let fresh = values.indices.filter { !values[$0].isStaleMarker }
      freshTimes = fresh.map { times[$0] }
      freshValues = fresh.map { values[$0] }
    }
  }
}

extension Double {
  /// Prometheus' stale marker is one particular NaN.
  var isStaleMarker: Bool { bitPattern == 0x7FF0_0000_0000_0002 }
}

/// Asks the store once for everything an evaluation may read.
///
/// ```
///   start                                  end
///     |──────────── steps ─────────────────|
///  ◀─look-back or range─|                       moved as a whole by offset, or pinned by @
/// ```
struct PromFetch {
  private struct Span {
    var first: Int64
    var last: Int64
  }

  private let queryStart: Int64
  private let queryEnd: Int64
  private var spans: [PromSelector: Span] = [:]

  static func fetch(
    _ expression: PromExpression, from store: any SampleStore, start: Int64, end: Int64
  ) -> [PromSelector: [PromSeries]] {
    var fetch = PromFetch(queryStart: start, queryEnd: end)
    fetch.note(expression, Span(first: start, last: end))
    return fetch.spans.reduce(into: [:]) { found, entry in
      let range = TimeRange(
        start: Instant(milliseconds: entry.value.first),
        end: Instant(milliseconds: entry.value.last))
      let series = store.series(matching: entry.key.allMatchers, in: range)
      found[entry.key] = series.map(PromSeries.init)
    }
  }

  private init(queryStart: Int64, queryEnd: Int64) {
    self.queryStart = queryStart
    self.queryEnd = queryEnd
  }

  private mutating func note(_ expression: PromExpression, _ steps: Span) {
    switch expression.node {
    case .vector(let selector):
      note(selector, moved(steps, by: selector.modifiers), reach: PromEngine.lookback)
    case .matrix(let selector, let range):
      note(selector, moved(steps, by: selector.modifiers), reach: range.milliseconds ?? 0)
    case .subquery(let node):
      var inner = moved(steps, by: node.modifiers)
      inner.first -= node.range.milliseconds ?? 0
      note(node.expression, inner)
    default:
      for child in expression.children { note(child, steps) }
    }
  }

  private mutating func note(_ selector: PromSelector, _ steps: Span, reach: Int64) {
    let wanted = Span(first: steps.first - reach, last: steps.last)
    let known = spans[selector] ?? wanted
    spans[selector] = Span(
      first: min(known.first, wanted.first), last: max(known.last, wanted.last))
  }

  private func moved(_ steps: Span, by modifiers: PromModifiers) -> Span {
    Span(
      first: modifiers.moment(steps.first, start: queryStart, end: queryEnd),
      last: modifiers.moment(steps.last, start: queryStart, end: queryEnd))
  }
}

extension PromModifiers {
  /// The moment actually read for a step at `time`, all in milliseconds.
  func moment(_ time: Int64, start: Int64, end: Int64) -> Int64 {
    let anchor =
      switch at {
      case nil: time
      case .start: start
      case .end: end
      case .milliseconds(let pinned): pinned
      }
    return anchor - (offset?.milliseconds ?? 0)
  }
}
