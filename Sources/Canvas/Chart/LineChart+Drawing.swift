extension LineChart {
  /// Draws axes, lines, markers, crosshair and selection inside `rect`.
  public func draw(in rect: Rect, on surface: inout Surface) {
    let plot = plot(in: rect)
    guard !plot.area.isEmpty else { return }
    drawVerticalAxis(of: plot, in: rect, on: &surface)
    drawHorizontalAxis(of: plot, in: rect, on: &surface)
    drawLines(in: plot, on: &surface)
    drawMarkers(in: plot, on: &surface)
    drawCrosshair(of: plot, in: rect, on: &surface)
    drawSelection(in: plot, on: &surface)
  }

  private func drawVerticalAxis(of plot: Plot, in rect: Rect, on surface: inout Surface) {
    let area = plot.area
    // In ASCII a floor of dashes would read as data.
    let floor = String(repeating: glyphs.pick("─", " "), count: area.width)
    surface.put(floor, at: Point(area.minX, area.maxY - 1), .muted, in: area)
    guard area.minX > rect.minX else { return }
    let x = area.minX - 1
    for y in area.minY..<area.maxY {
      surface[Point(x, y)] = Cell(glyphs.pick("│", "|"), .muted)
    }
    surface[Point(x, area.maxY - 1)] = Cell(glyphs.pick("┼", "+"), .muted)
    for tick in ticks(in: plot.range, rows: area.height) {
      guard let y = plot.row(of: tick.value) else { continue }
      if y < area.maxY - 1 { surface[Point(x, y)] = Cell(glyphs.pick("┤", "+"), .muted) }
      let label = Rect(rect.minX, y, x - rect.minX - 1, 1)
      surface.put(tick.label.paddedLeft(to: label.width), at: label.origin, .muted, in: label)
    }
  }

  /// Labels are centred on their tick, and left out where they would touch the one before.
  private func drawHorizontalAxis(of plot: Plot, in rect: Rect, on surface: inout Surface) {
    let row = Rect(rect.minX, plot.area.maxY, rect.width, 1)
    guard row.minY < rect.maxY else { return }
    let count = max(2, plot.area.width / 12)
    let ticks: [AxisTick]
    switch horizontalAxis {
    case .hidden: return
    case .time(let axis): ticks = axis.ticks(in: domain, atMost: count)
    case .unit(let unit): ticks = Ticks.labelled(in: domain, unit: unit, atMost: count)
    }
    var free = row.minX
    for tick in ticks {
      guard let column = plot.column(of: tick.value) else { continue }
      let width = tick.label.cellWidth
      let start = min(max(row.minX, column - width / 2), row.maxX - width)
      guard start >= free else { continue }
      free = surface.put(tick.label, at: Point(start, row.minY), .muted, in: row) + 1
    }
  }

  private func drawLines(in plot: Plot, on surface: inout Surface) {
    var raster = DotRaster(plot.area.size)
    for (index, line) in lines.enumerated() {
      var end: Point?
      for summary in ColumnSummary.summaries(of: line.points, in: plot, maxGap: maxGap) {
        let start = Point(summary.column, summary.first)
        if summary.isLinked, let end { raster.line(from: end, to: start, owner: index) }
        let (top, bottom) = (Point(start.x, summary.top), Point(start.x, summary.bottom))
        raster.line(from: top, to: bottom, owner: index)
        end = Point(start.x, summary.last)
      }
    }
    for y in 0..<plot.area.height {
      for x in 0..<plot.area.width {
        guard let cell = raster.cell(x, y, glyphs) else { continue }
        let point = Point(plot.area.minX + x, plot.area.minY + y)
        surface[point] = Cell(cell.glyph, Style(lines[cell.owner].role))
      }
    }
  }

  private func drawMarkers(in plot: Plot, on surface: inout Surface) {
    // The selected one last, so that none covers it.
    let order = markers.indices.filter { $0 != selectedMarker } + [selectedMarker].compactMap { $0 }
    for index in order where markers.indices.contains(index) {
      guard let place = place(of: markers[index], in: plot) else { continue }
      let isSelected = index == selectedMarker
      let style = Style(markers[index].role, bold: isSelected, underline: isSelected)
      surface[place] = Cell(glyphs.pick("◆", "*"), style)
    }
  }

  private func drawCrosshair(of plot: Plot, in rect: Rect, on surface: inout Surface) {
    guard let crosshair, let column = plot.column(of: crosshair) else { return }
    for y in plot.area.minY..<plot.area.maxY {
      let point = Point(column, y)
      let isFloor = surface[point] == Cell("─", .muted)
      if isFloor || surface[point].glyph == " " {
        surface[point] = Cell(glyphs.pick("│", "|"), Style(.focus))
      }
    }
    let foot = Point(column, plot.area.maxY)
    if foot.y < rect.maxY, surface[foot].glyph == " " {
      surface[foot] = Cell(glyphs.pick("▲", "^"), Style(.focus))
    }
  }

  private func drawSelection(in plot: Plot, on surface: inout Surface) {
    guard let selection, selection.overlaps(domain) else { return }
    let visible = selection.clamped(to: domain)
    guard let first = plot.column(of: visible.lowerBound),
      let last = plot.column(of: visible.upperBound)
    else { return }
    surface.shade(Rect(first, plot.area.minY, last - first + 1, plot.area.height), .selection)
  }
}
