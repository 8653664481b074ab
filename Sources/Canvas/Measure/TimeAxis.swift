/// Ticks on a clock: x values are seconds since 1970 (UTC), labels are local time.
public struct TimeAxis: Sendable {
  /// Seconds east of UTC at an instant.
  private let offset: @Sendable (Double) -> Int

  /// - Parameter offset: Seconds east of UTC at an instant given in seconds since 1970.
  public init(offset: @escaping @Sendable (Double) -> Int) { self.offset = offset }

  public static let utc = TimeAxis { _ in 0 }

  /// At most `count` ticks on round local times: days, hours, quarters, minutes, seconds.
  public func ticks(in range: ClosedRange<Double>, atMost count: Int) -> [AxisTick] {
    let extent = range.upperBound - range.lowerBound
    guard count > 0, extent > 0, extent.isFinite else { return [] }
    let step = Ticks.clockStep(atLeast: extent / Double(count))
    let start = range.lowerBound + Double(offset(range.lowerBound))
    let first = (start / step).rounded(.up)
    var ticks = [AxisTick]()
    for index in 0...count {
      let local = (first + Double(index)) * step
      let value = instant(ofLocal: local)
      guard value >= range.lowerBound, value <= range.upperBound, ticks.count < count else {
        continue
      }
      if let last = ticks.last, last.value >= value { continue }
      ticks.append(AxisTick(value, Self.label(local: local, step: step)))
    }
    return ticks
  }

  /// `23:41:07` of local time.
  public func clock(_ x: Double) -> String { Self.clock(x + Double(offset(x)), seconds: true) }

  /// The offset is asked at the result, so that a change of zone inside the range moves the ticks.
  private func instant(ofLocal local: Double) -> Double {
    let guess = local - Double(offset(local))
    return local - Double(offset(guess))
  }

  static func label(local: Double, step: Double) -> String {
    let day = local.rounded(.down) / 86_400
    if step >= 86_400 || day == day.rounded(.down) && step >= 60 { return date(local) }
    if step >= 1 { return clock(local, seconds: step < 60) }
    let fraction = Numbers.trimmed(Numbers.fixed(local - local.rounded(.down), 3))
    return clock(local, seconds: true) + fraction.dropFirst()
  }

  static func clock(_ local: Double, seconds: Bool) -> String {
    guard let whole = Int64(exactly: local.rounded(.down)) else { return "" }
    let second = ((whole % 86_400) + 86_400) % 86_400
    let parts = [second / 3600, second / 60 % 60] + (seconds ? [second % 60] : [])
    return parts.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
  }

  /// `21 Nov`: the civil date, by eras of 400 years that begin on 1 March.
  static func date(_ local: Double) -> String {
    guard local.magnitude < 1e13 else { return "" }
    let days = Int64((local / 86_400).rounded(.down)) + 719_468
    let inEra = ((days % 146_097) + 146_097) % 146_097
    let year = (inEra - inEra / 1460 + inEra / 36_524 - inEra / 146_096) / 365
    let inYear = inEra - (365 * year + year / 4 - year / 100)
    let month = (5 * inYear + 2) / 153
    let names = [
      "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb",
    ]
    return "\(inYear - (153 * month + 2) / 5 + 1) \(names[Int(month)])"
  }
}
