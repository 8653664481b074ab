/// Reductions as Prometheus computes them; none of them traps on an empty list.
enum Statistics {
  /// Kahan's summation with Neumaier's correction, which keeps small terms beside large ones.
  static func sum(_ values: some Sequence<Double>) -> Double {
    var (sum, lost) = (0.0, 0.0)
    for value in values {
      let total = sum + value
      if total.isInfinite {
        lost = 0
      } else if sum.magnitude >= value.magnitude {
        lost += (sum - total) + value
      } else {
        lost += (value - total) + sum
      }
      sum = total
    }
    return sum.isInfinite ? sum : sum + lost
  }

  static func mean(_ values: some Collection<Double>) -> Double {
    let total = sum(values)
    if total.isFinite || values.contains(where: { !$0.isFinite }) {
      return total / Double(values.count)
    }
    return sum(values.map { $0 / Double(values.count) })  // the sum alone was too large
  }

  /// NaN only when there is nothing else.
  static func minimum(_ values: some Sequence<Double>) -> Double {
    values.reduce(.nan) { $1 < $0 || $0.isNaN ? $1 : $0 }
  }

  static func maximum(_ values: some Sequence<Double>) -> Double {
    values.reduce(.nan) { $1 > $0 || $0.isNaN ? $1 : $0 }
  }

  /// Of the population, by Welford's recurrence.
  static func variance(_ values: some Collection<Double>) -> Double {
    var (count, mean, squares) = (0.0, 0.0, 0.0)
    for value in values {
      count += 1
      let delta = value - mean
      mean += delta / count
      squares += delta * (value - mean)
    }
    return squares / count
  }

  /// Linear between the neighbours; −∞ below 0, +∞ above 1.
  static func quantile(_ quantile: Double, _ values: some Collection<Double>) -> Double {
    if values.isEmpty || quantile.isNaN { return .nan }
    if quantile < 0 { return -.infinity }
    if quantile > 1 { return .infinity }
    let sorted = values.sorted { $0.isNaN ? !$1.isNaN : $0 < $1 }
    let rank = quantile * Double(sorted.count - 1)
    let lower = Int(rank)
    let upper = min(sorted.count - 1, lower + 1)
    let weight = rank - Double(lower)
    return sorted[lower] * (1 - weight) + sorted[upper] * weight
  }

  /// The least-squares line; `x` is seconds since `origin`.
  static func line(_ window: PromWindow, origin: Int64) -> (slope: Double, intercept: Double) {
    let first = window.values.first ?? .nan
    if window.values.allSatisfy({ $0 == first }) {
      return first.isInfinite ? (.nan, .nan) : (0, first)
    }
    let xs = window.times.map { Double($0 - origin) / 1000 }
    let count = Double(xs.count)
    let (sumX, sumY) = (sum(xs), sum(window.values))
    let sumXY = sum(zip(xs, window.values).map { $0 * $1 })
    let sumXX = sum(xs.map { $0 * $0 })
    let slope = (sumXY - sumX * sumY / count) / (sumXX - sumX * sumX / count)
    return (slope, sumY / count - slope * sumX / count)
  }
}
