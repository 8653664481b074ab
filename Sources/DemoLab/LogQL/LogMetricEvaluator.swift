internal import Languages
internal import Telemetry

/// Evaluates metric expressions over all steps at once.
struct LogMetricEvaluator {
  let store: any LogStore
  let steps: LogSteps

  func evaluate(_ metric: LogMetric) throws(LogFailure) -> LogMetricValue {
    switch metric.kind {
    case .number(let value): return .scalar(value)
    case .vector(let value):
      return .vector([LogSeries(labels: [:], values: Array(repeating: value, count: steps.count))])
    case .range(let range): return .vector(try LogWindows(store: store, steps: steps).evaluate(range))
    case .aggregation(let aggregation): return .vector(try aggregate(aggregation))
    case .binary(let binary):
      return try LogBinaryOperation(binary).join(try evaluate(binary.left), try evaluate(binary.right))
    case .labelReplace(let call): return .vector(try replace(call))
    }
  }

  private func vector(_ metric: LogMetric) throws(LogFailure) -> [LogSeries] {
    switch try evaluate(metric) {
    case .vector(let series): return series
    case .scalar: throw LogFailure("parse error : unexpected type for aggregation: scalar")
    }
  }

  private func aggregate(_ aggregation: VectorAggregation) throws(LogFailure) -> [LogSeries] {
    if aggregation.function == .sum, case .range(let range) = aggregation.inner.kind,
      LogWindows.isAdditive(range)
    {
      let grouping = aggregation.grouping ?? LogGrouping(labels: [])
      return try LogWindows(store: store, steps: steps).evaluate(range, summedBy: grouping)
    }
    let inner = try vector(aggregation.inner)
    let function = aggregation.function
    if function == .sort || function == .sortDescending {
      let sorted = inner.sorted { ($0.values.first ?? nil) ?? .nan < ($1.values.first ?? nil) ?? .nan }
      return function == .sort ? sorted : sorted.reversed()
    }
    let grouping = aggregation.grouping ?? LogGrouping(labels: [])
    let groups = Dictionary(grouping: inner) { LogWindows.group($0.labels, grouping) }
    if let count = aggregation.parameter {
      return groups.values.flatMap { top($0, count, isBottom: function == .bottomk) }
        .sorted { $0.labels < $1.labels }
    }
    return groups.map { labels, members in
      LogSeries(
        labels: labels,
        values: (0..<steps.count).map { step in
          Self.combine(members.compactMap { $0.values[step] }, function)
        })
    }.sorted { $0.labels < $1.labels }
  }

  private static func combine(_ values: [Double], _ function: VectorAggregation.Function) -> Double? {
    guard !values.isEmpty else { return nil }
    switch function {
    case .sum: return values.reduce(0, +)
    case .avg: return values.reduce(0, +) / Double(values.count)
    case .min: return values.min()
    case .max: return values.max()
    case .count: return Double(values.count)
    case .stddev: return Statistics.variance(values).squareRoot()
    case .stdvar: return Statistics.variance(values)
    case .topk, .bottomk, .approximateTopk, .sort, .sortDescending: return nil
    }
  }

  /// At every step only the largest (or smallest) `count` values stay.
  private func top(_ members: [LogSeries], _ count: Int, isBottom: Bool) -> [LogSeries] {
    var kept = members.map { LogSeries(labels: $0.labels, values: Array(repeating: nil, count: steps.count)) }
    for step in 0..<steps.count {
      let ranked = members.indices.compactMap { index in members[index].values[step].map { (index, $0) } }
        .sorted { isBottom ? $0.1 < $1.1 : $0.1 > $1.1 }
      for (index, value) in ranked.prefix(count) { kept[index].values[step] = value }
    }
    return kept.filter { $0.values.contains { $0 != nil } }
  }

  private func replace(_ call: LabelReplacement) throws(LogFailure) -> [LogSeries] {
    let regex = try LogRegex.regex(call.pattern)
    return try vector(call.inner).map { series in
      var series = series
      guard let match = try? regex.wholeMatch(in: series.labels[call.source] ?? "") else { return series }
      var text = call.replacement
      for index in match.output.indices.reversed() {
        text = Self.replacing(
          "$\(index)", in: text, with: match.output[index].substring.map(String.init) ?? "")
      }
      series.labels[call.target] = text.isEmpty ? nil : text
      return series
    }
  }

  private static func replacing(_ mark: String, in text: String, with value: String) -> String {
    text.split(separator: mark, omittingEmptySubsequences: false).joined(separator: value)
  }
}
