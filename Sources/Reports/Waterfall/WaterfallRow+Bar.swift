internal import Analysis
internal import Canvas
internal import Telemetry

extension WaterfallRow {
  /// The bar costs as much as it is wide, whatever the span holds.
  ///
  ///     ◂                  before what is on screen        ▸ after it
  ///     ━━━███━━⚑━━        on the critical path, own time, event
  ///     ──···              folded siblings go on until here
  func drawBar(_ span: Span, _ item: TraceTree.Row, y: Int, on surface: inout Surface) {
    let cell = Rect(scale.area.minX, y, scale.area.width, 1)
    guard cell.width > 0 else { return }
    guard let extent = scale.columns(item.startNs, item.endNs) else {
      let isBefore = item.endNs < scale.fromNs
      let x = isBefore ? cell.minX : cell.maxX - 1
      surface.put(isBefore ? "◂" : "▸", at: Point(x, y), Style(.muted, on: ground), in: cell)
      return
    }
    drawSiblings(from: extent.upperBound, y: y, in: cell, on: &surface)
    let isOnPath = model.isOnPath(row)
    let style = Style(span.status == .error ? .error : .series(model.color(row)), on: ground, bold: isOnPath)
    let width = scale.width(item.startNs, item.endNs)
    guard width >= 1 else {
      surface.put(Self.sliver(width), at: Point(extent.lowerBound, y), style, in: cell)
      drawEvents(of: span, in: cell, on: &surface)
      return
    }
    for x in extent {
      surface.put(isOwn(x) ? "█" : isOnPath ? "━" : "─", at: Point(x, y), style, in: cell)
    }
    drawEvents(of: span, in: cell, on: &surface)
  }

  /// Whether the span itself was waited for during most of a column.
  private func isOwn(_ x: Int) -> Bool {
    let (from, to) = (scale.time(ofColumn: x), scale.time(ofColumn: x + 1))
    return to > from && model.ownTime.ns(ofRow: row, from: from, to: to) > (to - from) / 2
  }

  private func drawSiblings(from x: Int, y: Int, in cell: Rect, on surface: inout Surface) {
    guard let group = model.siblings.group(row),
      let last = scale.columns(model.tree.rows[row].startNs, group.endNs)?.upperBound, last > x
    else { return }
    let dots = String(repeating: "·", count: last - x)
    surface.put(dots, at: Point(x, y), Style(.series(model.color(row)), on: ground), in: cell)
  }

  private func drawEvents(of span: Span, in cell: Rect, on surface: inout Surface) {
    guard !span.events.isEmpty else { return }
    // By column first: a span can have thousands of events, a screen only so many cells.
    var marks = [Role?](repeating: nil, count: cell.width)
    for event in span.events {
      let ns = (event.time - model.tree.start).wholeNanoseconds
      guard ns >= scale.fromNs, ns <= scale.toNs else { continue }
      let column = scale.column(of: ns) - cell.minX
      if event.isException { marks[column] = .error } else if marks[column] == nil { marks[column] = .warning }
    }
    for (column, role) in marks.enumerated() {
      guard let role else { continue }
      surface.put("⚑", at: Point(cell.minX + column, cell.minY), Style(role, on: ground), in: cell)
    }
  }

  /// Less than one column, in eighths of it and never nothing.
  private static func sliver(_ width: Double) -> String {
    let eighths = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    return eighths[min(max(0, Int(width * 8) - 1), eighths.count - 1)]
  }
}
