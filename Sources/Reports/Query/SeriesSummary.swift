public import Telemetry

/// A series in one line: its last value, and the least, mean and most of its finite ones.
public struct SeriesSummary: Hashable, Sendable {
  /// NaN and infinities included; `nil` without samples.
  public var last: Double?
  public var least: Double?
  public var most: Double?
  public var mean: Double?

  /// One look at every sample.
  public init(_ samples: [Sample]) {
    var (low, high, sum, count) = (Double.infinity, -Double.infinity, 0.0, 0)
    for sample in samples where sample.value.isFinite {
      if sample.value < low { low = sample.value }
      if sample.value > high { high = sample.value }
      sum += sample.value
      count += 1
    }
    last = samples.last?.value
    guard count > 0 else { return }
    (least, most, mean) = (low, high, sum / Double(count))
  }
}
