import Testing

@testable import Canvas

@Suite struct HeatmapTests {
  @Test func linearBands() {
    #expect(
      Pictures.lines(HeatPictures.linear, 46, 9) == [
        "                                     2 ░▒▓█ 40",
        "     │                      ████",
        " 6 s ┤                  ████",
        "     │              ████░░░░░░░░░░░░░░░░░░░░░░",
        " 4 s ┤▒▒▒▒▒▒▒▒▒▒████▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒██",
        " 2 s ┤      ████                        ████",
        "     │  ████                        ████",
        " 0 s ┼██                        ████",
        "      0                   5                 10",
      ])
  }

  @Test func linearBandsInASCII() {
    var chart = HeatPictures.linear
    chart.glyphs = .ascii
    #expect(
      Pictures.lines(chart, 46, 9) == [
        "                                2 .:-=+*#%@ 40",
        "     |                      @@@@",
        " 6 s +                  @@@@",
        "     |              @@@@......................",
        " 4 s +==========@@@@========================@@",
        " 2 s +      @@@@                        @@@@",
        "     |  @@@@                        @@@@",
        " 0 s +@@                        @@@@",
        "      0                   5                 10",
      ])
  }

  /// Three rows for eight bands: counts of bands that share a row are added up.
  @Test func fineBandsShareARow() {
    #expect(
      Pictures.lines(HeatPictures.linear, 26, 5) == [
        "                10 ░▒▓█ 52",
        " 5 s ┤         ▓▓▓▓",
        "     │░░░██▓▓██░░░░░░░░███",
        " 0 s ┼▓▓▓          ▓▓▓▓",
        "      0                 10",
      ])
  }

  private var marked: HeatmapChart {
    var chart = HeatPictures.classic
    chart.markers = [.init(ChartPoint(7, 3)), .init(ChartPoint(9, 0.7))]
    chart.selectedMarker = 0
    chart.crosshair = 4
    chart.selection = 1...2
    return chart
  }

  @Test func irregularBandsByOrdersOfMagnitude() {
    let surface = Pictures.surface(marked, 46, 14)
    #expect(
      surface.lines == [
        "                                    3 ░▒▓█ 100",
        "   +Inf ┤              │         ░░░░",
        "        │              │     ▒▒▒▒▒◆▒▒▒▒▒▒▒▒▒▒▒",
        "        │              │     ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒",
        "    1 s ┤              │     ▒▒▒▒▒▒▒▒▒▒▒▒▒◆▒▒▒",
        "        │              │",
        "        │              │",
        " 100 ms ┤              │",
        "        │▒▒▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓",
        "        │█████████████████████████████████████",
        "  10 ms ┤              │",
        "        │              │",
        "        ┼      ░░░     │",
        "         0  [   ]      ▲   5                10",
      ])
    #expect(surface[Point(34, 2)].style == Style(.marker, bold: true, underline: true))
    #expect(surface[Point(42, 4)].style == Style(.marker))
    #expect(surface[Point(23, 9)].style == Style(.heat(9), on: .cursor))
    #expect(surface[Point(30, 5)] == .blank, "empty cells have no colour")
  }

  @Test func irregularBandsByOrdersOfMagnitudeInASCII() {
    var chart = marked
    chart.glyphs = .ascii
    #expect(
      Pictures.lines(chart, 46, 14) == [
        "                               3 .:-=+*#%@ 100",
        "   +Inf +              |         ....",
        "        |              |     =====*===========",
        "        |              |     =================",
        "    1 s +              |     =============*===",
        "        |              |",
        "        |              |",
        " 100 ms +              |",
        "        |++***********************************",
        "        |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@",
        "  10 ms +              |",
        "        |              |",
        "        +      ...     |",
        "         0  [   ]      ^   5                10",
      ])
  }

  @Test func aBandWithoutUpperBoundReachesTheEdge() {
    var chart = marked
    chart.isLogarithmic = false
    #expect(
      Pictures.lines(chart, 46, 8) == [
        "                                    5 ░▒▓█ 170",
        " +Inf ┤               │         ░░░░",
        "      │               │         ░░░░",
        "      │               │     ░░░░░░░░░░░░░░░░░░",
        "      │               │     ░░░░░░◆░░░░░░░░░░░",
        "      │               │     ░░░░░░░░░░░░░░░░░░",
        "  0 s ┼██████████████████████████████████◆████",
        "       0   [  ]       ▲   5                 10",
      ])
  }

  @Test func cellsTellTheirBandAndCount() {
    let rect = Rect(0, 0, 46, 9)
    let chart = HeatPictures.linear
    #expect(chart.hit(at: Point(14, 4), in: rect) == .init(x: 2, values: 3...4, count: 10))
    #expect(chart.hit(at: Point(6, 7), in: rect) == .init(x: 0, values: 0...1, count: 40))
    #expect(chart.hit(at: Point(30, 7), in: rect)?.count == 0)
    #expect(chart.hit(at: Point(2, 4), in: rect) == nil)
    #expect(chart.column(at: 3.2)?.x == 3)
    #expect(chart.column(at: 13) == nil)
    #expect(chart.stop(from: 3.2, by: 1) == 4)
    #expect(chart.stop(from: nil, by: 0) == 10)
  }

  @Test func markersAreFoundAndHopped() {
    let rect = Rect(0, 0, 46, 14)
    #expect(marked.marker(at: Point(35, 3), in: rect) == 0)
    #expect(marked.marker(at: Point(20, 9), in: rect) == nil)
    #expect(marked.marker(from: nil, by: 1) == 0)
    #expect(marked.marker(from: 0, by: 1) == 1)
    #expect(marked.marker(from: 1, by: 1) == 1)
  }

  @Test(arguments: [
    (HeatmapChart.Intensity.linear, 1, 1), (.linear, 100, 9), (.linear, 50, 5), (.linear, 5, 1),
    (.squareRoot, 25, 5), (.logarithmic, 10, 5), (.logarithmic, 0, 1), (.linear, 1e308, 9),
  ])
  func levels(intensity: HeatmapChart.Intensity, count: Double, level: Int) {
    let ramp = HeatRamp(extent: 1...100, intensity: intensity, glyphs: .unicode)
    #expect(ramp.level(of: count) == level)
  }

  @Test func everyGlyphIsInTheLegend() {
    for (glyphs, text) in [(GlyphSet.unicode, "░▒▓█"), (.ascii, ".:-=+*#%@")] {
      let ramp = HeatRamp(extent: 1...2, intensity: .linear, glyphs: glyphs)
      #expect(String(ramp.steps.map { ramp.cell(level: $0).glyph }) == text)
    }
    let same = HeatRamp(extent: 3...3, intensity: .squareRoot, glyphs: .unicode)
    #expect(same.level(of: 3) == 9)
  }

  @Test func lockedCountsCompareCharts() {
    var chart = HeatPictures.linear
    chart.countRange = 0...4000
    let surface = Pictures.surface(chart, 46, 9)
    #expect(surface.lines[0].hasSuffix("0 ░▒▓█ 4k"))
    #expect(surface[Point(6, 7)] == Cell("░", Style(.heat(2))))
  }

  /// Native histograms have a band around zero; what lies below it has no place.
  @Test func bandsBelowZeroAreLeftOut() {
    let bands: [HeatmapChart.Band] = [.init(-2, -1, 4), .init(-0.5, 0.5, 1), .init(1, 2, 9)]
    var chart = HeatmapChart([.init(0, bands), .init(1, bands)], domain: 0...1)
    chart.isLogarithmic = true
    chart.horizontalAxis = .unit(.none)
    #expect(chart.leftOut == 2)
    #expect(chart.plot(in: Rect(0, 0, 30, 6)).range == 0.25...2)
    #expect(Pictures.lines(chart, 30, 6).last?.hasPrefix("2 ≤ 0") == true)
  }
}
