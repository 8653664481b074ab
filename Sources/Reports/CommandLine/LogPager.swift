public import Telemetry

/// Reads any number of lines in pages, neither losing nor doubling lines of one nanosecond.
///
/// ```
/// backward    start ─────────────────────────────── end
///                          ┌── page 2 ──┬── page 1 ──┐
///                          │            └ overlap: the oldest nanosecond is asked again, since the
///                          │              page may have been cut inside it
/// ```
public struct LogPager: Sendable {
  /// What servers give without trouble; the true limit is in bytes.
  public static let pageSize = 1000
  /// Loki's usual `max_entries_limit_per_query`.
  public static let largestPage = 5000

  public let direction: LogDirection
  public private(set) var range: TimeRange
  /// How many lines are still wanted; `nil`: all.
  public private(set) var wanted: Int?
  private var limit: Int
  private var boundary: Instant?
  private var seen: Set<LogLine> = []
  private var isFinished = false

  public init(range: TimeRange, wanted: Int?, direction: LogDirection) {
    self.range = range
    self.wanted = wanted
    self.direction = direction
    limit = Self.pageSize
  }

  /// What to ask next; `nil` when enough was read.
  public var page: (range: TimeRange, limit: Int)? {
    guard !isFinished, wanted.map({ $0 > 0 }) ?? true, range.start < range.end else { return nil }
    let needed = wanted.map { $0.addingReportingOverflow(seen.count) }
    let fitting = needed.map { $0.overflow ? limit : min(limit, $0.partialValue) }
    return (range, max(1, fitting ?? limit))
  }

  /// Takes the answer to `page`.
  ///
  /// - Returns: The lines that are new, in the pager's direction.
  public mutating func receive(_ lines: [LogLine]) -> [LogLine] {
    guard let asked = page?.limit else { return [] }
    let isBackward = direction == .backward
    let sorted = lines.enumerated().sorted { a, b in
      if a.element.time == b.element.time { return a.offset < b.offset }
      return (a.element.time > b.element.time) == isBackward
    }.map(\.element)
    var fresh = [LogLine]()
    var taken = seen
    for line in sorted where line.time != boundary || taken.insert(line).inserted { fresh.append(line) }
    isFinished = lines.count < asked
    if let last = sorted.last?.time { advance(to: last, sorted, isStuck: fresh.isEmpty) }
    if let wanted {
      fresh = Array(fresh.prefix(wanted))
      self.wanted = wanted - fresh.count
    }
    return fresh
  }

  /// A full page of one nanosecond that brings nothing new is asked again twice as large, and at the
  /// largest the pager steps past it.
  private mutating func advance(to last: Instant, _ lines: [LogLine], isStuck: Bool) {
    if isStuck, limit >= Self.largestPage {
      let past = direction == .backward ? last : last + .nanoseconds(1)
      narrow(to: past)
      (boundary, seen, limit) = (nil, [], Self.pageSize)
      return
    }
    limit = isStuck ? min(limit * 2, Self.largestPage) : limit
    if last != boundary { (boundary, seen) = (last, []) }
    for line in lines where line.time == last { seen.insert(line) }
    narrow(to: direction == .backward ? last + .nanoseconds(1) : last)
  }

  private mutating func narrow(to bound: Instant) {
    if direction == .backward { range.end = min(range.end, bound) } else { range.start = max(range.start, bound) }
  }

  /// Goes on forward up to `end`, to follow a log that grows.
  public mutating func extend(to end: Instant) {
    range.end = max(range.end, end)
    isFinished = false
  }
}
