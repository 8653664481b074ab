internal import Analysis
package import Canvas
internal import Telemetry

/// One span drawn as a line: tree, service and name, times, and its bar on the time scale.
///
/// A thin bar is a span, a heavy one lies on the critical path, and the solid part is where the
/// span itself was what everything waited for.
package struct WaterfallRow {
  private let model: WaterfallModel
  private let row: Int
  private let isCursor: Bool
  private let isMatch: Bool
  private let columns: WaterfallColumns
  private let scale: TimeScale

  package init(
    model: WaterfallModel, row: Int, isCursor: Bool = false, isMatch: Bool = false,
    columns: WaterfallColumns, scale: TimeScale
  ) {
    self.model = model
    self.row = row
    self.isCursor = isCursor
    self.isMatch = isMatch
    self.columns = columns
    self.scale = scale
  }

  private var ground: Ground { isCursor ? .cursor : .plain }

  package func draw(in line: Rect, on surface: inout Surface) {
    let span = model.span(row)
    let item = model.tree.rows[row]
    if isCursor { surface.fill(line, with: Cell(" ", Style(.text, on: .cursor))) }
    drawName(span, item, in: Rect(columns.name.minX, line.minY, columns.name.width, 1), on: &surface)
    drawTime(item.selfNs, columns.selfTime, line, on: &surface, strong: model.culprit == row)
    // As reported: what was clamped for a clock that is ahead is the bar, not the time it took.
    drawTime(span.durationNanoseconds, columns.total, line, on: &surface, strong: false)
    drawBar(span, item, y: line.minY, on: &surface)
  }

  private func drawName(
    _ span: Span, _ item: TraceTree.Row, in cell: Rect, on surface: inout Surface
  ) {
    let style = Style(.text, on: ground)
    var x = cell.minX
    x = surface.put(model.culprit == row ? "◆" : " ", at: Point(x, cell.minY), Style(.marker, on: ground), in: cell)
    let step = columns.isNarrow ? 1 : 2
    x += min(item.depth * step, max(0, cell.width - 24))
    let sign = !model.hasChildren(row) ? " " : model.folded.contains(row) ? "▸" : "▾"
    x = surface.put(sign + " ", at: Point(x, cell.minY), Style(.muted, on: ground), in: cell)
    if span.status == .error {
      x = surface.put("✗ ", at: Point(x, cell.minY), Style(.error, on: ground, bold: true), in: cell)
    }
    let service = model.service(row)
    let shown = service.fitted(to: max(8, cell.width / 2))
    x = surface.put(shown, at: Point(x, cell.minY), Style(.series(model.color(row)), on: ground), in: cell) + 1
    // What is unusual must not be what is cut away.
    let suffix = suffix(of: span, item)
    let room = max(0, cell.maxX - x - 1)
    let name = SpanName.fitted(span.name, to: max(min(room, 4), room - suffix.cellWidth))
    x = surface.put(name, at: Point(x, cell.minY), isMatch ? Style(.match, on: ground) : style, in: cell)
    let left = max(0, cell.maxX - x - 1)
    surface.put(suffix.fitted(to: left), at: Point(x, cell.minY), Style(.muted, on: ground), in: cell)
  }

  private func suffix(of span: Span, _ item: TraceTree.Row) -> String {
    var text = ""
    if model.siblings.count(row) > 1 { text += " ×\(model.siblings.count(row))" }
    if !span.events.isEmpty { text += " ⚑\(span.events.count)" }
    if !span.links.isEmpty { text += " ↗\(span.links.count)" }
    if model.folded.contains(row) { text += " (+\(item.subtreeSize - 1))" }
    if item.marks.contains(.orphan) { text += columns.isNarrow ? " ?parent" : " (parent missing)" }
    if item.marks.contains(.skewed) { text += columns.isNarrow ? " ≈clock" : " (clock skew)" }
    if item.marks.contains(.duplicate) { text += columns.isNarrow ? " =id" : " (duplicate id)" }
    if item.marks.contains(.cycle) { text += columns.isNarrow ? " ?parent" : " (its own ancestor)" }
    return text
  }

  private func drawTime(
    _ ns: Int64, _ column: Rect, _ line: Rect, on surface: inout Surface, strong: Bool
  ) {
    let text = Durations.column(nanoseconds: ns, width: column.width)
    let style = Style(strong ? .marker : .muted, on: ground, bold: strong)
    surface.put(text, at: Point(column.minX, line.minY), style, in: line)
  }

  private func drawBar(_ span: Span, _ item: TraceTree.Row, y: Int, on surface: inout Surface) {
    let onPath = model.isOnPath(row)
    let role: Role = span.status == .error ? .error : .series(model.color(row))
    guard let extent = scale.columns(item.startNs, item.endNs) else { return }
    let style = Style(role, on: ground, bold: onPath)
    let width = scale.width(item.startNs, item.endNs)
    let glyph = width < 1 ? Self.sliver(width) : onPath ? "━" : "─"
    for x in width < 1 ? extent.prefix(1) : extent {
      surface.put(glyph, at: Point(x, y), style, in: scale.area.column(y))
    }
    for segment in model.ownTime(row) where width >= 1 {
      for x in scale.coveredColumns(segment.fromNs, segment.toNs) {
        surface.put("█", at: Point(x, y), style, in: scale.area.column(y))
      }
    }
    for event in span.events {
      let ns = (event.time - model.tree.start).wholeNanoseconds
      guard let place = scale.columns(ns, ns) else { continue }
      surface.put(
        "⚑", at: Point(place.lowerBound, y),
        Style(event.isException ? .error : .warning, on: ground), in: scale.area.column(y))
    }
  }
}

extension WaterfallRow {
  /// Less than one column, in eighths of it and never nothing.
  private static func sliver(_ width: Double) -> String {
    let eighths = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    return eighths[min(max(0, Int(width * 8) - 1), eighths.count - 1)]
  }
}

extension Rect {
  /// The same columns on one row of the screen.
  fileprivate func column(_ y: Int) -> Rect { Rect(minX, y, width, 1) }
}
