/// Where values lie on the screen: the cells a chart draws in and the ranges they stand for.
///
///     range.upperBound ┤      area
///                      │
///     range.lowerBound ┼──────────────
///          domain.lowerBound      domain.upperBound
public struct Plot: Equatable, Sendable {
  public let area: Rect
  /// Values at the left and right edge.
  public let domain: ClosedRange<Double>
  /// Values at the bottom and top edge.
  public let range: ClosedRange<Double>
  /// Whether rows count orders of magnitude; the range is positive then.
  public let isLogarithmic: Bool
  /// The range as rows count it: worked out once, for a logarithm costs as much as all else.
  private let low: Double
  private let high: Double

  public init(
    area: Rect, domain: ClosedRange<Double>, range: ClosedRange<Double>, isLogarithmic: Bool = false
  ) {
    self.area = area
    self.domain = domain
    self.range = range
    self.isLogarithmic = isLogarithmic
    low = Self.position(range.lowerBound, isLogarithmic: isLogarithmic)
    high = Self.position(range.upperBound, isLogarithmic: isLogarithmic)
  }

  /// The column of the screen for a value; `nil` outside the domain.
  public func column(of x: Double) -> Int? {
    dotColumn(of: x).map { area.minX + $0 / 2 }
  }

  /// The columns of the part of a span that is in the domain; `nil` when none is.
  public func columns(of span: ClosedRange<Double>) -> ClosedRange<Int>? {
    guard span.overlaps(domain) else { return nil }
    let visible = span.clamped(to: domain)
    guard let first = column(of: visible.lowerBound), let last = column(of: visible.upperBound)
    else { return nil }
    return first...max(first, last)
  }

  /// The row of the screen for a value; `nil` outside the range.
  public func row(of y: Double) -> Int? {
    guard let dot = dotRow(of: y), dot >= 0, dot < area.height * 4 else { return nil }
    return area.minY + dot / 4
  }

  /// The value in the middle of a column, clamped to the plot.
  public func x(ofColumn column: Int) -> Double {
    let dots = Double(area.width * 2 - 1)
    let place = min(max(0, Double(column - area.minX) * 2 + 0.5), max(0, dots))
    guard dots > 0 else { return domain.lowerBound }
    let share = place / dots
    let extent = domain.upperBound - domain.lowerBound
    guard extent.isFinite else {
      return domain.lowerBound * (1 - share) + domain.upperBound * share
    }
    return domain.lowerBound + share * extent
  }

  /// Dot columns count from the left edge of the area, two in each cell.
  func dotColumn(of x: Double) -> Int? {
    guard domain.contains(x), area.width > 0 else { return nil }
    let share = Self.share(of: x, from: domain.lowerBound, to: domain.upperBound)
    return Int(exactly: ((share ?? 0.5) * Double(area.width * 2 - 1)).rounded())
  }

  /// Dot rows count from the top edge, four in each cell; values out of range get the row just
  /// outside, so that a line leaves the plot instead of ending in it. `nil` for what has no place:
  /// NaN, infinities, and nothing or less on a logarithmic axis.
  func dotRow(of y: Double) -> Int? {
    guard y.isFinite, area.height > 0, !isLogarithmic || y > 0 else { return nil }
    let rows = Double(area.height * 4)
    guard let share = depth(of: y) else { return y > range.upperBound ? -1 : area.height * 4 }
    return Int(exactly: min(max(-1, (share * (rows - 1)).rounded()), rows))
  }

  /// How far below the top edge a value lies: 0 there, 1 at the bottom edge, beyond them outside.
  func depth(of y: Double) -> Double? {
    let position = Self.position(y, isLogarithmic: isLogarithmic)
    return Self.share(of: -position, from: -high, to: -low)
  }

  /// How much of the way from `low` to `high` lies before `value`; half when there is no way.
  static func share(of value: Double, from low: Double, to high: Double) -> Double? {
    guard low < high else { return value == low ? 0.5 : nil }
    // The extent of a range such as -1e308...1e308 overflows, that of its half does not.
    let extent = high - low
    let share =
      extent.isFinite
      ? (value - low) / extent : (value / 2 - low / 2) / (high / 2 - low / 2)
    return share.isFinite ? share : nil
  }

  private static func position(_ y: Double, isLogarithmic: Bool) -> Double {
    guard isLogarithmic else { return y }
    return Logarithm.base10(min(max(y, .leastNormalMagnitude), .greatestFiniteMagnitude))
  }
}
