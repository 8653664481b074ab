public import Telemetry

/// Buckets that come as series, one for each upper bound.
extension Heatmap {
  /// From cumulative buckets by `le`, as `rate` and `increase` of `…_bucket` answer them.
  ///
  /// Series with the same bound are added up; series without a readable `le` and NaN do not count.
  /// Where a bucket is missing at a time, its observations show in the next one up. A bucket that
  /// holds less than the one below it, from a scrape that raced with the counting, is empty.
  public init(classic series: [Series]) {
    let columns = Self.buckets(series, label: "le").map { time, buckets in
      Column(
        time: time, cells: Self.differences(of: buckets),
        isComplete: buckets.last?.upper == .infinity)
    }
    self.init(columns: columns, spread: .linear)
  }

  /// From TraceQL's `histogram_over_time`: each series counts what lies below its `__bucket` and
  /// above half of it.
  public init(traceBuckets series: [Series]) {
    let columns = Self.buckets(series, label: "__bucket").map { time, buckets in
      let cells = buckets.filter { $0.count > 0 && $0.count.isFinite }
        .map { Cell(lower: $0.upper / 2, upper: $0.upper, count: $0.count) }
      return Column(time: time, cells: cells)
    }
    self.init(columns: columns, spread: .exponential)
  }

  private typealias Bucket = (upper: Double, count: Double)

  /// The buckets of every time, ascending in time and bound.
  private static func buckets(
    _ series: [Series], label: String
  ) -> [(time: Instant, buckets: [Bucket])] {
    let bounded = series.compactMap { item in
      item.labels[label].flatMap(bound).map { (upper: $0, samples: item.samples) }
    }
    var byTime = [Instant: [Bucket]]()
    for item in bounded.sorted(by: { $0.upper < $1.upper }) {
      for sample in item.samples where !sample.value.isNaN {
        add((item.upper, sample.value), to: &byTime[sample.time, default: []])
      }
    }
    return byTime.keys.sorted().map { ($0, byTime[$0] ?? []) }
  }

  /// `1`, `1.0` and `1e0` are one bound.
  private static func add(_ bucket: Bucket, to buckets: inout [Bucket]) {
    if buckets.last?.upper == bucket.upper {
      buckets[buckets.count - 1].count += bucket.count
    } else {
      buckets.append(bucket)
    }
  }

  private static func bound(_ text: String) -> Double? {
    let value = text == "+Inf" ? .infinity : Double(text)
    return value.flatMap { $0.isNaN ? nil : $0 }
  }

  /// Cumulative counts to the counts between neighbouring bounds.
  private static func differences(of buckets: [Bucket]) -> [Cell] {
    var cells = [Cell]()
    var below = 0.0
    var lower: Double?
    for bucket in buckets {
      // Prometheus takes the lowest bucket of positive values to begin at zero.
      let start = lower ?? (bucket.upper > 0 ? 0 : -.infinity)
      let count = bucket.count - below
      if count > 0, count.isFinite {
        cells.append(Cell(lower: start, upper: bucket.upper, count: count))
      }
      if bucket.count.isFinite { below = max(below, bucket.count) }
      lower = bucket.upper
    }
    return cells
  }
}
