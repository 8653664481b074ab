internal import Analysis
internal import Telemetry

/// The first pages of several sources, gathered so that new lines take the place of all old ones at once.
struct FirstPages: Sendable {
  /// How long a source that answers slowly keeps old lines on the screen.
  static let patience = Duration.seconds(3)

  let since: Instant
  var pages: [SourceID: (question: Question, lines: [LogLine])] = [:]
  var failed: Set<SourceID> = []

  init(since: Instant) { self.since = since }

  func isComplete(of sources: [SourceID]) -> Bool {
    sources.allSatisfy { pages[$0] != nil || failed.contains($0) }
  }
}

extension LogsPane {
  mutating func begin(with lines: [LogLine], _ question: Question, in context: Context) -> [Request] {
    guard let page = question.page, let text = question.query.text else { return [] }
    // The first lines of the range are no beginning for reading backward.
    guard page.direction == .backward || lines.count < page.limit else {
      let newest = LogPage(range: page.range, limit: page.limit, direction: .backward)
      return [.ask(Question(.main, question.source, newest.query(text)))]
    }
    var gathered = arrivals ?? FirstPages(since: context.now)
    gathered.pages[question.source] = (question, lines)
    gathered.failed.remove(question.source)
    let isAgain = !list.isEmpty && reading?.text == text && reading?.pagers[question.source] != nil
    guard !isAgain && arrivals == nil || gathered.isComplete(of: asked(in: context)) else {
      arrivals = gathered
      return []
    }
    return begin(with: gathered, in: context)
  }

  /// Begins with less where the first page is more than comes through.
  mutating func begin(withLessOf question: Question, because failure: QueryFailure, in context: Context) -> [Request] {
    guard let page = question.page, let text = question.query.text, page.direction == .backward,
      LogPager.isWorthLess(failure), reading?.pagers[question.source] == nil || reading?.text != text
    else { return begin(without: question, in: context) }
    if reading?.range != page.range || reading?.text != text {
      reading = LogReading(text, over: page.range)
      (loadsAll, newer) = (false, nil)
      list.replace(LogBatch())
    }
    let batch = reading?.join(
      without: page, because: failure, of: question.source, loaded: list.buffer, at: context.now)
    list.replace(batch ?? LogBatch())
    if lessOf?.text != text { lessOf = (text, [:]) }
    lessOf?.limits[question.source] = reading?.pagers[question.source]?.page?.limit
    return begin(without: question, in: context) + ask("older", reading?.goOn(at: context.now) ?? [], text)
  }

  /// A source that fails holds the others up no longer.
  mutating func begin(without question: Question, in context: Context) -> [Request] {
    guard var gathered = arrivals else { return [] }
    gathered.failed.insert(question.source)
    arrivals = gathered
    return gathered.isComplete(of: asked(in: context)) ? begin(with: gathered, in: context) : []
  }

  mutating func begin(with gathered: FirstPages?, in context: Context) -> [Request] {
    arrivals = nil
    let pages = (gathered?.pages ?? [:]).sorted { $0.key < $1.key }.map(\.value)
    let kept = list.isEmpty || following != nil ? nil : current
    for (question, lines) in pages {
      guard let page = question.page, let text = question.query.text else { continue }
      if reading?.range != page.range || reading?.text != text || reading?.pagers[question.source] != nil {
        reading = LogReading(text, over: page.range)
        (loadsAll, newer) = (false, nil)
        list.replace(LogBatch())
      }
      let first = LogPage(range: page.range, limit: page.limit, direction: .backward)
      let batch = reading?.join(lines, to: first, from: question.source, loaded: list.buffer)
      list.replace(batch ?? LogBatch())
      if following != nil { following?.begin(question.source, after: list.buffer, readTo: page.range.end) }
    }
    list.cursor = list.last ?? list.cursor
    if let kept { place(on: kept) }
    return land(in: context) + followOn(at: context.now) + goOnFinding(in: context)
  }
}
