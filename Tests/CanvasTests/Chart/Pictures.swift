import Canvas

/// Charts as the tests draw them.
enum Pictures {
  static func lines(_ chart: LineChart, _ width: Int, _ height: Int) -> [String] {
    surface(chart, width, height).lines
  }

  static func surface(_ chart: LineChart, _ width: Int, _ height: Int) -> Surface {
    var surface = Surface(Size(width, height))
    chart.draw(in: surface.bounds, on: &surface)
    return surface
  }

  static func lines(_ chart: HeatmapChart, _ width: Int, _ height: Int) -> [String] {
    surface(chart, width, height).lines
  }

  static func surface(_ chart: HeatmapChart, _ width: Int, _ height: Int) -> Surface {
    var surface = Surface(Size(width, height))
    chart.draw(in: surface.bounds, on: &surface)
    return surface
  }

  static func points(_ values: [Double]) -> [ChartPoint] {
    values.enumerated().map { ChartPoint(Double($0.offset), $0.element) }
  }

  /// A small day: values at 0, 1, 2 … over a plain axis.
  static func chart(
    _ values: [Double]..., shape: LineChart.Shape = .line, domain: ClosedRange<Double> = 0...10
  ) -> LineChart {
    let lines = values.enumerated().map {
      LineChart.Line(points($0.element), .series($0.offset), shape: shape)
    }
    var chart = LineChart(lines, domain: domain)
    chart.horizontalAxis = .unit(.none)
    return chart
  }
}
