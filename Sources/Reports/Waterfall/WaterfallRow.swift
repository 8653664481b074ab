internal import Analysis
package import Canvas
internal import Telemetry

/// The columns of the waterfall: name, self time, total time, bar.
package struct WaterfallColumns {
  package static let timeWidth = 9

  package let name: Rect
  package let selfTime: Rect
  package let total: Rect
  package let bar: Rect

  package init(_ area: Rect) {
    let nameWidth = min(max(24, area.width * 42 / 100), 70)
    let (left, rest) = area.split(left: nameWidth)
    name = left
    let (first, second) = rest.split(left: Self.timeWidth)
    selfTime = first
    total = second.split(left: Self.timeWidth).left
    bar = second.split(left: Self.timeWidth).right.inset(left: 2, right: 1)
  }
}

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
    drawTime(item.endNs - item.startNs, columns.total, line, on: &surface, strong: false)
    drawBar(span, item, y: line.minY, on: &surface)
  }

  private func drawName(
    _ span: Span, _ item: TraceTree.Row, in cell: Rect, on surface: inout Surface
  ) {
    let style = Style(.text, on: ground)
    var x = cell.minX
    x = surface.put(model.culprit == row ? "◆" : " ", at: Point(x, cell.minY), Style(.marker, on: ground), in: cell)
    let depth = min(item.depth, max(0, (cell.width - 20) / 2))
    x += depth * 2
    let sign = !model.hasChildren(row) ? " " : model.folded.contains(row) ? "▸" : "▾"
    x = surface.put(sign + " ", at: Point(x, cell.minY), Style(.muted, on: ground), in: cell)
    if span.status == .error {
      x = surface.put("✗ ", at: Point(x, cell.minY), Style(.error, on: ground, bold: true), in: cell)
    }
    let service = model.service(row)
    let color = model.services.firstIndex(of: service) ?? 0
    x = surface.put(service, at: Point(x, cell.minY), Style(.series(color), on: ground), in: cell)
    let text = " " + span.name + suffix(of: span, item)
    surface.put(
      text.fitted(to: max(0, cell.maxX - x - 1)), at: Point(x, cell.minY),
      isMatch ? Style(.match, on: ground) : style, in: cell)
  }

  private func suffix(of span: Span, _ item: TraceTree.Row) -> String {
    var text = ""
    if !span.events.isEmpty { text += " ⚑\(span.events.count)" }
    if !span.links.isEmpty { text += " ↗\(span.links.count)" }
    if model.folded.contains(row) { text += " (+\(item.subtreeSize - 1))" }
    if item.marks.contains(.orphan) { text += " (parent missing)" }
    if item.marks.contains(.skewed) { text += " (clock skew)" }
    if item.marks.contains(.duplicate) { text += " (duplicate id)" }
    return text
  }

  private func drawTime(
    _ ns: Int64, _ column: Rect, _ line: Rect, on surface: inout Surface, strong: Bool
  ) {
    let text = Durations.text(nanoseconds: ns).paddedLeft(to: column.width)
    let style = Style(strong ? .marker : .muted, on: ground, bold: strong)
    surface.put(text, at: Point(column.minX, line.minY), style, in: line)
  }

  private func drawBar(_ span: Span, _ item: TraceTree.Row, y: Int, on surface: inout Surface) {
    let onPath = model.isOnPath(row)
    let role: Role = span.status == .error ? .error : .series(model.services.firstIndex(of: model.service(row)) ?? 0)
    guard let extent = scale.columns(item.startNs, item.endNs) else { return }
    let glyph = onPath ? "━" : "─"
    let thin = extent.count == 1 && !onPath
    for x in extent {
      surface.put(thin ? "▏" : glyph, at: Point(x, y), Style(role, on: ground, bold: onPath), in: scale.area.column(y))
    }
    for segment in model.path.segments where segment.span == item.span {
      guard let part = scale.columns(segment.fromNs, segment.toNs), segment.lengthNs > 0 else { continue }
      for x in part {
        surface.put("█", at: Point(x, y), Style(role, on: ground, bold: true), in: scale.area.column(y))
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

extension Rect {
  /// The same columns on one row of the screen.
  fileprivate func column(_ y: Int) -> Rect { Rect(minX, y, width, 1) }
}
