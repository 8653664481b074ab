internal import Telemetry

/// The traces one source has returned for one query: the newest without a hole down to the oldest.
///
///     now ┤ newest page │ older page │ … ├ hasOlder ┄┄┄ start of the window
///
/// A search returns the first traces it finds up to a limit, and repeats itself only nearly. So pages
/// are joined by trace, never by position, and a page that does not touch what is known replaces it.
struct TraceCollection: Equatable, Sendable {
  /// Newest first.
  private(set) var traces: [TraceSummary] = []
  /// Whether the source may have older ones in the window.
  private(set) var hasOlder = false
  /// How many the next older page asks for; more than a page once a whole page brought nothing new.
  private(set) var pageSize: Int

  /// What a server is asked for at once, and at most.
  static let page = 200
  static let largestPage = 5000

  init() { pageSize = Self.page }

  /// Takes the newest traces.
  ///
  /// - Parameters:
  ///   - asked: The range the question was about; a later start than the window's asks for news only.
  ///   - window: What is on screen; traces that left it are forgotten.
  ///   - isPartial: The server left something out.
  mutating func take(
    newest answer: [TraceSummary], asked: TimeRange, window: TimeRange, limit: Int, isPartial: Bool
  ) {
    let isFull = answer.count >= limit
    let ids = Set(answer.map(\.id))
    let oldest = answer.map(\.start).min() ?? window.end
    // Between a full page and older ones that it does not reach there may be traces nobody asked for.
    let touches = !isFull || traces.first.map { $0.start >= oldest } ?? false
    let kept = traces.filter { known in
      !ids.contains(known.id) && known.start >= window.start && (touches || known.start >= oldest)
    }
    if isFull {
      hasOlder = kept.contains { $0.start < oldest } ? hasOlder : true
    } else if asked.start <= window.start {
      hasOlder = isPartial && !answer.isEmpty
    }
    traces = (answer + kept).sorted(by: Self.isNewer)
    pageSize = Self.page
  }

  /// Where the next older page ends: at the oldest start, which is asked for again because several
  /// traces may have it; `nil` when there is nothing older.
  var olderEnd: Instant? { hasOlder ? traces.last.map { $0.start + .nanoseconds(1) } : nil }

  /// Takes an older page.
  ///
  /// - Returns: How many traces it brought that were not known.
  @discardableResult
  mutating func take(older answer: [TraceSummary], limit: Int, isPartial: Bool) -> Int {
    let known = Set(traces.map(\.id))
    let new = answer.filter { !known.contains($0.id) }
    traces = (traces + new).sorted(by: Self.isNewer)
    let isFull = answer.count >= limit
    if isFull, new.isEmpty {
      // So many traces begin at the same moment that a page of them never gets past it.
      hasOlder = limit < Self.largestPage
      pageSize = min(limit * 4, Self.largestPage)
    } else {
      hasOlder = isFull || (isPartial && !new.isEmpty)
      pageSize = Self.page
    }
    return new.count
  }

  private static func isNewer(_ a: TraceSummary, _ b: TraceSummary) -> Bool {
    a.start != b.start ? a.start > b.start : (a.id.high, a.id.low) < (b.id.high, b.id.low)
  }
}
