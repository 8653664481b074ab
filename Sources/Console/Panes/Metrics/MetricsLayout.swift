internal import Analysis
internal import Canvas

/// How the pane is shared out, from top to bottom.
struct MetricsLayout {
  let lines: Rect
  let chart: Rect
  let readout: Rect
  let legend: Rect

  /// - Parameters:
  ///   - linesHeight: Rows of the queries, with what failed about them.
  ///   - seriesCount: Rows the legend could fill.
  init(_ area: Rect, linesHeight: Int, seriesCount: Int) {
    let (top, rest) = area.split(top: min(linesHeight, max(1, area.height / 2)))
    lines = top
    let legendHeight = min(max(3, seriesCount + 1), max(4, rest.height / 3))
    let (upper, lower) = rest.split(bottom: legendHeight)
    legend = lower
    let (plot, line) = upper.split(bottom: 1)
    chart = plot
    readout = line
  }

  /// Equal parts of an area from top to bottom, as many as have at least four rows each.
  static func stacked(_ area: Rect, count: Int) -> [Rect] {
    let count = min(count, max(1, area.height / 4))
    return (0..<max(1, count)).map { index in
      let (start, end) = (area.height * index / count, area.height * (index + 1) / count)
      return Rect(area.minX, area.minY + start, area.width, end - start)
    }
  }
}

extension MetricsPane {
  func layout(_ area: Rect, _ view: ViewContext?) -> MetricsLayout {
    let rows = queryLines(in: area, view).reduce(0) { $0 + $1.height }
    let hint = queryLines(in: area, view).count < queries.count ? 1 : 0
    return MetricsLayout(area, linesHeight: rows + hint, seriesCount: page.rows.count)
  }

  /// Where the first chart is drawn on this screen.
  func chartArea(in context: Context) -> Rect {
    let chart = layout(FrameLayout(context.size).body, nil).chart
    return options.isSplit ? MetricsLayout.stacked(chart, count: charted.count)[0] : chart
  }
}
