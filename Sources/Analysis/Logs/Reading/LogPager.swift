public import Telemetry

/// Reads any number of lines in pages, neither losing nor doubling any, however the server falters.
///
/// ```
/// backward    start ───────────────────────────────── end
///             remaining ──┤┌── page 2 ──┬── page 1 ──┐
///                          │            └ edge: the oldest nanosecond is asked again, since the page
///                          │              may have been cut inside it
/// ```
/// The reader of a pager asks `next`, does it, and gives back what came by `receive` or `fail`. Values
/// only: a late answer to an earlier question is recognised and ignored.
public struct LogPager: Sendable {
  public struct Limits: Hashable, Sendable {
    /// Lines to ask for at a time; what limits servers is bytes.
    public var page: Int
    /// Loki's usual `max_entries_limit_per_query`, until the server names another.
    public var largestPage: Int
    /// Failures in a row after which it gives up; half of them while the server never answered, and
    /// one while it cannot even be reached. `nil`: never.
    public var tries: Int?

    public init(page: Int = 1000, largestPage: Int = 5000, tries: Int? = 8) {
      self.page = page
      self.largestPage = largestPage
      self.tries = tries
    }
  }

  public let direction: LogDirection
  /// What was not read yet.
  public private(set) var remaining: TimeRange
  /// How many lines are still wanted; `nil`: all.
  public private(set) var wanted: Int?
  /// The last failure since the last answer.
  public internal(set) var failure: QueryFailure?
  /// Failures in a row.
  public internal(set) var failures = 0

  let limits: Limits
  var size: PageSize
  var span = PageSpan()
  /// How many lines to ask for of the edge alone, when there are more than a usual page holds.
  var stretched: Int?
  /// Failures in a row where nothing smaller can be asked.
  var strikes = 0
  var pausedUntil: Instant?
  var stop: LogStop?
  /// Gaps not told yet.
  var owedGaps: [LogGap] = []
  private(set) var hasAnswered = false
  var edge: LogEdge?

  /// - Parameter known: Lines of the first nanosecond to be read that are loaded already: they are not told
  ///   again, while others of that nanosecond are.
  public init(
    range: TimeRange, wanted: Int?, direction: LogDirection, limits: Limits = Limits(), known: [LogLine] = []
  ) {
    remaining = range
    self.wanted = wanted
    self.direction = direction
    self.limits = limits
    size = PageSize(preferred: limits.page, largest: limits.largestPage)
    if !known.isEmpty {
      let first = direction == .forward ? range.start : range.end - .nanoseconds(1)
      edge = LogEdge(first, known[...])
    }
  }

  /// All lines on the read side of this moment are known: those before it when reading forward, those
  /// at or after it when reading backward.
  public var settled: Instant { direction == .forward ? remaining.start : remaining.end }

  /// Whether the whole range was read; a pager that only has as many lines as were wanted is not.
  public var isExhausted: Bool { remaining.start >= remaining.end }

  /// The question that is due; `nil` when enough was read.
  public var page: LogPage? {
    guard !isExhausted, wanted.map({ $0 > 0 }) ?? true else { return nil }
    let known = edge?.count ?? 0
    let most = min(stretched ?? max(size.lines, known &+ 1), size.largest)
    let needed = wanted.map { $0.addingReportingOverflow(known) }
    let limit = needed.map { $0.overflow ? most : min(most, $0.partialValue) } ?? most
    let range =
      stretched == nil ? span.window(of: remaining, direction) : (edge.map { moment($0.time) } ?? remaining)
    return LogPage(range: range, limit: max(1, limit), direction: direction)
  }

  private func moment(_ time: Instant) -> TimeRange {
    TimeRange(start: time, end: time + .nanoseconds(1))
  }

  public func next(at now: Instant) -> LogStep {
    if let stop { return .stopped(stop) }
    guard let page else { return .finished }
    if let pausedUntil, pausedUntil > now { return .wait(until: pausedUntil, because: failure) }
    return .ask(page)
  }

  /// Goes on after enough lines were read.
  public mutating func want(more count: Int) {
    wanted = wanted.map { $0.addingReportingOverflow(count) }.map { $0.overflow ? .max : $0.partialValue }
  }

  /// Asks for so many lines at a time once smaller pages came through; a question that is out is asked
  /// as it was.
  public mutating func prefer(_ lines: Int) { size.prefer(lines) }

  /// Takes the answer to `page`; nothing when that is not the question that is due.
  ///
  /// - Returns: The lines that are new, in the pager's direction, at most as many as are wanted.
  public mutating func receive(_ lines: [LogLine], to page: LogPage) -> LogBatch {
    guard page == self.page, stop == nil else { return LogBatch() }
    hasAnswered = true
    (failures, strikes, failure, pausedUntil) = (0, 0, nil, nil)
    let found = ordered(lines, in: page.range)
    let (fresh, taken) = news(in: found)
    if let wanted { self.wanted = max(0, wanted - fresh.count) }
    let isFull = lines.count >= page.limit
    if !isFull || found.isEmpty, taken == found.count {
      span.grow()
      move(to: direction == .forward ? page.range.end : page.range.start)
    } else {
      if isFull { size.grow(after: found.indices.reduce(0) { $0 &+ found[$1].line.utf8.count }) }
      advance(found[..<taken], asked: page.limit, isFull: isFull)
    }
    defer { owedGaps = [] }
    return LogBatch(lines: fresh, gaps: owedGaps)
  }

  /// What the server answered beside the question is not taken: it would be asked again for ever.
  private func ordered(_ lines: [LogLine], in range: TimeRange) -> [LogLine] {
    // By index, here and below: a line taken out of its array is a copy of six references.
    let isInside = lines.indices.allSatisfy { range.contains(lines[$0].time) }
    let inside = isInside ? lines : lines.filter { range.contains($0.time) }
    let isBackward = direction == .backward
    let isOrdered = inside.indices.dropFirst().allSatisfy {
      isBackward ? inside[$0 - 1].time >= inside[$0].time : inside[$0 - 1].time <= inside[$0].time
    }
    guard !isOrdered else { return inside }
    return inside.enumerated().sorted { a, b in
      if a.element.time == b.element.time { return a.offset < b.offset }
      return (a.element.time > b.element.time) == isBackward
    }.map(\.element)
  }

  /// The lines not known yet, at most as many as are wanted, and how far that is into what was found.
  private func news(in found: [LogLine]) -> (fresh: [LogLine], taken: Int) {
    var (fresh, index) = ([LogLine](), 0)
    if let edge {
      var counted: [LogFingerprint: Int] = [:]
      // The edge's own lines stand first.
      while index < found.count, found[index].time == edge.time {
        let print = LogFingerprint(found[index])
        counted[print, default: 0] += 1
        if counted[print, default: 0] > edge.known[print, default: 0] {
          if fresh.count == wanted { return (fresh, index) }
          fresh.append(found[index])
        }
        index += 1
      }
    }
    let room = wanted.map { max(0, $0 - fresh.count) } ?? .max
    if index == 0, found.count <= room { return (found, found.count) }
    let rest = found[index...].prefix(room)
    return (fresh + rest, index + rest.count)
  }

  /// The page was cut after `lines`.
  private mutating func advance(_ lines: ArraySlice<LogLine>, asked limit: Int, isFull: Bool) {
    guard let first = lines.first?.time, let last = lines.last?.time else { return }
    let isOneMoment = first == last && isFull
    if isOneMoment, limit >= size.largest { return step(past: last, .crowdedMoment(limit: limit)) }
    if last == edge?.time { edge?.merge(lines) } else { edge = LogEdge(last, lines) }
    stretched = isOneMoment ? min(limit.multipliedReportingOverflow(by: 2).partialValue, size.largest) : nil
    switch direction {
    case .forward: remaining.start = max(remaining.start, last)
    case .backward: remaining.end = min(remaining.end, last + .nanoseconds(1))
    }
  }

  /// Leaves a nanosecond behind that cannot be read whole.
  mutating func step(past moment: Instant, _ reason: LogGap.Reason) {
    owedGaps.append(LogGap(at: moment, reason))
    move(to: direction == .forward ? moment + .nanoseconds(1) : moment)
  }

  private mutating func move(to bound: Instant) {
    (edge, stretched) = (nil, nil)
    switch direction {
    case .forward: remaining.start = max(remaining.start, bound)
    case .backward: remaining.end = min(remaining.end, bound)
    }
  }
}
