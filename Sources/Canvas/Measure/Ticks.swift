/// A labelled place on an axis.
public struct AxisTick: Equatable, Sendable {
  public var value: Double
  public var label: String

  public init(_ value: Double, _ label: String) {
    self.value = value
    self.label = label
  }
}

/// Round values for an axis.
public enum Ticks {
  /// At most `count` round values inside the range, ascending; empty for a range without extent.
  public static func values(in range: ClosedRange<Double>, unit: Unit, atMost count: Int)
    -> [Double]
  {
    guard let step = step(for: range, unit: unit, atMost: count) else { return [] }
    let first = (range.lowerBound / step).rounded(.up)
    return (0...count).map { (first + Double($0)) * step }
      // Division by a step such as 0.1 may land a hair outside.
      .filter { $0 <= range.upperBound + step * 1e-9 }
  }

  /// Values and labels together.
  public static func labelled(
    in range: ClosedRange<Double>, unit: Unit, atMost count: Int
  ) -> [AxisTick] {
    values(in: range, unit: unit, atMost: count).map { AxisTick($0, unit.text($0)) }
  }

  /// The smallest round step that needs at most `count` ticks: 1-2-5 by tens, powers of two for
  /// bytes, and a clock's steps for seconds from ten upwards.
  public static func step(for range: ClosedRange<Double>, unit: Unit, atMost count: Int) -> Double?
  {
    let extent = range.upperBound - range.lowerBound
    guard count > 0, extent > 0, extent.isFinite else { return nil }
    var step = smallestStep(atLeast: extent / Double(count), unit: unit)
    while let last = lastIndex(of: range, step: step), last >= Double(count) {
      step = smallestStep(atLeast: step * 1.5, unit: unit)
    }
    return step.isFinite && step > 0 ? step : nil
  }

  /// Powers of ten inside the range, thinned to at most `count`: for a logarithmic axis. Empty when
  /// the range does not begin above zero.
  public static func decades(in range: ClosedRange<Double>, atMost count: Int) -> [Double] {
    guard count > 0, range.lowerBound >= .leastNormalMagnitude, range.upperBound.isFinite else {
      return []
    }
    var value = 1.0
    while value > range.lowerBound { value /= 10 }
    while value < range.lowerBound * (1 - 1e-9) { value *= 10 }
    var values = [Double]()
    while value.isFinite, value <= range.upperBound * (1 + 1e-9) {
      values.append(value)
      value *= 10
    }
    let stride = max(1, (values.count + count - 1) / count)
    return values.indices.filter { $0 % stride == 0 }.map { values[$0] }
  }

  /// How many steps lie between the first and last tick; `nil` when there is no tick.
  private static func lastIndex(of range: ClosedRange<Double>, step: Double) -> Double? {
    let count =
      (range.upperBound / step + 1e-9).rounded(.down) - (range.lowerBound / step).rounded(.up)
    return count.isFinite && count >= 0 ? count : nil
  }

  private static func smallestStep(atLeast raw: Double, unit: Unit) -> Double {
    switch unit {
    case .bytes, .bytesPerSecond: power(of: 2, atLeast: raw)
    case .seconds where raw > 5: clockStep(atLeast: raw)
    case .milliseconds where raw > 5000: clockStep(atLeast: raw / 1000) * 1000
    default: decimalStep(atLeast: raw)
    }
  }

  static func decimalStep(atLeast raw: Double) -> Double {
    let ten = power(of: 10, atLeast: raw)
    for divisor in [5.0, 2.0] where ten / divisor >= raw * (1 - 1e-9) { return ten / divisor }
    return ten
  }

  static func clockStep(atLeast raw: Double) -> Double {
    let steps = [
      1.0, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200,
      86_400,
    ]
    if raw < 1 { return decimalStep(atLeast: raw) }
    return steps.first { $0 >= raw * (1 - 1e-9) } ?? decimalStep(atLeast: raw / 86_400) * 86_400
  }

  private static func power(of base: Double, atLeast raw: Double) -> Double {
    var power = 1.0
    while power < raw * (1 - 1e-9), power.isFinite { power *= base }
    while power / base >= raw * (1 - 1e-9), power > .leastNormalMagnitude { power /= base }
    return power
  }
}
