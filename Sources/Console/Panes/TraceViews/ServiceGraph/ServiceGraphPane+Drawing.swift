internal import Analysis
public import Canvas
internal import Reports
internal import Telemetry

/// The parts of the service graph's screen.
struct ServiceGraphLayout {
  let title: Rect
  let graph: Rect
  let rule: Rect
  let readout: Rect

  init(_ area: Rect) {
    title = area.row(0)
    let (upper, lower) = area.inset(top: 1).split(bottom: area.height < 24 ? 4 : 7)
    graph = upper.inset(left: 1, right: 1)
    rule = lower.row(0)
    readout = lower.inset(left: 1, top: 1, right: 1)
  }
}

extension ServiceGraphPane {
  public func draw(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let layout = ServiceGraphLayout(area)
    drawTitle(in: layout.title, on: &surface)
    guard let node else {
      surface.put("This trace has no spans. Backspace goes back.", at: layout.graph.origin, .muted, in: layout.graph)
      return
    }
    if isTable || !diagram.fits(layout.graph.width) {
      drawTable(in: layout.graph, on: &surface)
    } else {
      diagram.draw(in: layout.graph, on: &surface, selected: node.service, glyphs: view.context.glyphs)
    }
    drawReadout(of: node, layout, on: &surface)
  }

  private func drawTitle(in line: Rect, on surface: inout Surface) {
    let calls = graph.edges.reduce(0) { $0 + $1.count }
    let (services, circles) = (graph.nodes.count, diagram.circleCount)
    var runs = [
      TextRun(" \(origin.shortID) ", Style(.link)), TextRun("· who calls whom ", Style(.text, bold: true)),
      TextRun("· \(services) service\(services == 1 ? "" : "s") ", .muted),
      TextRun("· \(calls) call\(calls == 1 ? "" : "s") between them ", .muted),
    ]
    if circles > 0 { runs.append(TextRun("· ↺ \(circles) back the other way, listed below ", Style(.warning))) }
    surface.put(runs, at: line.origin, in: line)
  }

  private func drawTable(in area: Rect, on surface: inout Surface) {
    let table = Table(
      [
        TableColumn("service", min: 16, ideal: 32, isFlexible: true),
        TableColumn("spans", alignment: .right, min: 6, ideal: 7),
        TableColumn("errors", alignment: .right, min: 6, ideal: 7),
        TableColumn("self", alignment: .right, min: 8, ideal: 9),
        TableColumn("called", alignment: .right, min: 7, ideal: 8, priority: 1),
        TableColumn("calls", alignment: .right, min: 7, ideal: 8, priority: 1),
      ], isFocused: true)
    let scroll = ScrollPosition(cursor: selected)
    table.draw(count: graph.nodes.count, scroll: scroll, in: area, on: &surface) { index in
      let node = graph.nodes[index]
      let called = graph.edges.filter { $0.server == node.service }.reduce(0) { $0 + $1.count }
      let calls = graph.edges.filter { $0.client == node.service }.reduce(0) { $0 + $1.count }
      return [
        TableCell(node.service, node.isVirtual ? .muted : .text),
        TableCell(node.isVirtual ? "none" : "\(node.spans)"),
        TableCell(node.errors > 0 ? "✗ \(node.errors)" : "", Style(.error, bold: true)),
        TableCell(node.isVirtual ? "" : Durations.column(nanoseconds: node.selfNs, width: 8)),
        TableCell(called > 0 ? "\(called)×" : ""), TableCell(calls > 0 ? "\(calls)×" : ""),
      ]
    }
  }

  private func drawReadout(
    of node: TraceServiceGraph.Node, _ layout: ServiceGraphLayout, on surface: inout Surface
  ) {
    let rule = layout.rule
    surface.put(String(repeating: "─", count: rule.width), at: rule.origin, Style(.border), in: rule)
    let what = node.isVirtual ? "sends no spans, seen from its callers" : "self \(Durations.text(nanoseconds: node.selfNs))"
    let title = "─ \(node.service) · \(what) "
    surface.put(title.fitted(to: rule.width - 2), at: rule.origin, Style(.heading, bold: true), in: rule)
    let lines =
      graph.edges.filter { $0.server == node.service }.map { words("called by", $0.client, $0) }
      + graph.edges.filter { $0.client == node.service }.map { words("calls", $0.server, $0) }
    if lines.isEmpty {
      surface.put("calls no other service, and none calls it", at: layout.readout.origin, .muted, in: layout.readout)
    }
    let isCut = lines.count > layout.readout.height
    let shown = isCut ? layout.readout.height - 1 : lines.count
    for (index, line) in lines.prefix(shown).enumerated() {
      surface.put(line, at: layout.readout.row(index).origin, in: layout.readout.row(index))
    }
    if isCut {
      let row = layout.readout.row(shown)
      surface.put("and \(lines.count - shown) more", at: row.origin, .muted, in: row)
    }
  }

  private func words(_ verb: String, _ other: String, _ edge: TraceServiceGraph.Edge) -> [TextRun] {
    let text = { (ns: Int64) in Durations.text(nanoseconds: ns) }
    var runs = [
      TextRun(verb.padded(to: 10), .muted), TextRun(other.fitted(to: 30), Style(.text, bold: true)),
      TextRun(" \(edge.count)× "), TextRun(text(edge.totalNs)), TextRun(" in all", .muted),
    ]
    if edge.count > 1 { runs += [TextRun(", longest ", .muted), TextRun(text(edge.longestNs))] }
    if edge.errors > 0 { runs.append(TextRun("  ✗ \(edge.errors) failed", Style(.error, bold: true))) }
    return runs
  }
}
