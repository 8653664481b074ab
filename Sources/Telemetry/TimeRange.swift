/// A span of time, start included, end excluded as Loki has it.
public struct TimeRange: Hashable, Sendable {
  public var start: Instant
  public var end: Instant

  public init(start: Instant, end: Instant) {
    self.start = start
    self.end = end
  }

  /// The `duration` that ends at `end`.
  public init(last duration: Duration, until end: Instant) {
    self.init(start: end - duration, end: end)
  }

  /// A moment with the same margin on both sides.
  public init(around instant: Instant, margin: Duration) {
    self.init(start: instant - margin, end: instant + margin)
  }

  public var duration: Duration { end - start }
  public var middle: Instant { start + duration / 2 }

  public func contains(_ instant: Instant) -> Bool { start <= instant && instant < end }

  /// The range widened by `margin` at both ends.
  public func padded(by margin: Duration) -> TimeRange {
    TimeRange(start: start - margin, end: end + margin)
  }

  /// The range moved by `offset`, into the past when negative.
  public func shifted(by offset: Duration) -> TimeRange {
    TimeRange(start: start + offset, end: end + offset)
  }
}
