/// How numbers are spread; in the unit of `FieldType.number`: seconds, bytes, or as written.
public struct NumberStatistics: Hashable, Sendable {
  public var count: Int
  public var minimum: Double
  public var maximum: Double
  public var mean: Double
  /// By nearest rank, of an even sample where there are very many numbers.
  public var p50: Double
  public var p90: Double
  public var p99: Double
}

/// Numbers as they come: exact up to a bound, then every second, fourth, eighth … of them.
struct NumberSample: Sendable {
  static let limit = 16_384

  private var kept: [Double] = []
  /// Every how many-th number is kept.
  private var stride = 1
  private var count = 0
  private var sum = 0.0
  private var minimum = Double.infinity
  private var maximum = -Double.infinity

  mutating func add(_ number: Double) {
    guard number.isFinite else { return }
    if count % stride == 0 { kept.append(number) }
    count += 1
    sum += number
    minimum = min(minimum, number)
    maximum = max(maximum, number)
    guard kept.count > Self.limit else { return }
    kept = Swift.stride(from: 0, to: kept.count, by: 2).map { kept[$0] }
    stride *= 2
  }

  /// `nil` without numbers.
  var statistics: NumberStatistics? {
    guard count > 0 else { return nil }
    let sorted = kept.sorted()
    let rank = { (share: Double) in
      sorted[min(sorted.count - 1, max(0, Int((share * Double(sorted.count)).rounded(.up)) - 1))]
    }
    return NumberStatistics(
      count: count, minimum: minimum, maximum: maximum, mean: sum / Double(count), p50: rank(0.5),
      p90: rank(0.9), p99: rank(0.99))
  }
}
