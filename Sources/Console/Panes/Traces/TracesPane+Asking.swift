internal import Analysis
internal import Canvas
internal import Telemetry

extension TracesPane {
  public func questions(in context: Context) -> [Question] {
    let asked = sources(in: context)
    if isMetricQuery {
      let step = SeriesChart.step(in: context)
      return asked.map { Question(.main, $0, .traceMetricsRange(TraceQL: query, range: context.range, step: step)) }
    }
    return asked.map { main($0, in: context) } + asked.compactMap { olderPages[$0] }
      + strips.questions(to: asked, in: context)
  }

  /// The newest traces of a source. While it follows live, only what is new and what may still have
  /// changed; after a change of columns, everything listed once more.
  private func main(_ source: SourceID, in context: Context) -> Question {
    let known = bySource[source]?.traces ?? []
    var range = context.range
    if isLive, !isReselecting, let newest = known.first?.start {
      range.start = max(range.start, min(newest - Self.settling, range.end - Self.settling))
    }
    let pages = isReselecting ? (known.count + TraceCollection.page - 1) / TraceCollection.page : 1
    let limit = min(max(1, pages) * TraceCollection.page, TraceCollection.largestPage)
    return Question(.main, source, search(range, limit))
  }

  /// How long a trace may still grow, and be missing from a search.
  private static let settling = Duration.minutes(2)

  private func search(_ range: TimeRange, _ limit: Int) -> Query {
    .traceSearch(TraceQL: sentQuery, range: range, limit: limit, spansPerSet: Self.spansPerTrace)
  }

  // MARK: Older pages

  /// Asks every source that may have older traces for its next page.
  mutating func askOlder(in context: Context) -> [Request] {
    guard !rows.isEmpty else { return [.say("no traces are listed; } doubles the range")] }
    var requests = [Request]()
    for source in sources(in: context) where olderPages[source] == nil {
      guard let collection = bySource[source], let end = collection.olderEnd, end > context.range.start
      else { continue }
      let range = TimeRange(start: context.range.start, end: end)
      let question = Question(.older, source, search(range, collection.pageSize))
      olderPages[source] = question
      requests.append(.ask(question))
    }
    if !requests.isEmpty { return requests }
    return [.say(olderPages.isEmpty ? "all there are in this range are listed; } doubles it" : "asked already")]
  }

  func olderNews(_ new: Int, _ collection: TraceCollection, _ source: SourceID) -> String {
    if new > 0 { return "\(new) older traces of \(source)" }
    guard collection.hasOlder else { return "\(source) has no older traces in this range" }
    return "more than a page of traces begin at the same second; > asks for \(collection.pageSize)"
  }

  // MARK: Live

  mutating func toggleLive(in context: Context) -> [Request] {
    isLive.toggle()
    guard isLive else { return [.say("not live any more; asked as often as other screens")] }
    let news = Request.say("live: asked every 3 s; a trace can be found about 30 s after its end")
    guard case .fixed(let range) = context.window else { return [.refresh, news] }
    return [.window(.last(range.duration)), news]
  }

  // MARK: Another query

  /// Runs another query; what was listed of the old one goes.
  mutating func run(_ text: String) -> [Request] {
    query = text.allSatisfy(\.isWhitespace) ? "{ }" : text
    if prompt.text != query { prompt.set(query) }
    columns.read(query)
    strips = strips.reset(for: query)
    recognise()
    (bySource, olderPages, isReselecting) = ([:], [:], false)
    rows = TraceRows()
    (scroll, selected, column) = (ScrollPosition(), nil, 0)
    return [.refresh]
  }

  /// Asks for what is listed once more, because more of every span is wanted.
  mutating func reselect() -> [Request] {
    isReselecting = true
    column = min(column, columns.fields.count)
    return [.refresh]
  }
}
