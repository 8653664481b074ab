/// `histogram_quantile` for classic histograms.
enum BucketQuantile {
  struct Bucket {
    var upper: Double
    var count: Double
  }

  /// The φ-quantile by linear interpolation inside the bucket that holds the rank; NaN when the
  /// buckets cannot tell.
  static func value(_ quantile: Double, _ unsorted: [Bucket]) -> Double {
    if quantile.isNaN { return .nan }
    if quantile < 0 { return -.infinity }
    if quantile > 1 { return .infinity }
    let buckets = monotonic(coalesced(unsorted.sorted { $0.upper < $1.upper }))
    guard buckets.count >= 2, let last = buckets.last, last.upper == .infinity, last.count != 0
    else {
      return .nan
    }
    let rank = quantile * last.count
    let index = buckets.dropLast().firstIndex { $0.count >= rank } ?? buckets.count - 1
    if index == buckets.count - 1 { return buckets[index - 1].upper }
    let upper = buckets[index].upper
    if index == 0 && upper <= 0 { return upper }
    let (lower, below) = index == 0 ? (0, 0) : (buckets[index - 1].upper, buckets[index - 1].count)
    return lower + (upper - lower) * ((rank - below) / (buckets[index].count - below))
  }

  /// One bucket for each bound: "0.5" and "0.50" are the same.
  private static func coalesced(_ buckets: [Bucket]) -> [Bucket] {
    buckets.reduce(into: []) { merged, bucket in
      if let last = merged.last, last.upper == bucket.upper {
        merged[merged.count - 1].count += bucket.count
      } else {
        merged.append(bucket)
      }
    }
  }

  /// Counts that fall, from scrapes caught halfway, are lifted to the count below them.
  private static func monotonic(_ buckets: [Bucket]) -> [Bucket] {
    var highest = -Double.infinity
    return buckets.map { bucket in
      highest = max(highest, bucket.count)
      return Bucket(upper: bucket.upper, count: highest)
    }
  }
}
