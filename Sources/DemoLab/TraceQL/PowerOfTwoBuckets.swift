internal import Glibc

/// Histograms whose bucket bounds are powers of two, as TraceQL metrics keep them.
enum PowerOfTwoBuckets {
  /// The bucket's upper bound: the value rounded up to a power of two, 0 below 2.
  static func bound(of value: Int64) -> Int64 {
    guard value >= 2 else { return 0 }
    let exponent = Int64.bitWidth - (value - 1).leadingZeroBitCount
    return exponent >= 63 ? .max : 1 << Int64(exponent)
  }

  /// The quantile of counts by upper bound, interpolated exponentially inside its bucket.
  ///
  /// ```
  /// count      3        5          2          p = 0.5 of 10 is the 5th:
  ///        ├───────┼─────────┼────────┤       2 of the 5 in the middle bucket,
  ///        b0      b1   ▲    b2       b3      so b1 · (b2/b1)^(2/5)
  /// ```
  ///
  /// - Parameter buckets: ascending by bound, none empty.
  static func quantile(_ p: Double, of buckets: [(bound: Double, count: Int)]) -> Double {
    let total = buckets.reduce(0) { $0 + $1.count }
    guard let last = buckets.last, p.isFinite else { return 0 }
    let rank = max(1, Int((min(max(p, 0), 1) * Double(total)).rounded(.up)))
    var passed = 0
    for (index, bucket) in buckets.enumerated() {
      if passed + bucket.count < rank {
        passed += bucket.count
        continue
      }
      if passed + bucket.count == rank || bucket.bound <= 0 { return bucket.bound }
      let previous = index > 0 ? buckets[index - 1].bound : 0
      let lower = previous > 0 ? previous : bucket.bound / 2
      let share = Double(rank - passed) / Double(bucket.count)
      return lower * pow(bucket.bound / lower, share)
    }
    return last.bound
  }
}
