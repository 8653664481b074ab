import Canvas
import Testing

@Suite struct BarsTests {
  private var volume: BarChart {
    BarChart([
      .init("error", .error, [0, 0, 1, 9, 20, 3, 0, 1]),
      .init("warn", .warning, [1, 2, 1, 5, 0, 3, 0, 1]),
      .init("info", .muted, [30, 31, 40, 50, 60, 90, 100, 20]),
    ])
  }

  private func drawn(_ chart: BarChart, _ width: Int, _ height: Int) -> [String] {
    var surface = Surface(Size(width, height))
    chart.draw(in: surface.bounds, on: &surface)
    return surface.lines
  }

  @Test func volumeByLevel() {
    #expect(
      drawn(volume, 40, 6) == [
        "                   error ■ warn ■ info ■",
        " 100 ┤                     ▆▆▆▆████",
        "     │            ▂▂▂▂▂████████████",
        "     │        ▁▁▁▁█████████████████",
        "     │▄▄▄▄▅▅▅▅█████████████████████▁▁▁▁▁",
        "     │██████████████████████████████████",
      ])
  }

  @Test func lettersTellLevelsApartInASCII() {
    var chart = volume
    chart.glyphs = .ascii
    #expect(
      drawn(chart, 40, 6) == [
        "                   error e warn w info i",
        " 100 +                     iiiiiiii",
        "     |            iiiiiiiiiiiiiiiii",
        "     |        iiiiiiiiiiiiiiiiiiiii",
        "     |iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii",
        "     |wwwwwwwweeeeeeeeeeeeeeeeeiiiieeeee",
      ])
  }

  @Test(arguments: [1, 3, 8, 13, 34, 100])
  func everyColumnFindsItsBar(count: Int) {
    let chart = BarChart([.init("a", .text, Array(repeating: 1, count: count))])
    let area = Rect(2, 0, 34, 3)
    for bar in 0..<count {
      let columns = chart.columns(of: bar, in: area)
      #expect(!columns.isEmpty && columns.upperBound <= area.maxX)
      if count <= area.width {
        #expect(columns.allSatisfy { chart.bar(atColumn: $0, in: area) == bar })
      }
    }
    #expect(chart.bar(atColumn: 1, in: area) == nil)
    #expect(chart.bar(atColumn: 36, in: area) == nil)
  }

  @Test func barsThatShareAColumnAreAddedUp() {
    var chart = BarChart([.init("a", .text, [1, 1, 4, 4])])
    (chart.showsAxis, chart.showsLegend) = (false, false)
    #expect(drawn(chart, 2, 1) == ["▂█"])
  }

  @Test func unrealValuesCountAsNothing() {
    var chart = BarChart([.init("a", .text, [.nan, .infinity, -3, 2])])
    (chart.showsAxis, chart.showsLegend) = (false, false)
    #expect(drawn(chart, 4, 1) == ["   █"])
    #expect(drawn(BarChart([]), 20, 3).count == 3)
  }

  @Test(arguments: [
    ([1, 1, 2, 1, 8, .nan, 7, 1], 10, "  ▁▁▂▁█ ▇▁", "  __._# *_"),
    ([0, 0, 0, 9, 0, 0, 0, 0, 0, 0], 4, "▁█▁▁", "_#__"), ([5, 5], 2, "▁▁", "__"),
    ([9, 8, 8, 0, 8, 9], 3, "█▁█", "#_#"), ([Double](), 3, "   ", "   "), ([.nan], 2, "  ", "  "),
  ])
  func sparklines(values: [Double], width: Int, unicode: String, ascii: String) {
    #expect(Sparkline(values).text(width: width) == unicode)
    #expect(Sparkline(values, glyphs: .ascii).text(width: width) == ascii)
  }

  @Test func sparklineOfAFixedRange() {
    #expect(Sparkline([0, 5, 10, 99], range: 0...10).text(width: 4) == "▁▅██")
    // A spike of half the range above what is usual, beside values at the bottom; a dip from the top.
    #expect(Sparkline([1, 1, 1, 1, 1, 10, 1, 1], range: 0...20).text(width: 4) == "▁▁▅▁")
    #expect(Sparkline([19, 19, 19, 2, 19, 20, 19, 19], range: 0...20).text(width: 4) == "█▂██")
  }

  @Test(arguments: [
    (0, "░░░░░░░░░░", ".........."), (0.001, "▏░░░░░░░░░", "-........."),
    (0.23, "██▎░░░░░░░", "##-......."), (0.81, "████████▏░", "########-."),
    (0.999, "█████████▉", "#########-"), (1.5, "██████████", "##########"),
    (-1, "░░░░░░░░░░", ".........."), (.nan, "??????????", "??????????"),
    (-Double.infinity, "░░░░░░░░░░", ".........."),
  ])
  func gauges(fraction: Double, unicode: String, ascii: String) {
    #expect(Gauge(fraction).text(width: 10) == unicode)
    #expect(Gauge(fraction, glyphs: .ascii).text(width: 10) == ascii)
  }
}
