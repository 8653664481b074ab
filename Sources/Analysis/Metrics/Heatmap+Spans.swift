public import Languages
public import Telemetry

/// Durations of spans over time, by the server or from what a search found.
extension Heatmap {
  /// The question for a server that knows TraceQL metrics.
  ///
  /// - Throws: the filter's own error when it cannot be read.
  public static func durations(of filter: String) throws(SyntaxError) -> String {
    let metric = TraceMetric(.histogramOverTime(.intrinsic(.duration)))
    return try TraceQL.metricsQuery(filter, adding: nil, .metric(metric)).description
  }

  /// The matched spans of found traces, counted as a server counts them: into powers of two of
  /// nanoseconds, each interval standing at its end.
  public init(matchesOf found: [TraceSummary], step: Duration) {
    var counts = [Instant: [Int64: Double]]()
    for span in found.lazy.flatMap(\.matched) {
      let end = span.start.floored(to: step) + step
      counts[end, default: [:]][Self.powerOfTwo(notBelow: span.durationNanoseconds), default: 0] += 1
    }
    let columns = counts.keys.sorted().map { time in
      let cells = (counts[time] ?? [:]).sorted { $0.key < $1.key }.map { bound, count in
        Cell(lower: Double(bound) / 2e9, upper: Double(bound) / 1e9, count: count)
      }
      return Column(time: time, cells: cells)
    }
    self.init(columns: columns, spread: .exponential)
  }

  private static func powerOfTwo(notBelow value: Int64) -> Int64 {
    guard value > 2 else { return 2 }
    let exponent = Int64.bitWidth - (value - 1).leadingZeroBitCount
    return exponent >= 63 ? .max : 1 << Int64(exponent)
  }

  /// All columns as one, for what holds over the whole range; `nil` when there are none.
  public var whole: Column? {
    columns.last.map { Column(time: $0.time, cells: Self.merged(columns.flatMap(\.cells))) }
  }
}
