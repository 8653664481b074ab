internal import Analysis
internal import Reports
public import Canvas
internal import Telemetry

/// The parts of the flame graph's screen.
///
///     title                 4bf92f35 · flame graph · …
///     rows                  ┃gateway GET / ━━━━━━━━━━━
///                           ┃api list ━━━━━┃auth ━━━━━
///     rule, readout         what the box under the cursor stands for
struct FlameLayout {
  let title: Rect
  let rows: Rect
  let rule: Rect
  let readout: Rect

  init(_ area: Rect) {
    title = area.row(0)
    let (upper, lower) = area.inset(top: 1).split(bottom: area.height < 24 ? 4 : 5)
    rows = upper
    rule = lower.row(0)
    readout = lower.inset(top: 1)
  }
}

extension FlamePane {
  public func draw(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let layout = FlameLayout(area)
    drawTitle(in: layout.title, on: &surface)
    guard let frame, let node else {
      let text = "No span of this trace took any time: there is nothing to draw. Backspace goes back."
      Paragraph(text, .muted).draw(in: layout.rows.inset(left: 1, top: 1), on: &surface)
      return
    }
    let top = firstDepth(height: layout.rows.height, selected: frame.depth)
    for line in 0..<layout.rows.height where rows.depths.indices.contains(top + line) {
      drawRow(top + line, in: layout.rows.row(line), on: &surface)
    }
    drawReadout(of: frame, node, layout, on: &surface)
  }

  /// The frame under the cursor stays in sight, with a row below it where there is one.
  private func firstDepth(height: Int, selected: Int) -> Int {
    max(0, min(rows.depths.count - height, selected - max(0, height - 2)))
  }

  private func drawTitle(in line: Rect, on surface: inout Surface) {
    let widths = width == .selfTime ? "width: own time and below" : "width: durations"
    var runs = [
      TextRun(" \(origin.shortID) ", Style(.link)), TextRun("· flame graph by operation ", Style(.text, bold: true)),
    ]
    if let zoom = zooms.last { runs.append(TextRun("· zoomed into \(tree.nodes[zoom].operation) ", Style(.warning))) }
    let count = tree.nodes.count
    runs += [
      TextRun("· \(widths) (s) ", .muted), TextRun("· \(count) operation\(count == 1 ? "" : "s") ", .muted),
    ]
    surface.put(runs, at: line.origin, in: line)
  }

  private func drawRow(_ depth: Int, in line: Rect, on surface: inout Surface) {
    var reached = line.minX
    var cursor: FlameGraph.Frame?
    for index in rows.depths[depth] {
      let frame = rows.graph.frames[index]
      if index == selected { cursor = frame }
      let box = columns(of: frame, in: line)
      // Boxes thinner than a cell share one; the first of them shows.
      guard box.maxX > reached else { continue }
      draw(frame, in: box, on: &surface, isCursor: false)
      reached = box.maxX
    }
    if let cursor { draw(cursor, in: columns(of: cursor, in: line), on: &surface, isCursor: true) }
  }

  private func columns(of frame: FlameGraph.Frame, in line: Rect) -> Rect {
    let room = Double(line.width)
    let first = min(line.width - 1, Int((frame.from * room).rounded()))
    let last = max(first + 1, min(line.width, Int((frame.to * room).rounded())))
    return Rect(line.minX + first, line.minY, last - first, 1)
  }

  private func draw(_ frame: FlameGraph.Frame, in box: Rect, on surface: inout Surface, isCursor: Bool) {
    let node = tree.nodes[frame.node]
    let isAbove = zooms.last.map { node.depth < tree.nodes[$0].depth } ?? false
    let ground = isCursor ? Ground.cursor : .plain
    let role: Role = isAbove ? .muted : .series(colors[node.operation.service] ?? 0)
    let style = Style(role, on: ground)
    surface.fill(box, with: Cell("━", style))
    var x = surface.put("┃", at: box.origin, style, in: box)
    guard box.width > 3 else { return }
    if node.errors > 0 {
      x = surface.put("✗", at: Point(x, box.minY), Style(.error, on: ground, bold: true), in: box)
    }
    let service = "\(node.operation.service) ".fitted(to: max(0, box.maxX - x - 1))
    x = surface.put(service, at: Point(x, box.minY), style, in: box)
    let time = " " + Durations.text(nanoseconds: frame.valueNs)
    let room = box.maxX - x - 1
    guard room > 3 else { return }
    let name = SpanName.fitted(node.operation.name, to: max(3, room - time.cellWidth))
    x = surface.put(name, at: Point(x, box.minY), Style(isAbove ? .muted : .text, on: ground), in: box)
    if x + time.cellWidth < box.maxX {
      x = surface.put(time + " ", at: Point(x, box.minY), Style(.muted, on: ground), in: box)
    }
  }

  private func drawReadout(
    of frame: FlameGraph.Frame, _ node: AggregatedTree.Node, _ layout: FlameLayout, on surface: inout Surface
  ) {
    let rule = layout.rule
    surface.put(String(repeating: "─", count: rule.width), at: rule.origin, Style(.border), in: rule)
    let title = "─ \(node.operation) ".fitted(to: rule.width - 2)
    surface.put(title, at: rule.origin, Style(.heading, bold: true), in: rule)
    let lines = [times(of: frame, node), counts(of: node), path(to: frame, width: layout.readout.width - 2)]
    for (index, line) in lines.enumerated() {
      let row = layout.readout.row(index)
      surface.put(line, at: Point(row.minX + 1, row.minY), in: row)
    }
  }

  private func times(of frame: FlameGraph.Frame, _ node: AggregatedTree.Node) -> [TextRun] {
    let share = { (ns: Int64) in wholeNs > 0 ? Unit.ratio.text(Double(ns) / Double(wholeNs)) : "?" }
    let text = { (ns: Int64) in Durations.text(nanoseconds: ns) }
    let width = width == .selfTime ? "own time with all below" : "durations"
    return [
      TextRun(width + " ", .muted), TextRun(text(frame.valueNs), Style(.text, bold: true)),
      TextRun(" \(share(frame.valueNs)) of the trace", .text),
      TextRun(" · its own ", .muted), TextRun(text(node.selfNs)), TextRun(" \(share(node.selfNs))"),
    ]
  }

  private func counts(of node: AggregatedTree.Node) -> [TextRun] {
    let text = { (ns: Int64) in Durations.text(nanoseconds: ns) }
    var runs = [
      TextRun("\(node.count) \(node.count == 1 ? "span" : "spans")"), TextRun(" · total ", .muted),
      TextRun(text(node.totalNs)), TextRun(" · mean ", .muted), TextRun(text(node.meanNs)),
      TextRun(" · longest ", .muted), TextRun(text(node.longestNs)),
    ]
    if node.errors > 0 { runs.append(TextRun(" · ✗ \(node.errors) failed", Style(.error, bold: true))) }
    return runs
  }

  /// The operations above, the nearest always in sight.
  private func path(to frame: FlameGraph.Frame, width: Int) -> [TextRun] {
    let above = tree.path(to: frame.node).dropLast()
    guard !above.isEmpty else { return [TextRun("nothing is above it", .muted)] }
    let whole = above.count
    var parts = above.suffix(12).map(\.description)
    while parts.count > 1, parts.joined(separator: " › ").cellWidth > width - 10 { parts.removeFirst() }
    let cut = parts.count < whole ? "… › " : ""
    return [TextRun("below ", .muted), TextRun((cut + parts.joined(separator: " › ")).fitted(to: width - 6))]
  }
}
