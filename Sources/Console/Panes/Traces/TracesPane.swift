public import Analysis
internal import Canvas
internal import Languages
public import Telemetry

/// Traces that match a TraceQL query, newest first, a page at a time.
public struct TracesPane: Pane {
  /// Matched spans asked for with each trace; Tempo counts the others and keeps them.
  static let spansPerTrace = 10

  var prompt: QueryPrompt
  /// The query that is on screen, as typed.
  var query: String
  let source: SourceID?
  var bySource: [SourceID: TraceCollection] = [:]
  var rows = TraceRows()
  var order = TraceOrder.newest
  var unfolded: Set<TraceID> = []
  var columns: TraceColumns
  /// The column `+` and `-` take their value from; 0 is the root's.
  var column = 0
  var scroll = ScrollPosition()
  var selected: TraceRows.Identity?
  /// Older pages that are being asked for.
  var olderPages: [SourceID: Question] = [:]
  /// Asks again every few seconds.
  var isLive = false
  /// Set while everything listed must be asked again because more of each span is wanted.
  var isReselecting = false
  var strips: TraceStrips
  /// What has the keyboard instead of the list.
  var form: SearchForm?
  var chooser: ColumnChooser?
  /// What a query that counts answered.
  var chart = SeriesChart(whole: "all spans")
  private(set) var isMetricQuery: Bool

  public init(query: String, source: SourceID? = nil) {
    self.query = query
    self.source = source
    prompt = QueryPrompt(.traceQL, text: query)
    columns = TraceColumns(query: query)
    strips = TraceStrips(query: query)
    isMetricQuery = false
    recognise()
  }

  /// Tells whether the query lists traces or counts spans.
  mutating func recognise() {
    isMetricQuery = (try? TraceQL.parse(query))?.isMetrics ?? false
    chart = SeriesChart(whole: "all spans")
    chart.unit = CountedSpans(query)?.areSeconds == true ? .seconds : .none
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

  func sources(in context: Context) -> [SourceID] { source.map { [$0] } ?? context.sources(of: .tempo) }

  /// What is asked for the list: the query, and what the columns and unfolded spans need beside it.
  var sentQuery: String {
    let names: [TraceField] = unfolded.isEmpty ? [] : [.intrinsic(.name), Self.service]
    return TraceQL.selecting(names + columns.chosen, in: query)
  }

  static let service = TraceField.attribute(.resource, "service.name")

  public mutating func receive(_ answer: Answer, to question: Question, in context: Context) -> [Request] {
    if question.slot.isForm { return receiveNames(answer, to: question) }
    switch answer.body {
    case .traces(let found): return receive(found, answer.partial, to: question, in: context)
    case .series(let series) where question.slot == .main:
      chart.bySource[question.source] = series
      return []
    case .series(let series): return strips.receive(series, to: question, context, sources(in: context))
    default: return []
    }
  }

  private mutating func receive(
    _ found: [TraceSummary], _ isPartial: Bool, to question: Question, in context: Context
  ) -> [Request] {
    let source = question.source
    let found = found.map { trace in
      var trace = trace
      trace.source = source
      return trace
    }
    let limit = question.query.limit ?? TraceCollection.page
    var collection = bySource[source] ?? TraceCollection()
    if question.slot == .older {
      olderPages[source] = nil
      let new = collection.take(older: found, limit: limit, isPartial: isPartial)
      bySource[source] = collection
      arrange(in: context)
      return [.say(olderNews(new, collection, source))]
    }
    let range = question.query.range ?? context.range
    collection.take(newest: found, asked: range, window: context.range, limit: limit, isPartial: isPartial)
    bySource[source] = collection
    isReselecting = false
    arrange(in: context)
    return []
  }

  public mutating func receive(
    _ failure: QueryFailure, to question: Question, in context: Context
  ) -> [Request] {
    if question.slot.isForm {
      form?.receive(failure, to: question)
      chooser?.receive(failure)
      return []
    }
    if question.slot == .older {
      olderPages[question.source] = nil
      return [.say("\(question.source): \(failure.message)")]
    }
    if question.slot == .main { return [] }
    return strips.receive(failure, to: question, context, sources(in: context))
  }

  /// Merges the sources' lists and keeps the cursor on its row and, but for the first page, the row on
  /// its line.
  mutating func arrange(in context: Context) {
    let all = bySource.keys.sorted().flatMap { bySource[$0]?.traces ?? [] }
    let hasOlder = bySource.values.contains(where: \.hasOlder)
    rows = TraceRows(all, order: order, unfolded: unfolded, hasOlder: hasOlder)
    columns.fit(rows.traces)
    strips.listed = TraceStrips.Listed(rows.traces, hasOlder: hasOlder, in: context.range)
    let height = listHeight(in: context)
    let old = scroll.settled(count: rows.rows.count, height: height)
    let index = selected == .older ? old.cursor : selected.flatMap(rows.row) ?? old.cursor
    if old.offset > 0 {
      scroll = ScrollPosition(cursor: index, offset: old.offset + index - scroll.cursor)
    }
    scroll.move(to: index, count: rows.rows.count, height: height)
    selected = rows.identity(at: scroll.cursor)
  }

  /// The trace under the cursor, or that the span under it belongs to.
  var current: TraceSummary? { rows.trace(at: scroll.cursor) }

  func listHeight(in context: Context) -> Int {
    TracesLayout(FrameLayout(context.size).body, promptHeight: prompt.height).list.height - 1
  }

  public func anchor(in context: Context) -> Anchor? {
    guard let trace = current else { return nil }
    let span = rows.span(at: scroll.cursor)
    let start = span?.start ?? trace.start
    let service = span.flatMap { TraceColumns.value(of: Self.service, in: $0)?.description } ?? trace.rootService
    let operation = span.map { $0.name.isEmpty ? nil : $0.name } ?? trace.rootName
    return Anchor(
      signal: .traces, source: trace.source ?? source, query: query,
      labels: Labels(["service.name": service ?? ""]), service: service,
      range: TimeRange(
        start: start, end: start + .nanoseconds(span?.durationNanoseconds ?? trace.durationNanoseconds)),
      moment: start, traceID: trace.id, spanID: span?.id, operation: operation, services: trace.services)
  }

  public var isTyping: Bool { prompt.isEditing || form != nil || chooser != nil }
  public var refreshEvery: Duration? { isLive ? .seconds(3) : nil }
}

extension Slot {
  static let older: Slot = "older"
}
