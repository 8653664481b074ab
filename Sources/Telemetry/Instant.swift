/// A moment in time: whole nanoseconds since 1970-01-01T00:00:00Z.
///
/// Loki's timestamps need all 64 bits; a `Double` would lose about 256 ns. Nothing in nightjar
/// turns a timestamp into floating point except to draw it.
public struct Instant: Hashable, Comparable, Sendable {
  /// Nanoseconds since the Unix epoch.
  public var nanoseconds: Int64

  public init(nanoseconds: Int64) {
    self.nanoseconds = nanoseconds
  }

  /// From whole seconds; saturates outside the years 1678 to 2262.
  public init(seconds: Int64) {
    self.init(saturating: seconds.multipliedReportingOverflow(by: 1_000_000_000), sign: seconds)
  }

  /// From whole milliseconds; saturates outside the years 1678 to 2262.
  public init(milliseconds: Int64) {
    self.init(saturating: milliseconds.multipliedReportingOverflow(by: 1_000_000), sign: milliseconds)
  }

  /// From fractional seconds as Prometheus writes them, kept to the millisecond.
  ///
  /// - Returns: `nil` for NaN, infinities and values outside the representable range.
  public init?(secondsWithFraction seconds: Double) {
    guard let milliseconds = Int64(exactly: (seconds * 1000).rounded()) else { return nil }
    self.init(milliseconds: milliseconds)
  }

  private init(saturating product: (partialValue: Int64, overflow: Bool), sign: Int64) {
    nanoseconds = product.overflow ? (sign < 0 ? .min : .max) : product.partialValue
  }

  public static let epoch = Instant(nanoseconds: 0)

  public static func < (a: Instant, b: Instant) -> Bool { a.nanoseconds < b.nanoseconds }

  /// Whole seconds, rounded towards the past.
  public var seconds: Int64 { nanoseconds.dividedFloor(by: 1_000_000_000) }

  /// Whole milliseconds, rounded towards the past.
  public var milliseconds: Int64 { nanoseconds.dividedFloor(by: 1_000_000) }

  /// Seconds with a fraction, for drawing only.
  public var approximateSeconds: Double { Double(nanoseconds) / 1e9 }

  /// Moves by a duration; saturates instead of trapping on absurd input.
  public static func + (instant: Instant, duration: Duration) -> Instant {
    let (sum, overflow) = instant.nanoseconds.addingReportingOverflow(duration.wholeNanoseconds)
    return Instant(nanoseconds: overflow ? (duration < .zero ? .min : .max) : sum)
  }

  public static func - (instant: Instant, duration: Duration) -> Instant {
    instant + (Duration.zero - duration)
  }

  public static func - (a: Instant, b: Instant) -> Duration {
    let (difference, overflow) = a.nanoseconds.subtractingReportingOverflow(b.nanoseconds)
    return .nanoseconds(overflow ? (a < b ? .min : .max) : difference)
  }

  /// The latest multiple of `step` since the epoch that is not after this moment.
  ///
  /// Prometheus range queries are aligned this way so that points do not jitter on refresh.
  public func floored(to step: Duration) -> Instant {
    let unit = step.wholeNanoseconds
    guard unit > 0 else { return self }
    return Instant(nanoseconds: nanoseconds.dividedFloor(by: unit) * unit)
  }
}

extension Duration {
  /// The duration in nanoseconds, rounded towards zero, saturating at about ±292 years.
  public var wholeNanoseconds: Int64 {
    let (seconds, attoseconds) = components
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    if overflow { return seconds < 0 ? .min : .max }
    let (sum, carry) = product.addingReportingOverflow(attoseconds / 1_000_000_000)
    return carry ? (seconds < 0 ? .min : .max) : sum
  }

  /// The duration in seconds as a number, for arithmetic on measurements and for drawing.
  public var inSeconds: Double { Double(wholeNanoseconds) / 1e9 }

  public static func minutes(_ count: Int) -> Duration { .seconds(count * 60) }
  public static func hours(_ count: Int) -> Duration { .seconds(count * 3600) }
  public static func days(_ count: Int) -> Duration { .seconds(count * 86_400) }
}

extension Int64 {
  /// Division that rounds towards negative infinity, as timestamps before 1970 need.
  public func dividedFloor(by divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder != 0 && (remainder < 0) != (divisor < 0) ? quotient - 1 : quotient
  }
}
