extension LineChart {
  /// Draws axes, values, thresholds, annotations, markers, crosshair and selection inside `rect`.
  public func draw(in rect: Rect, on surface: inout Surface) {
    let frame = frame(in: rect)
    guard !frame.left.area.isEmpty else { return }
    let axes = ChartAxes(layout: frame.layout, glyphs: glyphs)
    let selected = selection.flatMap { frame.left.columns(of: $0) }
    drawAxes(axes, frame, selected, on: &surface)
    drawBack(frame, on: &surface)
    drawThresholds(frame, on: &surface)
    drawSelectedAnnotation(frame, on: &surface)
    if let crosshair, let column = frame.left.column(of: crosshair) {
      axes.drawCrosshair(column, on: &surface)
    }
    drawFront(frame, on: &surface)
    drawInfinities(frame, on: &surface)
    placement(frame).draw(glyphs, on: &surface)
    drawThresholdLabels(frame, on: &surface)
    drawAnnotations(frame, on: &surface)
    if let selected { axes.drawSelection(selected, on: &surface) }
  }

  private func drawAxes(
    _ axes: ChartAxes, _ frame: Frame, _ selected: ClosedRange<Int>?, on surface: inout Surface
  ) {
    let rows = frame.layout.area.height
    axes.drawFloor(on: &surface)
    axes.drawLeft(ticks(of: .left, in: frame.left.range, rows: rows), of: frame.left, on: &surface)
    if let right = frame.right {
      axes.drawRight(ticks(of: .right, in: right.range, rows: rows), of: right, on: &surface)
    }
    let brackets = selected.map { axes.brackets(around: $0) }.map { [$0.open, $0.close] } ?? []
    axes.drawLabels(
      horizontalAxis, of: frame.left, after: note(width: frame.layout.labels.width / 3),
      taken: brackets, on: &surface)
  }

  /// What the logarithmic axis leaves out, as long as there is room for.
  private func note(width: Int) -> String {
    let count = leftOut
    guard count > 0 else { return "" }
    let sign = glyphs == .unicode ? "≤ 0" : "<= 0"
    let texts = ["\(count) \(count == 1 ? "value" : "values") \(sign) left out", "\(count) \(sign)"]
    return texts.first { $0.cellWidth <= width } ?? sign.fitted(to: width)
  }

  /// Filled shapes: stacked areas, bars before them.
  private func drawBack(_ frame: Frame, on surface: inout Surface) {
    for (side, stack) in frame.stacks.sorted(by: { $0.key == .left && $1.key == .right }) {
      drawAreas(stack, in: frame.plot(side), on: &surface)
    }
    var raster = DotRaster(frame.layout.area.size)
    let bars = lines.indices.filter { lines[$0].drawnShape == .bars }
    for (place, index) in bars.enumerated() {
      let plot = frame.plot(side(of: lines[index]))
      drawBars(index, place: place, of: bars.count, in: plot, on: &raster)
    }
    draw(raster, at: frame.layout.area.origin, on: &surface)
  }

  /// Lines and points; those of an earlier time lie behind.
  private func drawFront(_ frame: Frame, on surface: inout Surface) {
    var raster = DotRaster(frame.layout.area.size)
    for isEarlier in [false, true] {
      for (index, line) in lines.enumerated() where line.isEarlier == isEarlier {
        let plot = frame.plot(side(of: line))
        switch line.drawnShape {
        case .line: drawLine(index, in: plot, on: &raster)
        case .points: drawPoints(index, in: plot, on: &raster)
        case .bars, .stackedArea: continue
        }
      }
    }
    draw(raster, at: frame.layout.area.origin, on: &surface)
  }

  private func draw(_ raster: DotRaster, at origin: Point, on surface: inout Surface) {
    for y in 0..<raster.size.height {
      for x in 0..<raster.size.width {
        guard let cell = raster.cell(x, y, glyphs) else { continue }
        let line = lines[cell.owner]
        surface[Point(origin.x + x, origin.y + y)] = Cell(
          cell.glyph, line.isEarlier ? .muted : Style(line.role))
      }
    }
  }

  private func drawLine(_ index: Int, in plot: Plot, on raster: inout DotRaster) {
    let summaries = ColumnSummary.summaries(of: lines[index].points, in: plot, maxGap: maxGap)
    let isDotted = lines[index].isEarlier
    for (place, summary) in summaries.enumerated() {
      let start = Point(summary.column, summary.first)
      if summary.isLinked, place > 0 {
        let end = Point(summaries[place - 1].column, summaries[place - 1].last)
        if isDotted {
          raster.dottedLine(from: end, to: start, owner: index)
        } else {
          raster.line(from: end, to: start, owner: index)
        }
      }
      let (top, bottom) = (Point(start.x, summary.top), Point(start.x, summary.bottom))
      // A single point has nothing but its dot.
      let isAlone = !summary.isLinked && !(summaries.dropFirst(place + 1).first?.isLinked ?? false)
      if isDotted, !isAlone {
        raster.dottedLine(from: top, to: bottom, owner: index)
      } else {
        raster.line(from: top, to: bottom, owner: index)
      }
    }
  }

  private func drawPoints(_ index: Int, in plot: Plot, on raster: inout DotRaster) {
    for point in lines[index].points {
      guard let row = plot.dotRow(of: point.y), let column = plot.dotColumn(of: point.x) else {
        continue
      }
      raster.set(column, row, owner: index)
    }
  }

  /// From zero, or the lower edge of a logarithmic axis, to the highest and lowest value. Lines
  /// share the room side by side, one dot left free; without room the first lies in front.
  private func drawBars(
    _ index: Int, place: Int, of count: Int, in plot: Plot, on raster: inout DotRaster
  ) {
    let summaries = ColumnSummary.summaries(of: lines[index].points, in: plot, maxGap: maxGap)
    let steps = zip(summaries, summaries.dropFirst()).map { $1.column - $0.column }
    let room = max(1, (steps.filter { $0 > 0 }.min() ?? 1) - 1)
    let width = max(1, room / count)
    let offset = room < count ? 0 : place * width - (count * width - 1) / 2
    let zero = plot.isLogarithmic ? raster.rows : plot.dotRow(of: 0) ?? raster.rows
    let base = min(max(0, zero), raster.rows - 1)
    for summary in summaries {
      let start = summary.column + offset
      for x in start..<(start + width) {
        let (top, bottom) = (min(summary.top, base), max(summary.bottom, base))
        raster.line(from: Point(x, top), to: Point(x, bottom), owner: index)
      }
    }
  }

  /// An arrow at the edge where a value went beyond all bounds.
  private func drawInfinities(_ frame: Frame, on surface: inout Surface) {
    let area = frame.layout.area
    for line in lines.reversed() {
      let isLogarithmic = frame.plot(side(of: line)).isLogarithmic
      for point in line.points where point.y.isInfinite && (point.y > 0 || !isLogarithmic) {
        guard let column = frame.left.column(of: point.x) else { continue }
        let isHigh = point.y > 0
        let glyph = isHigh ? glyphs.pick("↑", "^") : glyphs.pick("↓", "v")
        surface[Point(column, isHigh ? area.minY : area.maxY - 1)] = Cell(
          glyph, line.isEarlier ? .muted : Style(line.role))
      }
    }
  }
}
