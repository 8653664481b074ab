internal import Telemetry

/// The nanosecond a page was cut in, with the lines of it that are known: it is asked again, since the
/// cut may have left some out.
///
/// Lines that look the same are counted, not merged: a query that drops labels can make two of one kind.
struct LogEdge {
  let time: Instant
  private(set) var known: [LogFingerprint: Int]
  private(set) var count: Int

  init(_ time: Instant, _ lines: ArraySlice<LogLine>) {
    self.time = time
    known = Self.counts(lines, at: time)
    count = known.values.reduce(0, +)
  }

  /// Adds what another answer told of the same nanosecond.
  mutating func merge(_ lines: ArraySlice<LogLine>) {
    known.merge(Self.counts(lines, at: time), uniquingKeysWith: max)
    count = known.values.reduce(0, +)
  }

  private static func counts(_ lines: ArraySlice<LogLine>, at time: Instant) -> [LogFingerprint: Int] {
    var counts: [LogFingerprint: Int] = [:]
    for index in lines.indices where lines[index].time == time {
      counts[LogFingerprint(lines[index]), default: 0] += 1
    }
    return counts
  }
}
