extension HeatmapChart {
  /// Where values lie when the chart is drawn in `rect`.
  public func plot(in rect: Rect) -> Plot { frame(in: rect).plot }

  func frame(in rect: Rect) -> (layout: ChartLayout, plot: Plot) {
    let inner = hasLegend(in: rect) ? rect.inset(top: 1) : rect
    var layout = ChartLayout(inner, hasLabels: !horizontalAxis.isHidden)
    let range = valueRange
    let labels = ticks(in: range, rows: layout.area.height).map { $0.label.cellWidth }
    if showsVerticalAxis { layout.takeGutters(left: (labels.max() ?? 0) + 3, right: 0) }
    let plot = Plot(
      area: layout.area, domain: domain, range: range, isLogarithmic: isLogarithmic)
    return (layout, plot)
  }

  func hasLegend(in rect: Rect) -> Bool { showsLegend && rect.height >= 4 }

  /// Ticks of the vertical axis, bottom first. A band without an upper bound ends in `+Inf`.
  func ticks(in range: ClosedRange<Double>, rows: Int) -> [AxisTick] {
    let count = max(2, (rows + 1) / 2)
    var ticks = Ticks.labelled(in: range, unit: unit, atMost: count)
    if isLogarithmic {
      let decades = Ticks.decades(in: range, atMost: count)
      if decades.count > 1 { ticks = decades.map { AxisTick($0, unit.text($0)) } }
    }
    if self.range == nil, hasOverflow {
      ticks.removeAll { $0.value >= highestBound }
      ticks.append(AxisTick(range.upperBound, unit.text(.infinity)))
    }
    return ticks
  }

  private var shown: [Band] {
    columns.lazy.filter { domain.contains($0.x) }.flatMap(\.bands).filter {
      $0.count > 0 && $0.lower < $0.upper && (!isLogarithmic || $0.upper > 0)
    }
  }

  private var hasOverflow: Bool { shown.contains { $0.upper == .infinity } }

  private var highestBound: Double {
    shown.flatMap { [$0.lower, $0.upper] }.filter(\.isFinite).max() ?? .infinity
  }

  /// From the lowest to the highest bound. Bands without one get as much room as their neighbour.
  private var valueRange: ClosedRange<Double> {
    if let range, !isLogarithmic || range.lowerBound >= .leastNormalMagnitude { return range }
    let shown = shown
    let markers = markers.filter { domain.contains($0.point.x) }.map(\.point.y)
    let bounds = shown.flatMap { [$0.lower, $0.upper] } + markers
    let real = bounds.filter { $0.isFinite && (!isLogarithmic || $0 >= .leastNormalMagnitude) }
    guard var low = real.min(), var high = real.max() else { return isLogarithmic ? 1...10 : 0...1 }
    if isLogarithmic {
      if shown.contains(where: { $0.lower <= 0 }) { low = max(.leastNormalMagnitude, low / 2) }
      if shown.contains(where: { $0.upper == .infinity }) { high *= 2 }
    } else {
      let widths = shown.map { $0.upper - $0.lower }.filter { $0.isFinite && $0 > 0 }
      let room = widths.max() ?? max(1, high.magnitude / 2)
      if shown.contains(where: { $0.lower == -.infinity }) { low -= room }
      if shown.contains(where: { $0.upper == .infinity }) { high += room }
    }
    let limit = Double.greatestFiniteMagnitude
    (low, high) = (max(low, -limit), min(high, limit))
    return low < high ? low...high : low...max(low, min(limit, low + max(1, low.magnitude / 2)))
  }
}
