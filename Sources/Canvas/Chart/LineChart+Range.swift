extension LineChart {
  /// The values at the bottom and top of a plot of so many rows.
  func range(of side: Side, stack: StackedSamples, rows: Int) -> ClosedRange<Double> {
    let axis = axis(side)
    switch axis.range {
    case .fixed(let range) where !axis.isLogarithmic: return range
    case .fixed(let range) where range.lowerBound >= .leastNormalMagnitude: return range
    case .fixed(let range): return logarithmic(range.upperBound / 1000, range.upperBound)
    case .automatic(let withZero):
      guard let extent = extent(of: side, axis, stack: stack) else {
        return axis.isLogarithmic ? 1...10 : 0...1
      }
      if axis.isLogarithmic { return logarithmic(extent.lowerBound, extent.upperBound) }
      return rounded(extent, axis.unit, withZero: withZero, rows: rows)
    }
  }

  /// Of all values that can be drawn; `nil` without any.
  private func extent(of side: Side, _ axis: Axis, stack: StackedSamples) -> ClosedRange<Double>? {
    var low = Double.infinity
    var high = -Double.infinity
    func add(_ x: Double, _ y: Double) {
      guard y.isFinite, domain.contains(x), !axis.isLogarithmic || y > 0 else { return }
      low = min(low, y)
      high = max(high, y)
    }
    for line in lines where self.side(of: line) == side && line.drawnShape != .stackedArea {
      for point in line.points { add(point.x, point.y) }
    }
    for sample in stack.samples {
      if let first = sample.tops.first(where: { $0 > 0 }) { add(sample.x, first) }
      if let last = sample.tops.last { add(sample.x, last) }
    }
    for marker in markers where (rightAxis == nil ? .left : marker.side) == side {
      add(marker.point.x, marker.point.y)
    }
    return low <= high ? low...high : nil
  }

  private func rounded(
    _ extent: ClosedRange<Double>, _ unit: Unit, withZero: Bool, rows: Int
  ) -> ClosedRange<Double> {
    var (low, high) = (extent.lowerBound, extent.upperBound)
    if withZero { (low, high) = (min(low, 0), max(high, 0)) }
    if low == high {
      // A flat line: give it room, on its own side of zero.
      if low == 0 { return 0...1 }
      let margin = low.magnitude / 2
      (low, high) = (finite(low - margin), finite(high + margin))
    }
    // Both ends get a tick, so the range may widen: fewer ticks are tried until the ends fit too.
    for count in stride(from: tickCount(rows: rows), through: 1, by: -1) {
      guard let step = Ticks.step(for: low...high, unit: unit, atMost: count) else { break }
      let bottom = (low / step + 1e-9).rounded(.down)
      let top = (high / step - 1e-9).rounded(.up)
      guard count == 1 || top - bottom < Double(tickCount(rows: rows)) else { continue }
      return finite(min(bottom * step, low))...finite(max(top * step, high))
    }
    return low...high
  }

  private func finite(_ value: Double) -> Double {
    min(max(value, -.greatestFiniteMagnitude), .greatestFiniteMagnitude)
  }

  /// Whole decades.
  private func logarithmic(_ low: Double, _ high: Double) -> ClosedRange<Double> {
    guard high > 0, high.isFinite else { return 1...10 }
    let low = low > 0 ? low : high / 1000
    var bottom = 1.0
    while bottom > low, bottom > .leastNormalMagnitude * 10 { bottom /= 10 }
    while bottom * 10 <= low { bottom *= 10 }
    var top = bottom * 10
    while top < high, top < 1e300 { top *= 10 }
    return bottom...max(top, high)
  }
}
