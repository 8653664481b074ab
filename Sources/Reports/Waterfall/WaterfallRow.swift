internal import Analysis
package import Canvas
internal import Telemetry

/// One span drawn as a line: tree, service and name, times, and its bar on the time scale.
///
/// A thin bar is a span, a heavy one lies on the critical path, and the solid part is where the
/// span itself was what everything waited for.
package struct WaterfallRow {
  let model: WaterfallModel
  let row: Int
  let ground: Ground
  let columns: WaterfallColumns
  let scale: TimeScale

  /// - Parameter isMarked: Whether the row belongs to a selection being made.
  package init(
    model: WaterfallModel, row: Int, isCursor: Bool = false, isMarked: Bool = false,
    columns: WaterfallColumns, scale: TimeScale
  ) {
    self.model = model
    self.row = row
    ground = isCursor ? .cursor : isMarked ? .selection : .plain
    self.columns = columns
    self.scale = scale
  }

  package func draw(in line: Rect, on surface: inout Surface) {
    let span = model.span(row)
    let item = model.tree.rows[row]
    if ground != .plain { surface.fill(line, with: Cell(" ", Style(.text, on: ground))) }
    drawName(span, item, in: Rect(columns.name.minX, line.minY, columns.name.width, 1), on: &surface)
    for place in columns.places {
      let cell = Rect(place.cell.minX, line.minY, place.cell.width, 1)
      draw(place.column, span, item, in: cell, on: &surface)
    }
    drawBar(span, item, y: line.minY, on: &surface)
  }

  /// While the rest is hidden, what shows only because it leads to a match stands back.
  private var standsBack: Bool { model.hidesRest && model.filter?.isMatch(row) == false }

  private func drawName(
    _ span: Span, _ item: TraceTree.Row, in cell: Rect, on surface: inout Surface
  ) {
    var x = cell.minX
    x = surface.put(model.culprit == row ? "◆" : " ", at: Point(x, cell.minY), Style(.marker, on: ground), in: cell)
    let step = columns.isNarrow ? 1 : 2
    x += min(item.depth * step, max(0, cell.width - 24))
    let sign = !model.hasChildren(row) ? " " : model.isFolded(row) ? "▸" : "▾"
    x = surface.put(sign + " ", at: Point(x, cell.minY), Style(.muted, on: ground), in: cell)
    if span.status == .error {
      x = surface.put("✗ ", at: Point(x, cell.minY), Style(.error, on: ground, bold: true), in: cell)
    }
    if !columns.hasService {
      let shown = model.service(row).fitted(to: max(8, cell.width / 2))
      x = surface.put(shown, at: Point(x, cell.minY), serviceStyle, in: cell) + 1
    }
    // What is unusual must not be what is cut away.
    let suffix = suffix(of: span, item)
    let room = max(0, cell.maxX - x - 1)
    let name = SpanName.fitted(span.name, to: max(min(room, 4), room - suffix.cellWidth))
    x = surface.put(name, at: Point(x, cell.minY), nameStyle, in: cell)
    let left = max(0, cell.maxX - x - 1)
    surface.put(suffix.fitted(to: left), at: Point(x, cell.minY), Style(.muted, on: ground), in: cell)
  }

  private var serviceStyle: Style { Style(standsBack ? .muted : .series(model.color(row)), on: ground) }

  private var nameStyle: Style {
    if model.filter?.isMatch(row) == true { return Style(.match, on: ground) }
    return Style(standsBack ? .muted : .text, on: ground)
  }

  private func suffix(of span: Span, _ item: TraceTree.Row) -> String {
    var text = ""
    if let group = model.siblings.group(row) {
      text += " ×\(group.count)\(failures(group.errors)), \(Durations.text(nanoseconds: group.totalNs))"
      if !columns.isNarrow { text += " in all" }
    }
    if !span.events.isEmpty { text += " ⚑\(span.events.count)" }
    if !span.links.isEmpty { text += " ↗\(span.links.count)" }
    if model.isFolded(row) { text += folded(span, item) }
    if item.marks.contains(.orphan) { text += columns.isNarrow ? " ?parent" : " (parent missing)" }
    if item.marks.contains(.skewed) { text += columns.isNarrow ? " ≈clock" : " (clock skew)" }
    if item.marks.contains(.duplicate) { text += columns.isNarrow ? " =id" : " (duplicate id)" }
    if item.marks.contains(.cycle) { text += columns.isNarrow ? " ⟳parent" : " (its own ancestor)" }
    return text
  }

  /// How many spans are folded away, how many of them failed, and what they did themselves.
  private func folded(_ span: Span, _ item: TraceTree.Row) -> String {
    let errors = item.errors - (span.status == .error ? 1 : 0)
    let time = columns.isNarrow ? "" : ", \(Durations.text(nanoseconds: model.selfNsBelow(row)))"
    return " (+\(item.subtreeSize - 1)\(failures(errors))\(time))"
  }

  private func failures(_ count: Int) -> String { count > 0 ? " ✗\(count)" : "" }

  private func draw(
    _ column: WaterfallColumns.Column, _ span: Span, _ item: TraceTree.Row, in cell: Rect,
    on surface: inout Surface
  ) {
    var style = Style(.muted, on: ground)
    let text: String
    switch column {
    case .service:
      text = " " + model.service(row).fitted(to: max(0, cell.width - 2))
      style = serviceStyle
    case .selfTime:
      text = Durations.column(nanoseconds: item.selfNs, width: cell.width)
      if model.culprit == row { style = Style(.marker, on: ground, bold: true) }
    // As reported: what was clamped for a clock that is ahead is the bar, not the time it took.
    case .total: text = Durations.column(nanoseconds: span.durationNanoseconds, width: cell.width)
    case .start: text = Durations.column(nanoseconds: item.startNs, width: cell.width)
    case .kind: text = " " + (span.kind == .unspecified ? "–" : span.kind.name.fitted(to: cell.width - 1))
    case .share:
      let share = model.path.share(ofSpan: item.span)
      text = (share > 0 ? Unit.ratio.text(share) : "–").paddedLeft(to: cell.width)
    }
    surface.put(text, at: cell.origin, style, in: cell)
  }
}
