public import Telemetry

/// A span of time whose lines may be missing, and why.
public struct LogGap: Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    /// More lines in one nanosecond than the server gives at a time.
    case crowdedMoment(limit: Int)
    /// An answer with as little as one line does not come through.
    case undeliverable
    /// No answers for longer than is caught up with.
    case outage(Duration)
    /// Lines came faster than they could be read.
    case behind
    /// So many lines that late ones among them are not looked for.
    case unwatched
    /// Dropped here to bound the memory: how many lines.
    case dropped(Int)
  }

  /// Start included, end excluded.
  public var range: TimeRange
  public var reason: Reason
  public var source: SourceID?

  public init(_ range: TimeRange, _ reason: Reason, source: SourceID? = nil) {
    self.range = range
    self.reason = reason
    self.source = source
  }

  /// A single nanosecond.
  init(at moment: Instant, _ reason: Reason) {
    self.init(TimeRange(start: moment, end: moment + .nanoseconds(1)), reason)
  }

  /// `-- gap 23:40:01 to 23:40:19: no answers for 18s --`.
  ///
  /// - Parameter clock: Writes a time of day in the reader's zone.
  public func text(_ clock: (Instant) -> String) -> String {
    let (from, to) = (clock(range.start), clock(range.end))
    let span = from == to ? "at \(from)" : "\(from) to \(to)"
    return "-- gap \(span)\(source.map { " of \($0)" } ?? ""): \(reason.text) --"
  }

  /// Both as one, when they touch and have the same cause.
  func joined(with later: LogGap) -> LogGap? {
    guard source == later.source, later.range.start <= range.end, range.start <= later.range.end,
      let reason = reason.joined(with: later.reason)
    else { return nil }
    let both = TimeRange(start: min(range.start, later.range.start), end: max(range.end, later.range.end))
    return LogGap(both, reason, source: source)
  }
}

extension LogGap.Reason {
  public var text: String {
    switch self {
    case .crowdedMoment(let limit):
      "more lines in one nanosecond than the \(limit) the server gives at a time"
    case .undeliverable: "the server delivers nothing here, not even one line at a time"
    case .outage(let duration): "no answers for \(DurationText.truncated(duration))"
    case .behind: "lines came faster than they could be read"
    case .unwatched: "too many lines to look for late ones among them"
    case .dropped(1): "1 line dropped to bound the memory"
    case .dropped(let count): "\(count) lines dropped to bound the memory"
    }
  }

  func joined(with other: Self) -> Self? {
    switch (self, other) {
    case (.dropped(let a), .dropped(let b)): .dropped(a + b)
    case (.outage(let a), .outage(let b)): .outage(max(a, b))
    default: self == other ? self : nil
    }
  }
}
