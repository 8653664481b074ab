extension LineChart {
  /// The values at the bottom and top of a plot of so many rows.
  func range(rows: Int) -> ClosedRange<Double> {
    switch verticalRange {
    case .fixed(let range) where !isLogarithmic || range.lowerBound > 0: return range
    case .fixed(let range): return logarithmic(range.upperBound / 1000, range.upperBound)
    case .automatic(let withZero):
      guard let extent = extent() else { return isLogarithmic ? 1...10 : 0...1 }
      if isLogarithmic { return logarithmic(extent.lowerBound, extent.upperBound) }
      return rounded(extent, withZero: withZero, rows: rows)
    }
  }

  /// Of all values that can be drawn; `nil` without any.
  private func extent() -> ClosedRange<Double>? {
    var low = Double.infinity
    var high = -Double.infinity
    func add(_ point: ChartPoint) {
      guard point.y.isFinite, domain.contains(point.x), !isLogarithmic || point.y > 0 else {
        return
      }
      low = min(low, point.y)
      high = max(high, point.y)
    }
    for line in lines { for point in line.points { add(point) } }
    for marker in markers { add(marker.point) }
    return low <= high ? low...high : nil
  }

  private func rounded(
    _ extent: ClosedRange<Double>, withZero: Bool, rows: Int
  ) -> ClosedRange<Double> {
    var (low, high) = (extent.lowerBound, extent.upperBound)
    if withZero { (low, high) = (min(low, 0), max(high, 0)) }
    if low == high {
      // A flat line: give it room, on its own side of zero.
      if low == 0 { return 0...1 }
      let margin = low.magnitude / 2
      (low, high) = (low - margin, high + margin)
    }
    // Both ends get a tick, so the range may widen: fewer ticks are tried until the ends fit too.
    for count in stride(from: tickCount(rows: rows), through: 1, by: -1) {
      guard let step = Ticks.step(for: low...high, unit: unit, atMost: count) else { break }
      let bottom = (low / step + 1e-9).rounded(.down)
      let top = (high / step - 1e-9).rounded(.up)
      guard count == 1 || top - bottom < Double(tickCount(rows: rows)) else { continue }
      return min(bottom * step, low)...max(top * step, high)
    }
    return low...high
  }

  /// Whole decades.
  private func logarithmic(_ low: Double, _ high: Double) -> ClosedRange<Double> {
    guard high > 0, high.isFinite else { return 1...10 }
    let low = low > 0 ? low : high / 1000
    var bottom = 1.0
    while bottom > low, bottom > .leastNormalMagnitude { bottom /= 10 }
    while bottom * 10 <= low { bottom *= 10 }
    var top = bottom * 10
    while top < high, top < 1e300 { top *= 10 }
    return bottom...top
  }
}
