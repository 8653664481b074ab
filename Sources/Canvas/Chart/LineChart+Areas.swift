extension LineChart {
  /// Fills stacked areas; the upper edge of each is solid.
  ///
  /// A cell shows the colour, and in ASCII the letter, of the area that has most of it.
  func drawAreas(_ stack: StackedSamples, in plot: Plot, on surface: inout Surface) {
    guard !stack.layers.isEmpty else { return }
    let heights = stack.tops(in: plot).map { tops in
      (tops ?? []).map { height(of: $0, in: plot) }
    }
    for y in 0..<plot.area.height {
      for x in 0..<plot.area.width {
        let columns = [heights[x * 2], heights[x * 2 + 1]]
        let top = (plot.area.height - y) * 4
        guard let cell = areaCell(columns, top, layers: stack.layers.count) else { continue }
        let role = lines[stack.layers[cell.layer]].role
        surface[Point(plot.area.minX + x, plot.area.minY + y)] = Cell(cell.glyph, Style(role))
      }
    }
  }

  /// How many dots stand below the upper edge of a value; whatever is above zero has one.
  private func height(of value: Double, in plot: Plot) -> Int {
    guard value > 0, let row = plot.dotRow(of: value) else { return 0 }
    let rows = plot.area.height * 4
    guard value >= plot.range.lowerBound else { return 0 }
    return min(max(1, rows - row), rows)
  }

  /// - Parameters:
  ///   - columns: The upper edges of all layers in the two dot columns of the cell.
  ///   - top: The height of the cell's first row of dots, the lowest of the plot being 1.
  private func areaCell(
    _ columns: [[Int]], _ top: Int, layers: Int
  ) -> (glyph: Character, layer: Int)? {
    guard columns.contains(where: { $0.last ?? 0 > top - 4 }) else { return nil }
    var shares = [Int](repeating: 0, count: layers)
    var dots: UInt8 = 0
    for (dotX, column) in columns.enumerated() {
      for dotY in 0..<4 {
        guard let layer = column.firstIndex(where: { $0 >= top - dotY }) else { continue }
        shares[layer] += 1
        let isEdge = column[layer] == top - dotY
        guard isEdge || AreaPattern(layer: layer).fills(dotX, dotY) else { continue }
        dots |= DotRaster.bit(dotX, dotY)
      }
    }
    guard let most = shares.indices.max(by: { shares[$0] < shares[$1] }), shares[most] > 0 else {
      return nil
    }
    guard glyphs == .unicode else { return (AreaPattern(layer: most).ascii, most) }
    return dots == 0 ? nil : (DotRaster.braille(dots), most)
  }
}
