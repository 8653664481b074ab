import Canvas
import Testing

@Suite struct LineChartTests {
  private func drawn(_ chart: LineChart, _ width: Int, _ height: Int) -> [String] {
    var surface = Surface(Size(width, height))
    chart.draw(in: surface.bounds, on: &surface)
    return surface.lines
  }

  private var cross: LineChart {
    let up = LineChart.Line([ChartPoint(0, 0), ChartPoint(10, 10)], .series(0))
    let down = LineChart.Line([ChartPoint(0, 10), ChartPoint(10, 0)], .series(1))
    var chart = LineChart([up, down], domain: 0...10)
    chart.horizontalAxis = .unit(.none)
    return chart
  }

  @Test func twoLinesCross() {
    #expect(
      drawn(cross, 24, 6) == [
        " 10 ┤⠑⠢⢄⡀           ⢀⡠⠔⠊",
        "    │   ⠈⠑⠢⢄⡀   ⢀⡠⠔⠊⠁",
        "  5 ┤       ⢈⡱⠶⢎⡁",
        "    │   ⢀⡠⠔⠊⠁   ⠈⠑⠢⢄⡀",
        "  0 ┼⡠⠔⠊⠁───────────⠈⠑⠢⢄",
        "     0                10",
      ])
  }

  @Test func twoLinesCrossInASCII() {
    var chart = cross
    chart.glyphs = .ascii
    #expect(
      drawn(chart, 24, 6) == [
        " 10 +'-..           ..-'",
        "    |   ''-..   ..-''",
        "  5 +       :|-|:",
        "    |   ..-''   ''-..",
        "  0 +.-''           ''-.",
        "     0                10",
      ])
  }

  /// One high sample among a hundred thousand, in a plot of ten columns.
  @Test func spikeOfOneSampleIsSeen() {
    var points = (0..<100_000).map { ChartPoint(Double($0), 1) }
    points[43_210].y = 4
    var chart = LineChart([.init(points, .series(0))], domain: 0...99_999)
    chart.horizontalAxis = .hidden
    chart.showsVerticalAxis = false
    #expect(
      drawn(chart, 10, 4) == [
        "    ⡀", "    ⡇", "    ⡇", "⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉",
      ])
  }

  @Test func gapsStayGaps() {
    let values = [1, 1, 1, Double.nan, 1, 1, 1, 1]
    let xs = [0.0, 1, 2, 3, 4, 5, 8, 9]
    let points = zip(xs, values).map { ChartPoint($0, $1) }
    var chart = LineChart([.init(points, .series(0))], domain: 0...9)
    chart.horizontalAxis = .hidden
    chart.showsVerticalAxis = false
    chart.maxGap = 2
    #expect(drawn(chart, 10, 1) == ["⠉⠉⠁─⠉⠉──⠈⠉"])
    chart.maxGap = nil
    #expect(drawn(chart, 10, 1) == ["⠉⠉⠁─⠉⠉⠉⠉⠉⠉"])
  }

  @Test func markersCrosshairAndSelection() {
    var chart = cross
    chart.markers = [.init(ChartPoint(2, 10)), .init(ChartPoint(4, 20))]
    chart.verticalRange = .fixed(0...10)
    chart.crosshair = 7
    chart.selection = 0...1
    let area = Rect(0, 0, 24, 6)
    var surface = Surface(area.size)
    chart.draw(in: area, on: &surface)
    let plot = chart.plot(in: area)
    #expect(plot.area == Rect(5, 0, 19, 5))
    #expect(chart.marker(at: Point(8, 0), in: area) == 0)
    #expect(chart.marker(at: Point(9, 1), in: area) == 0)
    #expect(chart.marker(at: Point(12, 1), in: area) == 1, "above the range: at the upper edge")
    #expect(chart.marker(at: Point(8, 3), in: area) == nil)
    #expect(surface[Point(8, 0)] == Cell("◆", Style(.marker)))
    let column = plot.column(of: 7) ?? 0
    #expect(surface[Point(column, 0)] == Cell("│", Style(.focus)))
    #expect(surface[Point(column, 5)] == Cell("▲", Style(.focus)))
    #expect(surface[Point(5, 2)].style.ground == .selection)
    #expect(surface[Point(9, 2)].style.ground == .plain)
  }

  @Test func crosshairMovesPointByPoint() {
    let chart = LineChart(
      [
        .init([ChartPoint(1, 1), ChartPoint(3, 1), ChartPoint(5, .nan)], .text),
        .init([ChartPoint(2, 1), ChartPoint(3, 7), ChartPoint(99, 1)], .text),
      ], domain: 0...10)
    #expect(chart.stops == [1, 2, 3])
    #expect(chart.stop(from: nil, by: 1) == 3)
    #expect(chart.stop(from: 1, by: 1) == 2)
    #expect(chart.stop(from: 3, by: 1) == 3)
    #expect(chart.stop(from: 2.5, by: 1) == 3)
    #expect(chart.stop(from: 2.5, by: -1) == 2)
    #expect(chart.stop(from: 3, by: .min) == 1)
    #expect(chart.stop(from: 1, by: .max) == 3)
    #expect(chart.points(at: 3) == [ChartPoint(3, 1), ChartPoint(3, 7)])
  }

  @Test(arguments: 0..<24)
  func columnsAndValuesAgree(column: Int) {
    let plot = Plot(area: Rect(3, 0, 24, 5), domain: 100...460, range: 0...1)
    #expect(plot.column(of: plot.x(ofColumn: column + 3)) == column + 3)
    #expect(plot.column(of: 99) == nil)
    #expect(plot.row(of: 0) == 4)
    #expect(plot.row(of: 1) == 0)
    #expect(plot.row(of: 1.5) == nil)
  }

  @Test func logarithmicRowsCountDecades() {
    var chart = LineChart([.init([ChartPoint(0, 1), ChartPoint(9, 1000)], .text)], domain: 0...9)
    chart.isLogarithmic = true
    chart.horizontalAxis = .hidden
    #expect(
      drawn(chart, 14, 4) == [
        "     │      ⡠⠊", " 100 ┤    ⡠⠊", "     │  ⡠⠊", "   1 ┼⡠⠊──────",
      ])
  }

  @Test func hostileValuesDoNotTrap() {
    let values = [Double.infinity, -.infinity, .nan, 1e308, -1e308, .leastNonzeroMagnitude, 0]
    let points = values.enumerated().map { ChartPoint(Double($0.offset), $0.element) }
    for isLogarithmic in [false, true] {
      for width in [0, 1, 7, 30] {
        var chart = LineChart([.init(points, .text)], domain: 0...6)
        chart.isLogarithmic = isLogarithmic
        #expect(drawn(chart, width, 5).count == 5)
      }
    }
    #expect(drawn(LineChart([], domain: 0...0), 20, 4).count == 4)
  }
}
