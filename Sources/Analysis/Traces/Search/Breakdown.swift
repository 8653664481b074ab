public import Languages
public import Telemetry

/// Rate, errors and durations of a filter's spans, broken down by an attribute.
public struct Breakdown: Equatable, Sendable {
  /// The questions for a server that knows TraceQL metrics.
  public enum Question: String, Hashable, Sendable, CaseIterable { case rate, errors, quantiles }

  public struct Line: Equatable, Sendable {
    /// The attribute's value as text; `nil` where spans do not have it.
    public var value: String?
    /// Spans a second; NaN while not known, as the others.
    public var rate = Double.nan
    /// Failing spans a second.
    public var errorRate = Double.nan
    /// Seconds.
    public var p50 = Double.nan
    public var p90 = Double.nan
    public var p99 = Double.nan

    /// From 0 to 1.
    public var errorRatio: Double { rate > 0 ? errorRate / rate : .nan }

    /// The value as a query on `field` writes it.
    public func literal(of field: TraceField) -> TraceLiteral {
      value.map { TraceLiteral(reading: $0, of: field) } ?? .nil
    }
  }

  /// The most frequent first.
  public let lines: [Line]
  /// Worked out from traces that were fetched, not by the server.
  public let isSampled: Bool

  /// The TraceQL for one of the questions.
  ///
  /// - Parameters:
  ///   - filter: TraceQL; stages that make series, group or show are left out. Empty for all spans.
  ///   - field: What to break down by; `nil` for the filter as a whole.
  /// - Throws: the filter's own error when it cannot be read.
  public static func query(
    _ question: Question, filter: String, by field: TraceField?
  ) throws(SyntaxError) -> String {
    let by = field.map { [$0] } ?? []
    let failing = FieldExpression.binary(.equal, .field(.intrinsic(.status)), .literal(.status(.error)))
    switch question {
    case .rate, .errors:
      let rate = TraceStage.metric(TraceMetric(.rate, by: by))
      let condition = question == .errors ? failing : nil
      return try TraceQL.metricsQuery(filter, adding: condition, rate).description
    case .quantiles:
      let metric = TraceMetric(.quantileOverTime(.intrinsic(.duration), [0.5, 0.9, 0.99]), by: by)
      return try TraceQL.metricsQuery(filter, adding: nil, .metric(metric)).description
    }
  }

  /// Joins the answers on the value; of a range the mean of rates and the last quantile. A value with
  /// traffic and no series of errors has none.
  public init(_ answers: [Question: [Series]]) {
    var lines: [String: Line] = [:]
    for (question, series) in answers {
      for one in series {
        let name = one.labels.pairs.first { $0.name != "p" && $0.name != "__name__" }?.value ?? "nil"
        lines[name, default: Line(value: name == "nil" ? nil : name)].take(question, one)
      }
    }
    if answers[.errors] != nil {
      for (name, line) in lines where line.errorRate.isNaN && line.rate > 0 { lines[name]?.errorRate = 0 }
    }
    self.lines = Self.sorted(lines.values)
    isSampled = false
  }

  /// Worked out from fetched traces.
  ///
  /// - Parameters:
  ///   - filter: Which of their spans count.
  ///   - duration: The time they were sampled from, for rates.
  public init(
    sampled trees: [TraceTree], filter: TraceExpression, by field: TraceField, over duration: Duration
  ) throws(TraceFilter.Failure) {
    var durations: [String?: [Int64]] = [:]
    var errors: [String?: Int] = [:]
    for tree in trees {
      let reader = SpanFieldReader(tree)
      for row in try TraceFilter(filter, in: tree).matches {
        let (span, value) = (tree.span(at: row), reader.value(of: field, row: row)?.text)
        durations[value, default: []].append(span.durationNanoseconds)
        errors[value, default: 0] += span.status == .error ? 1 : 0
      }
    }
    let seconds = max(duration.inSeconds, 1e-9)
    lines = Self.sorted(
      durations.map { value, all in
        let sorted = all.sorted()
        let quantile = { Double(TraceStatistics.quantile($0, of: sorted)) / 1e9 }
        return Line(
          value: value, rate: Double(all.count) / seconds, errorRate: Double(errors[value] ?? 0) / seconds,
          p50: quantile(0.5), p90: quantile(0.9), p99: quantile(0.99))
      })
    isSampled = true
  }

  private static func sorted(_ lines: some Sequence<Line>) -> [Line] {
    lines.sorted { a, b in
      let (x, y) = (a.rate.isNaN ? -1 : a.rate, b.rate.isNaN ? -1 : b.rate)
      return x != y ? x > y : (a.value ?? "") < (b.value ?? "")
    }
  }
}

extension Breakdown.Line {
  fileprivate mutating func take(_ question: Breakdown.Question, _ series: Series) {
    let values = series.samples.map(\.value).filter(\.isFinite)
    guard !values.isEmpty else { return }
    let mean = values.reduce(0, +) / Double(values.count)
    switch (question, series.labels["p"].flatMap(Double.init)) {
    case (.rate, _): rate = mean
    case (.errors, _): errorRate = mean
    case (.quantiles, .some(0.5)): p50 = values[values.count - 1]
    case (.quantiles, .some(0.9)): p90 = values[values.count - 1]
    case (.quantiles, .some(0.99)): p99 = values[values.count - 1]
    case (.quantiles, _): break
    }
  }
}

extension SpanValue {
  /// As people read it.
  fileprivate var text: String {
    switch self {
    case .string(let text): text
    case .int(let value): String(value)
    case .float(let value): String(value)
    case .bool(let value): String(value)
    case .duration(let value): DurationText.go(.nanoseconds(value))
    case .status(let status): status.name
    case .kind(let kind): kind.name
    }
  }
}
