/// A value at a place on the horizontal axis, which is time in seconds since 1970 for most charts.
public struct ChartPoint: Hashable, Sendable {
  public var x: Double
  /// NaN is a gap; infinities are marked at the edge they left by.
  public var y: Double

  public init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }
}
