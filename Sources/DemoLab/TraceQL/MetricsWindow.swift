internal import Telemetry

/// The intervals of a metrics query.
///
/// ```
///        start     +step    +2 step       end
/// ───┬─────┬─────────┬─────────┬───────────┤
///    └──0──┘└───1────┘└───2────┘   a sample is stamped at the end of its interval,
///                                  the first covers the step before the start
/// ```
struct MetricsWindow: Equatable {
  /// Where the first interval ends, in nanoseconds.
  var start: Int64
  var step: Int64
  var count: Int

  /// The intervals of a range query, its start and end floored to the step.
  init(range: TimeRange, step: Int64) {
    let step = max(1, step)
    self.step = step
    start = range.start.nanoseconds.dividedFloor(by: step) * step
    let end = range.end.nanoseconds.dividedFloor(by: step) * step
    let (length, overflow) = end.subtractingReportingOverflow(start)
    count = overflow ? 0 : max(1, Int(length / step))
  }

  /// The whole range as one interval, for an instant query.
  init(instant range: TimeRange) {
    start = range.end.nanoseconds
    step = max(1, range.duration.wholeNanoseconds)
    count = 1
  }

  /// The moment a sample is stamped with.
  func time(_ interval: Int) -> Instant {
    Instant(nanoseconds: start &+ Int64(interval) &* step)
  }

  /// The interval a moment falls into; intervals include their end.
  func interval(of moment: Int64) -> Int? {
    let (offset, overflow) = moment.subtractingReportingOverflow(start)
    guard !overflow, offset > -step else { return nil }
    let interval = offset <= 0 ? 0 : Int((offset - 1) / step + 1)
    return interval < count ? interval : nil
  }

  /// From which moments traces must be read; spans may begin up to half a minute into theirs.
  var coverage: TimeRange {
    let slack = Duration.seconds(30)
    return TimeRange(
      start: time(0) - .nanoseconds(step) - slack,
      end: Instant(nanoseconds: time(count - 1).nanoseconds &+ 1))
  }
}
