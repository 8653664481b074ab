internal import Analysis
internal import Canvas
internal import Reports
internal import Telemetry

extension WaterfallPane {
  /// The moment of the line, or the point, that led here: above the bars and, where nothing else stands,
  /// between them.
  ///
  /// ```
  ///   0          1.2 s  ▼     2.4 s
  ///   ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
  ///     ━━━━━━━         ┊
  /// ```
  func drawArrival(_ model: WaterfallModel, head: Rect, bars: Rect, on surface: inout Surface) {
    guard let moment = pointed ?? landing.moment, bars.width > 0 else { return }
    let (ns, overflow) = moment.nanoseconds.subtractingReportingOverflow(model.tree.start.nanoseconds)
    guard !overflow, (zoom.shown.fromNs...zoom.shown.toNs).contains(ns) else { return }
    let x = TimeScale(area: bars, fromNs: zoom.shown.fromNs, toNs: zoom.shown.toNs).column(of: ns)
    let rows = bars.minY..<min(bars.maxY, bars.minY + model.visible.count)
    for y in rows where surface[Point(x, y)].glyph == " " {
      surface.put("┊", at: Point(x, y), Style(.marker, on: surface[Point(x, y)].style.ground), in: bars)
    }
    // A time keeps its unit: the line below is enough there.
    guard surface[Point(x, head.minY)].glyph == " " else { return }
    surface.put("▼", at: Point(x, head.minY), Style(.marker, bold: true), in: head)
  }
}
