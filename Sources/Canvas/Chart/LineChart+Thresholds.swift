extension LineChart {
  /// Dashes, which in ASCII leave every second cell free so that nobody takes them for data.
  func drawThresholds(_ frame: Frame, on surface: inout Surface) {
    let area = frame.layout.area
    for threshold in thresholds.reversed() {
      guard let y = frame.plot(shownSide(of: threshold)).row(of: threshold.value) else { continue }
      for x in stride(from: area.minX, to: area.maxX, by: glyphs == .unicode ? 1 : 2) {
        surface[Point(x, y)] = dash(threshold)
      }
    }
  }

  /// Labels keep off the data: each takes the free place that is nearest to the right end, on its
  /// own row, then above, then below; without one it is left out.
  func drawThresholdLabels(_ frame: Frame, on surface: inout Surface) {
    let area = frame.layout.area
    for threshold in thresholds {
      let plot = frame.plot(shownSide(of: threshold))
      guard let place = labelRow(of: threshold, in: plot) else { continue }
      let text = place.arrow + threshold.label
      let width = text.cellWidth
      guard width > 0, width <= area.width / 2 else { continue }
      let rows = [place.row, place.row - 1, place.row + 1]
      for y in rows where y >= area.minY && y < area.maxY {
        guard let x = freePlace(of: width, row: y, in: area, on: surface) else { continue }
        surface.put(text, at: Point(x, y), Style(threshold.role), in: area)
        break
      }
    }
  }

  /// The row of a label, and an arrow when the value lies beyond the edge.
  private func labelRow(of threshold: Threshold, in plot: Plot) -> (row: Int, arrow: String)? {
    if let row = plot.row(of: threshold.value) { return (row, "") }
    if threshold.value > plot.range.upperBound {
      return (plot.area.minY, String(glyphs.pick("↑", "^")) + " ")
    }
    guard threshold.value < plot.range.lowerBound else { return nil }
    return (plot.area.maxY - 1, String(glyphs.pick("↓", "v")) + " ")
  }

  private func freePlace(of width: Int, row y: Int, in area: Rect, on surface: Surface) -> Int? {
    let free: Set<Cell> = Set(thresholds.map(dash) + [.blank, Cell(glyphs.pick("─", " "), .muted)])
    var run = 0
    for x in stride(from: area.maxX - 1, through: area.minX, by: -1) {
      run = free.contains(surface[Point(x, y)]) ? run + 1 : 0
      if run == width { return x }
    }
    return nil
  }

  private func dash(_ threshold: Threshold) -> Cell {
    Cell(glyphs.pick("╌", "-"), Style(threshold.role))
  }

  private func shownSide(of threshold: Threshold) -> Side {
    rightAxis == nil ? .left : threshold.side
  }
}
