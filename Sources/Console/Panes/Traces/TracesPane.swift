public import Analysis
internal import Canvas
internal import Languages
public import Telemetry

/// Traces that match a TraceQL query, newest first.
public struct TracesPane: Pane {
  enum Order: CaseIterable { case newest, longest, errors }

  /// How many traces are asked for; Tempo returns the first found, so asking for more and sorting
  /// here is what makes "newest" true.
  static let limit = 200

  var prompt: QueryPrompt
  /// The query that is on screen.
  var query: String
  let source: SourceID?
  var traces: [TraceSummary] = []
  var bySource: [SourceID: [TraceSummary]] = [:]
  var strips: [Slot: [SourceID: [Series]]] = [:]
  var order = Order.newest
  var scroll = ScrollPosition()
  var selected: TraceID?

  public init(query: String, source: SourceID? = nil) {
    self.query = query
    self.source = source
    prompt = QueryPrompt(.traceQL, text: query)
  }

  /// All traces, or the focused service's.
  public static func searching(focus: String?) -> TracesPane {
    TracesPane(query: focus.map { "{ resource.service.name = \"\(Labels.escaped($0))\" }" } ?? "{ }")
  }

  public var kind: PaneKind { .traces }
  /// `traces jellyfin`: the service the query names, for the trail.
  public var title: String {
    guard let name = query.firstRange(of: "service.name"),
      case let quoted = query[name.upperBound...].drop(while: { $0 != "\"" }).dropFirst(), !quoted.isEmpty
    else { return "traces" }
    return "traces \(quoted.prefix { $0 != "\"" })".fitted(to: 24)
  }

  public func questions(in context: Context) -> [Question] {
    let asked = source.map { [$0] } ?? context.sources(of: .tempo)
    let search = Query.traceSearch(
      TraceQL: query, range: context.range, limit: Self.limit, spansPerSet: 3)
    return asked.map { Question(.main, $0, search) } + stripQuestions(asked, in: context)
  }

  /// Rate, errors and duration of the same spans, where the query is a plain filter.
  private func stripQuestions(_ sources: [SourceID], in context: Context) -> [Question] {
    guard !query.contains("|"), let errors = Self.failing(query) else { return [] }
    let step = Duration.nanoseconds(max(1_000_000_000, context.range.duration.wholeNanoseconds / 24))
    let queries: [(Slot, String)] = [
      ("rate", "\(query) | rate()"), ("errors", "\(errors) | rate()"),
      ("p99", "\(query) | quantile_over_time(duration, .99)"),
    ]
    return queries.flatMap { slot, text in
      sources.map { Question(slot, $0, .traceMetricsRange(TraceQL: text, range: context.range, step: step)) }
    }
  }

  static func failing(_ query: String) -> String? {
    try? TraceQL.addingCondition(query, attribute: .intrinsic(.status), op: .equal, value: .status(.error))
  }

  public mutating func receive(_ answer: Answer, to question: Question, in context: Context) -> [Request] {
    switch answer.body {
    case .traces(let found):
      bySource[question.source] = found
      arrange(in: context)
    case .series(let series): strips[question.slot, default: [:]][question.source] = series
    default: break
    }
    return []
  }

  /// Merges the sources' lists and keeps the cursor on its trace.
  mutating func arrange(in context: Context) {
    traces = bySource.keys.sorted().flatMap { bySource[$0] ?? [] }
    switch order {
    case .newest: traces.sort { $0.start > $1.start }
    case .longest: traces.sort { $0.durationNanoseconds > $1.durationNanoseconds }
    case .errors: traces.sort { ($0.errorCount ?? 0, $0.start) > ($1.errorCount ?? 0, $1.start) }
    }
    let index = selected.flatMap { id in traces.firstIndex { $0.id == id } } ?? 0
    scroll.move(to: index, count: traces.count, height: listHeight(in: context))
    selected = traces.indices.contains(index) ? traces[index].id : nil
  }

  var current: TraceSummary? {
    traces.indices.contains(scroll.cursor) ? traces[scroll.cursor] : nil
  }

  func listHeight(in context: Context) -> Int {
    TracesLayout(FrameLayout(context.size).body, promptHeight: prompt.height).list.height - 1
  }

  public func anchor(in context: Context) -> Anchor? {
    guard let trace = current else { return nil }
    let end = trace.start + .nanoseconds(trace.durationNanoseconds)
    return Anchor(
      signal: .traces, source: trace.source ?? source, query: query,
      labels: Labels(["service.name": trace.rootService ?? ""]), service: trace.rootService,
      range: TimeRange(start: trace.start, end: end), moment: trace.start, traceID: trace.id,
      operation: trace.rootName)
  }

  public func hints(in context: Context) -> [Command] {
    [.open, .editQuery, .drilldown, .jumpToLogs, .jumpToMetrics, .nextTrouble, .sort]
  }

  public var isTyping: Bool { prompt.isEditing }
}
