public import Telemetry

/// What a legend says of a series. NaN and infinities count only as `last`.
public struct SeriesStatistics: Hashable, Sendable {
  /// The latest sample's value, whatever it is; `nil` without samples.
  public var last: Double?
  public var minimum: Double?
  public var mean: Double?
  public var maximum: Double?
  /// 0 when nothing was counted.
  public var sum: Double
  /// How many finite samples there are.
  public var count: Int

  /// One pass over the samples.
  public init(_ samples: [Sample]) {
    var (low, high, total, counted) = (Double.infinity, -Double.infinity, 0.0, 0)
    for sample in samples where sample.value.isFinite {
      let value = sample.value
      if value < low { low = value }
      if value > high { high = value }
      total += value
      counted += 1
    }
    last = samples.last?.value
    sum = total
    count = counted
    minimum = counted > 0 ? low : nil
    maximum = counted > 0 ? high : nil
    mean = counted > 0 ? total / Double(counted) : nil
  }
}
