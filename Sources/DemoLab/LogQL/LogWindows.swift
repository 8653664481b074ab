internal import Languages
internal import Telemetry

/// Range aggregations: samples taken from lines, then a window sliding over them.
///
///     samples   ·  · ·   ··    ·  · ·
///     window          (─────────]         start excluded, end (the step) included
struct LogWindows {
  private struct Point {
    var time: Int64
    var value: Double
  }

  let store: any LogStore
  let steps: LogSteps

  /// - Parameter outer: the grouping of an enclosing `sum`, which may be applied early.
  func evaluate(_ range: RangeAggregation, summedBy outer: LogGrouping? = nil) throws(LogFailure)
    -> [LogSeries]
  {
    guard let window = range.window.nanoseconds, window > 0 else {
      throw LogFailure("parse error : not a valid duration string: \"\(range.window.text)\"")
    }
    let offset = range.offset?.nanoseconds ?? 0
    let pipeline = try LogPipeline(range.query)
    let first = steps.start - .nanoseconds(offset) - .nanoseconds(window) + .nanoseconds(1)
    let last = steps.instant(steps.count - 1) - .nanoseconds(offset) + .nanoseconds(1)
    let lines = store.lines(matching: pipeline.matchers, in: TimeRange(start: first, end: last))
    let grouping = outer ?? range.grouping
    var groups: [Labels: [Point]] = [:]
    for line in lines {
      guard let entry = pipeline.process(line), let point = try sample(entry, range, pipeline.unwrap) else {
        continue
      }
      var labels = entry.allLabels
      if let unwrap = pipeline.unwrap { labels[unwrap.label] = nil }
      groups[Self.group(labels, grouping), default: []].append(point)
    }
    if range.function == .absentOverTime {
      let all = groups.values.flatMap { $0 }.sorted { $0.time < $1.time }
      return [absent(all, range, window, offset)]
    }
    return groups.map { labels, points in
      LogSeries(labels: labels, values: slide(points, window, offset) { Self.reduce($0, range, window) })
    }.sorted { $0.labels < $1.labels }
  }

  static func group(_ labels: Labels, _ grouping: LogGrouping?) -> Labels {
    guard let grouping else { return labels }
    return grouping.isWithout ? labels.dropping(grouping.labels) : labels.keeping(grouping.labels)
  }

  /// Whether `sum by` may be pushed into the window, so that labels such as trace ids never make
  /// series of their own.
  static func isAdditive(_ range: RangeAggregation) -> Bool {
    guard range.grouping == nil else { return false }
    switch range.function {
    case .rate, .countOverTime, .bytesRate, .bytesOverTime, .sumOverTime: return true
    default: return false
    }
  }

  private func sample(
    _ source: LogEntry, _ range: RangeAggregation, _ unwrap: Unwrap?
  ) throws(LogFailure) -> Point? {
    var entry = source
    var value = 1.0
    if range.function == .bytesRate || range.function == .bytesOverTime {
      value = Double(entry.line.utf8.count)
    } else if let unwrap {
      guard let text = entry.value(unwrap.label) else { return nil }
      if let number = Self.number(text, unwrap.conversion) {
        value = number
      } else {
        // `| __error__=""` behind the unwrap asks to skip such lines.
        if Self.skipsErrors(range.query) { return nil }
        entry.fail("SampleExtractionErr", "cannot read \"\(text)\"")
      }
    }
    if let error = entry.value("__error__"), !error.isEmpty {
      throw Self.pipelineError(error, entry.allLabels)
    }
    return Point(time: entry.time.nanoseconds, value: value)
  }

  private static func skipsErrors(_ query: LogQuery) -> Bool {
    guard case .labelFilter(.comparison(let comparison))? = query.stages.last?.kind else { return false }
    return comparison.label == "__error__" && comparison.op == .equal && comparison.value == .text("")
  }

  private static func number(_ text: String, _ conversion: Unwrap.Conversion?) -> Double? {
    switch conversion {
    case nil: Double(text)
    case .duration, .durationSeconds: LogUnits.duration(text).map { Double($0) / 1e9 }
    case .bytes: LogUnits.bytes(text)
    }
  }

  private static func pipelineError(_ error: String, _ labels: Labels) -> LogFailure {
    LogFailure(
      """
      pipeline error: '\(error)' for series: '\(labels)'.
      Use a label filter to intentionally skip this error. (e.g | __error__!="\(error)").
      To skip all potential errors you can match empty errors.(e.g __error__="")
      The label filter can also be specified after unwrap. (e.g | unwrap latency | __error__="" )

      """)
  }

  private func slide(
    _ points: [Point], _ window: Int64, _ offset: Int64, _ reduce: (ArraySlice<Point>) -> Double?
  ) -> [Double?] {
    var (low, high) = (0, 0)
    return (0..<steps.count).map { index in
      let end = (steps.instant(index) - .nanoseconds(offset)).nanoseconds
      let start = Instant(nanoseconds: end) - .nanoseconds(window)
      while high < points.count, points[high].time <= end { high += 1 }
      while low < high, points[low].time <= start.nanoseconds { low += 1 }
      return low < high ? reduce(points[low..<high]) : nil
    }
  }

  private func absent(
    _ points: [Point], _ range: RangeAggregation, _ window: Int64, _ offset: Int64
  ) -> LogSeries {
    let present = slide(points, window, offset) { _ in 1 }
    let labels = Labels(
      range.query.matchers.filter { $0.op == .equal }.map { Labels.Pair($0.name, $0.value) })
    return LogSeries(labels: labels, values: present.map { $0 == nil ? 1 : nil })
  }

  private static func reduce(_ points: ArraySlice<Point>, _ range: RangeAggregation, _ window: Int64)
    -> Double?
  {
    let seconds = Double(window) / 1e9
    let values = points.map(\.value)
    switch range.function {
    case .countOverTime: return Double(points.count)
    case .rate, .bytesRate: return values.reduce(0, +) / seconds
    case .bytesOverTime, .sumOverTime: return values.reduce(0, +)
    case .rateCounter:
      let pairs = zip(values, values.dropFirst())
      return values.count < 2 ? nil : pairs.reduce(0) { $0 + ($1.1 < $1.0 ? $1.1 : $1.1 - $1.0) } / seconds
    case .avgOverTime: return values.reduce(0, +) / Double(values.count)
    case .minOverTime: return values.min()
    case .maxOverTime: return values.max()
    case .firstOverTime: return values.first
    case .lastOverTime: return values.last
    case .stddevOverTime: return Statistics.variance(values).squareRoot()
    case .stdvarOverTime: return Statistics.variance(values)
    case .quantileOverTime: return Statistics.quantile(range.parameter ?? 0, values)
    case .absentOverTime: return nil
    }
  }
}
