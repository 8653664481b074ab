extension HeatmapChart {
  /// Draws legend, axes, cells, markers, crosshair and selection inside `rect`.
  public func draw(in rect: Rect, on surface: inout Surface) {
    let (layout, plot) = frame(in: rect)
    guard !plot.area.isEmpty else { return }
    let axes = ChartAxes(layout: layout, glyphs: glyphs)
    let selected = selection.flatMap { plot.columns(of: $0) }
    let brackets = selected.map { axes.brackets(around: $0) }.map { [$0.open, $0.close] } ?? []
    axes.drawLeft(ticks(in: plot.range, rows: plot.area.height), of: plot, on: &surface)
    axes.drawLabels(horizontalAxis, of: plot, after: note, taken: brackets, on: &surface)
    if let crosshair, let column = plot.column(of: crosshair) {
      axes.drawCrosshair(column, on: &surface)
    }
    let grid = HeatmapGrid(self, in: plot)
    if let ramp = ramp(of: grid) {
      drawCells(grid, ramp, in: plot, on: &surface)
      if hasLegend(in: rect) { drawLegend(ramp, in: rect.row(0), on: &surface) }
    }
    if let crosshair, let column = plot.column(of: crosshair) {
      surface.shade(Rect(column, plot.area.minY, 1, plot.area.height), .cursor)
    }
    placement(plot).draw(glyphs, on: &surface)
    if let selected { axes.drawSelection(selected, on: &surface) }
  }

  private var note: String {
    let count = leftOut
    return count == 0 ? "" : "\(count) \(glyphs == .unicode ? "≤" : "<=") 0"
  }

  private func ramp(of grid: HeatmapGrid) -> HeatRamp? {
    (countRange ?? grid.extent).map { HeatRamp(extent: $0, intensity: intensity, glyphs: glyphs) }
  }

  private func drawCells(
    _ grid: HeatmapGrid, _ ramp: HeatRamp, in plot: Plot, on surface: inout Surface
  ) {
    for y in 0..<grid.size.height {
      for x in 0..<grid.size.width where grid.count(x, y) > 0 {
        surface[Point(plot.area.minX + x, plot.area.minY + y)] = ramp.cell(grid.count(x, y))
      }
    }
  }

  /// `1 ░▒▓█ 240` at the right end of a row: the counts of the palest and brightest cell.
  private func drawLegend(_ ramp: HeatRamp, in row: Rect, on surface: inout Surface) {
    var runs = [TextRun(countUnit.text(ramp.extent.lowerBound) + " ", .muted)]
    for level in ramp.steps {
      let cell = ramp.cell(level: level)
      runs.append(TextRun(String(cell.glyph), cell.style))
    }
    runs.append(TextRun(" " + countUnit.text(ramp.extent.upperBound), .muted))
    let width = runs.reduce(0) { $0 + $1.text.cellWidth }
    surface.put(runs, at: Point(max(row.minX, row.maxX - width), row.minY), in: row)
  }
}
