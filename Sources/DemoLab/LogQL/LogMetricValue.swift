internal import Telemetry

/// The moments a metric query is evaluated at: `start`, `start + step`, … up to `end` included.
struct LogSteps {
  let start: Instant
  let step: Duration
  let count: Int

  /// Loki's alignment: both ends move outwards to multiples of the step.
  init(aligning range: TimeRange, step: Duration) throws(LogFailure) {
    let first = range.start.floored(to: step)
    let last = (range.end - .nanoseconds(1)).floored(to: step) + step
    let unit = max(1, step.wholeNanoseconds)
    let span = (max(first, last) - first).wholeNanoseconds
    guard span / unit < 11_000 else {
      throw LogFailure(
        "exceeded maximum resolution of 11,000 points per time series. Try increasing the value of the "
          + "step parameter")
    }
    start = first
    self.step = step
    count = Int(span / unit) + 1
  }

  /// A single moment.
  init(at instant: Instant) {
    start = instant
    step = .seconds(1)
    count = 1
  }

  func instant(_ index: Int) -> Instant { start + step * index }
}

/// A series with one value, or none, at each step.
struct LogSeries {
  var labels: Labels
  var values: [Double?]
}

/// What a metric expression evaluates to.
enum LogMetricValue {
  case scalar(Double)
  case vector([LogSeries])
}
