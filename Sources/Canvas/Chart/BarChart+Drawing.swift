extension BarChart {
  /// Draws legend, axis and bars inside `rect`.
  public func draw(in rect: Rect, on surface: inout Surface) {
    let area = plotArea(in: rect)
    guard !area.isEmpty else { return }
    if area.minY > rect.minY { drawLegend(in: rect.row(0), on: &surface) }
    let full = fullBar(width: area.width)
    if area.minX > rect.minX { drawAxis(full, of: area, in: rect, on: &surface) }
    guard full > 0, full.isFinite else { return }
    for column in 0..<area.width {
      draw(
        stack(inColumn: column, width: area.width), full: full, column: column, in: area,
        on: &surface)
    }
    if let cursor {
      let columns = columns(of: cursor, in: area)
      surface.shade(Rect(columns.lowerBound, area.minY, columns.count, area.height), .cursor)
    }
  }

  /// `error ■ warn ■` at the right end of a row; ASCII shows the letter the bars are drawn with.
  public func legend() -> [TextRun] {
    var runs = [TextRun]()
    for layer in layers {
      runs.append(TextRun((runs.isEmpty ? "" : " ") + layer.name + " ", .muted))
      runs.append(TextRun(String(glyphs.pick("■", letter(of: layer))), Style(layer.role)))
    }
    return runs
  }

  private func drawLegend(in row: Rect, on surface: inout Surface) {
    let runs = legend()
    let width = runs.reduce(0) { $0 + $1.text.cellWidth }
    surface.put(runs, at: Point(max(row.minX, row.maxX - width), row.minY), in: row)
  }

  private func drawAxis(_ full: Double, of area: Rect, in rect: Rect, on surface: inout Surface) {
    let x = area.minX - 1
    for y in area.minY..<area.maxY {
      surface[Point(x, y)] = Cell(glyphs.pick("│", "|"), .muted)
    }
    surface[Point(x, area.minY)] = Cell(glyphs.pick("┤", "+"), .muted)
    let label = Rect(rect.minX, area.minY, x - rect.minX - 1, 1)
    surface.put(unit.text(full).paddedLeft(to: label.width), at: label.origin, .muted, in: label)
  }

  private func draw(
    _ stack: [Double], full: Double, column: Int, in area: Rect, on surface: inout Surface
  ) {
    let edges = edges(of: stack, full: full, eighths: area.height * 8)
    guard let height = edges.last, height > 0 else { return }
    for row in 0..<((height + 7) / 8) {
      let filled = min(8, height - row * 8)
      guard let layer = layer(from: row * 8, to: row * 8 + filled, edges: edges) else { continue }
      let glyph =
        glyphs == .unicode ? Blocks.rising(filled, glyphs) : letter(of: layers[layer])
      let point = Point(area.minX + column, area.maxY - 1 - row)
      surface[point] = Cell(glyph, Style(layers[layer].role))
    }
  }

  /// The upper edge of each layer in eighths of a cell; whatever is above zero shows.
  private func edges(of stack: [Double], full: Double, eighths: Int) -> [Int] {
    var sum = 0.0
    return stack.map { value in
      sum += value
      guard sum > 0 else { return 0 }
      let height = (min(1, sum / full) * Double(eighths)).rounded()
      return max(1, Int(exactly: height) ?? 0)
    }
  }

  /// The layer that takes most of a cell. The bottom cell belongs to the lowest layer that is there:
  /// few errors under much else must not disappear.
  private func layer(from lower: Int, to upper: Int, edges: [Int]) -> Int? {
    if lower == 0 { return edges.firstIndex { $0 > 0 } }
    var best: (layer: Int, share: Int)?
    var floor = 0
    for (index, edge) in edges.enumerated() {
      let share = min(edge, upper) - max(floor, lower)
      if share > best?.share ?? 0 { best = (index, share) }
      floor = edge
    }
    return best?.layer
  }

  private func letter(of layer: Layer) -> Character {
    layer.name.first { $0.isASCII && $0.isLetter } ?? "#"
  }
}
