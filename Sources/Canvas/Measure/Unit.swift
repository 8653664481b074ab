/// What a number counts.
public enum Unit: Hashable, Sendable, CaseIterable {
  /// A bare number with a decimal prefix.
  case none
  case seconds, milliseconds
  case bytes, bytesPerSecond
  /// Out of a hundred.
  case percent
  /// Out of one, shown out of a hundred.
  case ratio
  /// A factor: `24.1×`.
  case multiple
  case perSecond, requestsPerSecond
  case celsius

  /// The value with its unit: `6.31 s`, `4.2%`, `1.5 GiB/s`, `1.94 req/s`.
  public func text(_ value: Double) -> String {
    let parts = parts(value)
    return parts.number + parts.suffix
  }

  /// Values of one column, of one width: numbers end together and units begin together.
  ///
  ///     6.31 s
  ///       98 ms
  public func column(_ values: [Double]) -> [String] {
    let parts = values.map { self.parts($0) }
    let number = parts.map { $0.number.cellWidth }.max() ?? 0
    let suffix = parts.map { $0.suffix.cellWidth }.max() ?? 0
    return parts.map { $0.number.paddedLeft(to: number) + $0.suffix.padded(to: suffix) }
  }

  /// The value with its unit, blanks before it, in exactly `width` cells.
  public func aligned(_ value: Double, width: Int) -> String { text(value).paddedLeft(to: width) }

  /// The number, and the unit with the blank that parts them.
  func parts(_ value: Double) -> (number: String, suffix: String) {
    guard value.isFinite else { return (Numbers.si(value), "") }
    switch self {
    case .none: return (Numbers.si(value), "")
    case .seconds, .milliseconds:
      let parts = Durations.parts(seconds: self == .seconds ? value : value / 1000)
      return (parts.number, parts.suffix.isEmpty ? "" : " " + parts.suffix)
    case .bytes, .bytesPerSecond:
      let parts = Numbers.iecParts(value)
      return (parts.number, " \(parts.prefix)B" + (self == .bytes ? "" : "/s"))
    case .percent: return (Numbers.percentNumber(value), "%")
    case .ratio: return (Numbers.percentNumber(value * 100), "%")
    case .multiple: return (Numbers.trimmed(Numbers.significant(value)), "×")
    case .perSecond: return (Numbers.si(value), "/s")
    case .requestsPerSecond: return (Numbers.si(value), " req/s")
    case .celsius: return (Numbers.trimmed(Numbers.fixed(value, 1)), " °C")
    }
  }
}
