internal import Telemetry

/// What Prometheus' head block would hold: the series of the last hours, counted as it counts them.
struct HeadStatistics {
  private(set) var series = 0
  private(set) var chunks = 0
  private(set) var oldest: Instant?
  private(set) var newest: Instant?
  private(set) var seriesByMetric: [String: Int] = [:]
  private(set) var valuesByLabel: [String: Int] = [:]
  /// A value's bytes, once for every series that has it.
  private(set) var bytesByLabel: [String: Int] = [:]
  private(set) var seriesByPair: [String: Int] = [:]

  var labelPairs: Int { seriesByPair.count }

  /// Blocks are cut every two hours, and the head keeps the last hour of the block before.
  private static let block: Duration = .hours(2)
  private static let samplesInAChunk: Int64 = 120

  init(store: some SampleStore, now: Instant) {
    let begin = (now - .hours(1)).floored(to: Self.block)
    let recent = store.series(matching: [], in: TimeRange(last: .minutes(5), until: now))
    guard let newest = recent.compactMap(\.samples.last?.time).max() else { return }
    (oldest, self.newest) = (begin, newest)
    let sets = Set(store.labelSets(matching: [], in: TimeRange(start: begin, end: now)))
    for labels in sets { count(labels) }
    let samples = (newest - begin).wholeNanoseconds / Traffic.tickNs
    chunks = series * Int(samples / Self.samplesInAChunk + 1)
  }

  private mutating func count(_ labels: Labels) {
    series += 1
    seriesByMetric[labels.metricName, default: 0] += 1
    for pair in labels.pairs {
      let known = seriesByPair["\(pair.name)=\(pair.value)", default: 0]
      if known == 0 { valuesByLabel[pair.name, default: 0] += 1 }
      seriesByPair["\(pair.name)=\(pair.value)"] = known + 1
      bytesByLabel[pair.name, default: 0] += pair.value.utf8.count
    }
  }
}
