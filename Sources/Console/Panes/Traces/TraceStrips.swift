internal import Analysis
internal import Canvas
internal import Languages
internal import Telemetry

/// Rate, errors and p99 of what the query selects, over time: from TraceQL metrics; where the server
/// has none from the span metrics, if they can tell the same; else from the traces that are listed.
struct TraceStrips: Sendable {
  enum Origin: Equatable, Sendable {
    case server
    case spanMetrics(SourceID, ServiceMetricFamily)
    /// Which family of span metrics a Prometheus has is being asked.
    case looking
    case list
  }

  /// Worked out from the traces listed.
  struct Listed: Equatable, Sendable {
    var count = 0
    var values: [SpanMetricFilter.Part: [Double]] = [:]
    var summary: [SpanMetricFilter.Part: Double] = [:]
  }

  private(set) var origin = Origin.server
  private var query: String
  /// The server has no TraceQL metrics at all, whatever the query.
  private var isUnsupported = false
  private var series: [SpanMetricFilter.Part: [SourceID: [Series]]] = [:]
  var listed = Listed()

  static let buckets = 24

  init(query: String) { self.query = query }

  /// For another query; that a server knows no metrics at all stays known.
  func reset(for query: String) -> TraceStrips {
    var next = TraceStrips(query: query)
    next.isUnsupported = isUnsupported
    return next
  }

  // MARK: Asking

  func questions(to tempos: [SourceID], in context: Context) -> [Question] {
    switch origin {
    case .server where isUnsupported: return lookup(in: context)
    case .server: return serverQuestions(tempos, in: context)
    case .spanMetrics(let source, let family): return spanMetricQuestions(source, family, in: context)
    case .looking: return lookup(in: context)
    case .list: return []
    }
  }

  private func step(in context: Context) -> Duration {
    .nanoseconds(max(1_000_000_000, context.range.duration.wholeNanoseconds / Int64(Self.buckets)))
  }

  private func serverQuestions(_ sources: [SourceID], in context: Context) -> [Question] {
    let parts: [(SpanMetricFilter.Part, String?)] = [
      (.rate, try? Breakdown.query(.rate, filter: query, by: nil)),
      (.errors, try? Breakdown.query(.errors, filter: query, by: nil)),
      (.p99, try? Breakdown.query(.quantiles, filter: query, by: nil)),
    ]
    let step = step(in: context)
    return parts.flatMap { part, text in
      sources.compactMap { source in
        text.map {
          let metrics = Query.traceMetricsRange(TraceQL: $0, range: context.range, step: step)
          return Question(part.slot, source, metrics, goodFor: step)
        }
      }
    }
  }

  private func spanMetricQuestions(
    _ source: SourceID, _ family: ServiceMetricFamily, in context: Context
  ) -> [Question] {
    guard let filter = SpanMetricFilter(TraceQL: query) else { return [] }
    let step = step(in: context)
    let window = max(step, context.scrapeInterval * 4)
    return SpanMetricFilter.Part.allCases.compactMap { part in
      filter.query(part, of: family, over: context.range, window: window, step: step).map {
        Question(part.slot, source, $0, goodFor: step)
      }
    }
  }

  /// Which span metrics there are; nothing where they could not tell.
  private func lookup(in context: Context) -> [Question] {
    guard SpanMetricFilter(TraceQL: query) != nil, let source = context.sources(of: .prometheus).first
    else { return [] }
    let query = Query.metricsInstant(PromQL: ServiceReader.detection, at: context.range.end)
    return [Question(.spanMetrics, source, query, goodFor: .minutes(10))]
  }

  // MARK: Answers

  mutating func receive(
    _ found: [Series], to question: Question, _ context: Context, _ tempos: [SourceID]
  ) -> [Request] {
    guard question.slot == .spanMetrics else {
      if let part = SpanMetricFilter.Part(rawValue: question.slot.name) {
        series[part, default: [:]][question.source] = found
      }
      return []
    }
    guard let family = ServiceReader.family(from: found), family != .httpServer else {
      origin = .list
      return []
    }
    origin = .spanMetrics(question.source, family)
    return questions(to: tempos, in: context).map(Request.ask)
  }

  /// A server that cannot count leaves it to the span metrics, those to the list.
  mutating func receive(
    _ failure: QueryFailure, to question: Question, _ context: Context, _ tempos: [SourceID]
  ) -> [Request] {
    guard origin == .server else {
      if series.isEmpty { origin = .list }
      return []
    }
    // One source that answers is enough; a slow one is asked again at the next refresh.
    guard failure.isLasting, series.isEmpty else { return [] }
    isUnsupported = failure.reason == .unsupported || failure.reason == .notFound
    let questions = lookup(in: context)
    origin = questions.isEmpty ? .list : .looking
    return questions.map(Request.ask)
  }

  // MARK: Showing

  /// Values over time, the newest last, and the one to show as a number.
  func values(of part: SpanMetricFilter.Part) -> (all: [Double], shown: Double)? {
    if origin == .list || (series.isEmpty && origin != .server) {
      guard let all = listed.values[part], let shown = listed.summary[part] else { return nil }
      return (all, shown)
    }
    // The last value is of a time that is not over: the number is of the whole range.
    let all = joined(part)
    guard let peak = all.max() else { return nil }
    return (all, part == .p99 ? peak : all.reduce(0, +) / Double(all.count))
  }

  /// What the number of a part is called: quantiles of spans of time do not add up to one of the whole.
  func label(of part: SpanMetricFilter.Part) -> String {
    part == .p99 && !(origin == .list || (series.isEmpty && origin != .server)) ? "p99 peak" : part.rawValue
  }

  /// The sources' series as one: their rates together, the slowest of their quantiles.
  private func joined(_ part: SpanMetricFilter.Part) -> [Double] {
    var values = [Instant: Double]()
    for one in (series[part] ?? [:]).values.joined() {
      if part == .p99, let quantile = one.labels["p"], quantile != "0.99" { continue }
      for sample in one.samples where sample.value.isFinite {
        let known = values[sample.time]
        values[sample.time] = known.map { part == .p99 ? max($0, sample.value) : $0 + sample.value } ?? sample.value
      }
    }
    return values.sorted { $0.key < $1.key }.map(\.value)
  }

  /// Where the numbers come from, said wherever it is not the server's own metrics.
  func note(isWide: Bool) -> String {
    switch origin {
    case .server: ""
    case .spanMetrics(let source, _): isWide ? "from the span metrics of \(source)" : "span metrics"
    case .looking, .list:
      listed.count == 0
        ? "" : isWide ? "from the \(listed.count) traces listed" : "of \(listed.count) traces"
    }
  }
}

extension TraceStrips.Listed {
  /// - Parameter hasOlder: The list is the newest of more: what lies before its oldest is not counted.
  init(_ traces: [TraceSummary], hasOlder: Bool, in range: TimeRange) {
    guard !traces.isEmpty, let oldest = traces.map(\.start).min(), let newest = traces.map(\.start).max()
    else { return }
    count = traces.count
    let start = hasOlder ? oldest : min(range.start, oldest)
    let end = max(range.end, newest)
    let seconds = max(1, Double((end - start).wholeNanoseconds) / 1e9)
    let buckets = TraceStrips.buckets
    var durations = [[Int64]](repeating: [], count: buckets)
    var failed = [Double](repeating: 0, count: buckets)
    for trace in traces {
      let share = Double((trace.start - start).wholeNanoseconds) / 1e9 / seconds
      let bucket = min(buckets - 1, max(0, Int(share * Double(buckets))))
      durations[bucket].append(trace.durationNanoseconds)
      if (trace.errorCount ?? 0) > 0 { failed[bucket] += 1 }
    }
    let width = seconds / Double(buckets)
    values[.rate] = durations.map { Double($0.count) / width }
    values[.errors] = failed.map { $0 / width }
    values[.p99] = durations.map { Self.p99($0) }
    summary[.rate] = Double(count) / seconds
    summary[.errors] = failed.reduce(0, +) / seconds
    summary[.p99] = Self.p99(traces.map(\.durationNanoseconds))
  }

  /// In seconds; NaN of nothing.
  private static func p99(_ durations: [Int64]) -> Double {
    guard !durations.isEmpty else { return .nan }
    return Double(TraceStatistics.quantile(0.99, of: durations.sorted())) / 1e9
  }
}

extension SpanMetricFilter.Part {
  fileprivate var slot: Slot { Slot(rawValue) }
}

extension Slot {
  static let spanMetrics: Slot = "spanmetrics"
}

extension QueryFailure {
  /// Asking the same again would fail the same way.
  fileprivate var isLasting: Bool {
    switch reason {
    case .refused, .notFound, .unsupported, .unauthorised, .undecodable, .tooLarge: true
    case .unreachable, .timedOut, .cancelled, .serverFault: false
    }
  }
}
