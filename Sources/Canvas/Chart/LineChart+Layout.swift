extension LineChart {
  /// Everything that must be known before the first cell is drawn.
  struct Frame {
    var layout: ChartLayout
    var left: Plot
    var right: Plot?
    var stacks: [Side: StackedSamples]

    func plot(_ side: Side) -> Plot { side == .right ? right ?? left : left }
  }

  /// Where values lie when the chart is drawn in `rect`; both axes share the area and the domain.
  public func plot(in rect: Rect, side: Side = .left) -> Plot { frame(in: rect).plot(side) }

  func frame(in rect: Rect) -> Frame {
    var layout = ChartLayout(
      rect, hasMarks: !annotations.isEmpty, hasLabels: !horizontalAxis.isHidden)
    let rows = layout.area.height
    let sides: [Side] = rightAxis == nil ? [.left] : [.left, .right]
    var stacks = [Side: StackedSamples]()
    var ranges = [ClosedRange<Double>]()
    for side in sides {
      let stack = stack(on: side)
      stacks[side] = stack
      ranges.append(range(of: side, stack: stack, rows: rows))
    }
    let widths = zip(sides, ranges).map { side, range in
      ticks(of: side, in: range, rows: rows).map { $0.label.cellWidth }.max() ?? 0
    }
    if showsVerticalAxis {
      layout.takeGutters(left: widths[0] + 3, right: widths.count > 1 ? widths[1] + 2 : 0)
    }
    let plots = zip(sides, ranges).map { side, range in
      Plot(
        area: layout.area, domain: domain, range: range, isLogarithmic: axis(side).isLogarithmic)
    }
    return Frame(
      layout: layout, left: plots[0], right: plots.count > 1 ? plots[1] : nil, stacks: stacks)
  }

  private func stack(on side: Side) -> StackedSamples {
    let layers = lines.indices.filter {
      lines[$0].drawnShape == .stackedArea && self.side(of: lines[$0]) == side
    }
    return StackedSamples(layers, of: lines, domain: domain, maxGap: maxGap)
  }

  /// A label on every second row at most.
  func tickCount(rows: Int) -> Int { max(2, (rows + 1) / 2) }

  /// Ticks of a vertical axis, bottom first.
  func ticks(of side: Side, in range: ClosedRange<Double>, rows: Int) -> [AxisTick] {
    let (axis, count) = (axis(side), tickCount(rows: rows))
    guard axis.isLogarithmic else {
      return Ticks.labelled(in: range, unit: axis.unit, atMost: count)
    }
    return Ticks.decades(in: range, atMost: count).map { AxisTick($0, axis.unit.text($0)) }
  }
}
