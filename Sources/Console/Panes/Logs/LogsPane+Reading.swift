internal import Analysis
internal import Canvas
public import Telemetry

extension LogsPane {
  /// How near to the oldest loaded line the cursor must come before older ones are asked for, and to the
  /// newest before newer ones are.
  static let foresight = 100

  public mutating func receive(_ answer: Answer, to question: Question, in context: Context) -> [Request] {
    switch (question.slot, answer.body) {
    case (.main, .logs(let lines)): return begin(with: lines, question, in: context)
    case ("older", .logs(let lines)):
      guard let page = question.page else { return [] }
      let batch = reading?.take(lines, to: page, from: question.source) ?? LogBatch()
      let isFirst = list.isEmpty
      list.addOlder(batch)
      if isFirst { list.cursor = list.last ?? list.cursor }
      // What was read forward ends where lines went just now.
      if list.lacksNewer { newer = nil }
      return land(in: context) + loadOn(in: context) + goOnFinding(in: context)
    case ("newer", .logs(let lines)): return takeNewer(lines, to: question, in: context)
    case ("new", .logs(let lines)):
      guard let page = question.page else { return [] }
      let batch = following?.receive(lines, to: page, from: question.source, at: context.now)
      show(batch ?? LogBatch(), in: context)
      return followOn(at: context.now)
    case (let slot, .series(let found)) where slot == .main || slot == "volume":
      chart.bySource[question.source] = found
      countVolume(over: question.query.range ?? context.range, in: context)
      return []
    case ("stats", .logStats(let stats)): return say(stats, to: question, in: context)
    default: return receivePanel(answer, to: question, in: context)
    }
  }

  public mutating func receive(_ failure: QueryFailure, to question: Question, in context: Context)
    -> [Request]
  {
    if question.slot == "patterns" { return minePatterns(in: context) }
    if question.slot == "stats" { return [.say("\(question.source): \(failure.message)")] }
    if question.slot.isForm { form?.receive(failure, to: question, at: context.now) }
    guard let page = question.page else { return [] }
    switch question.slot {
    case .main: return begin(withLessOf: question, because: failure, in: context)
    case "older":
      let gaps = reading?.fail(failure, to: page, from: question.source, at: context.now) ?? []
      list.addOlder(LogBatch(gaps: gaps))
      return readOn(in: context)
    case "newer":
      let gaps = newer?.fail(failure, to: page, from: question.source, at: context.now) ?? []
      list.addNewer(LogBatch(gaps: gaps))
    case "new":
      let batch = following?.fail(failure, to: page, from: question.source, at: context.now)
      show(batch ?? LogBatch(), in: context)
    default: break
    }
    return []
  }

  /// A second passed: what waits for its time is asked.
  public mutating func tick(in context: Context) -> [Request] {
    let late = arrivals.map { context.now - $0.since >= FirstPages.patience } ?? false
    let begun = late ? begin(with: arrivals, in: context) : []
    let older = loadsAll ? loadOn(in: context) : reading?.hasGoneOn == true ? readOn(in: context) : []
    let later = newer == nil ? [] : readNewer(in: context)
    return begun + older + later + followOn(at: context.now) + goOnFinding(in: context)
  }

  // MARK: Reading

  mutating func place(on line: LogLine) {
    let start = list.buffer.index(atOrAfter: line.time)
    for index in start..<list.buffer.count where list.buffer.time(at: index) == line.time {
      if list.buffer.text(at: index) == line.line { return list.reveal(list.buffer.position(at: index)) }
    }
  }

  /// Asks for older lines when the cursor is near the oldest.
  mutating func readOn(in context: Context) -> [Request] {
    let isNear = list.cursorIndex.map { $0 < Self.foresight } ?? list.isEmpty
    guard isNear || arrival != nil || loadsAll, let text = reading?.text else { return [] }
    return ask("older", reading?.goOn(at: context.now) ?? [], text)
  }

  func ask(_ slot: Slot, _ pages: [(SourceID, LogPage)], _ text: String) -> [Request] {
    pages.map { .ask(Question(slot, $0.0, $0.1.query(text))) }
  }

  // MARK: Where the cursor begins

  /// After a jump the line that explains: of those `explaining` the one nearest to where the jump came from,
  /// for a cause is told before its consequences. Otherwise the newest.
  mutating func land(in context: Context) -> [Request] {
    defer { settle(in: context) }
    guard !list.isEmpty, let reading, let arrival else { return [] }
    // Older pages are read until the moment is among them.
    if let wanted = arrival.moment, wanted < reading.settled, wanted >= reading.range.start {
      return readOn(in: context)
    }
    self.arrival = nil
    switch arrival {
    case .line(let line): place(on: line)
    case .moment(let moment): place(at: moment)
    case .explaining(let landing): list.cursor = list.visible(list.buffer.position(at: explaining(landing)))
    }
    return []
  }

  /// The first line at or after a moment, or the last.
  mutating func place(at moment: Instant) {
    guard !list.isEmpty else { return }
    let index = min(list.buffer.index(atOrAfter: moment), list.buffer.count - 1)
    list.reveal(list.buffer.position(at: index))
  }

  /// Of the lines of the span itself, else of its service, else of all: those that tell of trouble, else any.
  private func explaining(_ landing: Landing) -> Int {
    let buffer = list.buffer
    let own = landing.spanID.map { id in buffer.indices.filter { buffer.field("span_id", at: $0) == id.description } } ?? []
    let near = own.isEmpty ? buffer.indices.filter { landing.services.contains(buffer.service(at: $0)) } : own
    let all = near.isEmpty ? Array(buffer.indices) : near
    let troubled = all.filter { buffer.level(at: $0).level >= .warn }
    let candidates = troubled.isEmpty ? all : troubled
    guard let moment = landing.moment else {
      return candidates.max { (buffer.level(at: $0).level, $0) < (buffer.level(at: $1).level, $1) } ?? 0
    }
    func distance(_ index: Int) -> UInt64 {
      buffer.time(at: index).nanoseconds.subtractingReportingOverflow(moment.nanoseconds).partialValue
        .magnitude
    }
    return candidates.min { distance($0) < distance($1) } ?? 0
  }

  // MARK: Following

  mutating func toggleFollow(in context: Context) -> [Request] {
    switch following {
    case nil:
      following = LogFollowing()
      // A window of seconds around a span would show nothing new: follow over at least a quarter hour.
      let length = max(context.window.duration, .minutes(15))
      return [.window(.last(length)), .say("following; f or ↑ pauses, Esc stops")]
    case let one? where one.isPaused: return resumeFollowing(in: context)
    default:
      following?.pause()
      return [.say("paused: what comes is kept; f or G shows it, Esc stops following")]
    }
  }

  mutating func resumeFollowing(in context: Context) -> [Request] {
    // What came meanwhile would stand behind a hole.
    if list.lacksNewer {
      following = LogFollowing()
      return run(query) + [.say("following; the newest lines are read anew")]
    }
    let batch = following?.resume() ?? LogBatch()
    show(batch, in: context)
    list.cursor = list.last ?? list.cursor
    settle(in: context)
    let count = batch.lines.count
    return [
      .say(count == 1 ? "following; 1 line came meanwhile" : "following; \(count) lines came meanwhile")
    ]
  }

  /// Puts new lines at the end; the cursor stays with the newest.
  private mutating func show(_ batch: LogBatch, in context: Context) {
    guard !batch.isEmpty else { return }
    if list.addNewer(batch) { reading?.beginAgain(before: list.buffer) }
    if follows { list.cursor = list.last ?? list.cursor }
    settle(in: context)
  }

  mutating func followOn(at now: Instant) -> [Request] {
    guard let text = reading?.text else { return [] }
    return ask("new", following?.next(at: now) ?? [], text)
  }
}

extension Question {
  /// The page of lines it asks for.
  var page: LogPage? {
    guard case .logs(_, let range, let limit, let direction) = query else { return nil }
    return LogPage(range: range, limit: limit, direction: direction)
  }
}
