package import Analysis
package import Canvas
internal import Telemetry

/// Draws where a trace's time went, by service and operation, the most self time first.
package struct WaterfallStatistics: Sendable {
  package let lines: [TraceStatistics.Line]
  package let durationNs: Int64

  package init(_ model: WaterfallModel) {
    lines = TraceStatistics(model.tree).lines
    durationNs = model.tree.durationNs
  }

  /// - Parameter skipping: How many lines have been scrolled past.
  package func draw(in area: Rect, on surface: inout Surface, skipping: Int = 0) {
    let head = " " + "self".paddedLeft(to: 9) + "share".paddedLeft(to: 7) + "total".paddedLeft(to: 10)
      + "longest".paddedLeft(to: 10) + "count".paddedLeft(to: 7) + "errors".paddedLeft(to: 7)
      + "  service operation (s goes back)"
    surface.put(head, at: area.origin, Style(.heading), in: area.row(0))
    for (index, line) in lines.dropFirst(skipping).prefix(max(0, area.height - 1)).enumerated() {
      let row = area.row(index + 1)
      let share = durationNs > 0 ? Double(line.selfNs) / Double(durationNs) : 0
      var x = surface.put(
        " " + Durations.column(nanoseconds: line.selfNs, width: 9), at: row.origin,
        Style(.text, bold: index + skipping == 0), in: row)
      let numbers = Unit.ratio.text(share).paddedLeft(to: 7)
        + Durations.column(nanoseconds: line.totalNs, width: 10)
        + Durations.column(nanoseconds: line.longestNs, width: 10)
        + String(line.count).paddedLeft(to: 7)
      x = surface.put(numbers, at: Point(x, row.minY), .muted, in: row)
      x = surface.put(
        String(line.errors).paddedLeft(to: 7), at: Point(x, row.minY),
        line.errors > 0 ? Style(.error, bold: true) : .muted, in: row)
      surface.put("  \(line.operation)", at: Point(x, row.minY), .text, in: row)
    }
  }
}
