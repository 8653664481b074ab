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

  public init(
    area: Rect, domain: ClosedRange<Double>, range: ClosedRange<Double>, isLogarithmic: Bool = false
  ) {
    self.area = area
    self.domain = domain
    self.range = range
    self.isLogarithmic = isLogarithmic
  }

  /// The column of the screen for a value; `nil` outside the domain.
  public func column(of x: Double) -> Int? {
    dotColumn(of: x).map { area.minX + $0 / 2 }
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
    return domain.lowerBound + place / dots * (domain.upperBound - domain.lowerBound)
  }

  /// Dot columns count from the left edge of the area, two in each cell.
  func dotColumn(of x: Double) -> Int? {
    guard domain.contains(x), area.width > 0 else { return nil }
    let extent = domain.upperBound - domain.lowerBound
    let share = extent > 0 ? (x - domain.lowerBound) / extent : 0.5
    return Int(exactly: (share * Double(area.width * 2 - 1)).rounded())
  }

  /// Dot rows count from the top edge, four in each cell; values out of range get the row just
  /// outside, so that a line leaves the plot instead of ending in it. `nil` for what has no place:
  /// NaN, infinities, and nothing or less on a logarithmic axis.
  func dotRow(of y: Double) -> Int? {
    guard y.isFinite, area.height > 0, !isLogarithmic || y > 0 else { return nil }
    let rows = Double(area.height * 4)
    let (low, high) = (position(range.lowerBound), position(range.upperBound))
    let share = high > low ? (high - position(y)) / (high - low) : 0.5
    guard share.isFinite else { return nil }
    return Int(exactly: min(max(-1, (share * (rows - 1)).rounded()), rows))
  }

  private func position(_ y: Double) -> Double {
    isLogarithmic ? Logarithm.base10(max(y, .leastNormalMagnitude)) : y
  }
}
