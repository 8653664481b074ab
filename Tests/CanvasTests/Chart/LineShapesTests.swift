import Testing

@testable import Canvas

@Suite struct LineShapesTests {
  private let wave: [Double] = [2, 4, 3, 6, 8, 5, 4, 7, 9, 3, 2]
  private let flat: [Double] = [3, 3, 4, 4, 3, 2, 3, 4, 3, 3, 3]
  private let rise: [Double] = [0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]

  @Test func barsStandOnZero() {
    let chart = Pictures.chart(wave, shape: .bars)
    #expect(
      Pictures.lines(chart, 40, 8) == [
        " 10 ┤                          ⢀⣀⣀",
        "    │             ⣶⣶⡆          ⢸⣿⣿",
        "    │         ⢀⣀⣀ ⣿⣿⡇       ⣿⣿⡇⢸⣿⣿",
        "  5 ┤         ⢸⣿⣿ ⣿⣿⡇⢠⣤⣤    ⣿⣿⡇⢸⣿⣿",
        "    │  ⢸⣿⣿ ⣀⣀⡀⢸⣿⣿ ⣿⣿⡇⢸⣿⣿⢸⣿⣿ ⣿⣿⡇⢸⣿⣿ ⣀⣀⡀",
        "    │⣤⡄⢸⣿⣿ ⣿⣿⡇⢸⣿⣿ ⣿⣿⡇⢸⣿⣿⢸⣿⣿ ⣿⣿⡇⢸⣿⣿ ⣿⣿⡇⢠⣤",
        "  0 ┼⣿⡇⢸⣿⣿─⣿⣿⡇⢸⣿⣿─⣿⣿⡇⢸⣿⣿⢸⣿⣿─⣿⣿⡇⢸⣿⣿─⣿⣿⡇⢸⣿",
        "     0                                10",
      ])
  }

  @Test func barsStandOnZeroInASCII() {
    var chart = Pictures.chart(wave, shape: .bars)
    chart.glyphs = .ascii
    #expect(
      Pictures.lines(chart, 40, 8) == [
        " 10 +                          .__",
        "    |             |||          |||",
        "    |         .__ |||       ||||||",
        "  5 +         ||| |||...    ||||||",
        "    |  ||| __.||| ||||||||| |||||| __.",
        "    |..||| |||||| ||||||||| |||||| |||..",
        "  0 +||||| |||||| ||||||||| |||||| |||||",
        "     0                                10",
      ])
  }

  @Test func barsBelowZeroHang() {
    var chart = Pictures.chart([2, -2, 1], shape: .bars, domain: 0...2)
    chart.horizontalAxis = .hidden
    #expect(
      Pictures.lines(chart, 16, 4) == [
        "   │", "   │⣶⣶⣶      ⢠⣤⣤", " 0 ┤⠉⠉⠉ ⣿⣿⣿⣿⣿⠈⠉⠉", "   ┼────────────",
      ])
  }

  @Test func barsOfTwoLinesStandSideBySide() {
    var chart = Pictures.chart([1, 2, 3], [3, 2, 1], shape: .bars, domain: -0.5...2.5)
    chart.horizontalAxis = .hidden
    let surface = Pictures.surface(chart, 24, 4)
    #expect(
      surface.lines == [
        " 5 ┤", "   │    ⣤⣤⣤       ⣤⣤⣤", "   │    ⣿⣿⣿⢰⣶⣶⣶⣶⣶⡆⣿⣿⣿",
        " 0 ┼─⣿⣿⣿⣿⣿⣿⢸⣿⣿⣿⣿⣿⡇⣿⣿⣿⣿⣿⣿",
      ])
    #expect(surface[Point(5, 3)].style.role == .series(0))
    #expect(surface[Point(8, 3)].style.role == .series(1))
  }

  @Test func pointsAreNotJoined() {
    let chart = Pictures.chart(wave, shape: .points)
    #expect(
      Pictures.lines(chart, 40, 8) == [
        " 10 ┤                           ⢀",
        "    │              ⠂",
        "    │          ⢀             ⠁",
        "  5 ┤                 ⠠",
        "    │   ⠈   ⡀            ⠈          ⡀",
        "    │⠄                                 ⠠",
        "  0 ┼───────────────────────────────────",
        "     0                                10",
      ])
  }

  @Test func pointsAreNotJoinedInASCII() {
    var chart = Pictures.chart(wave, shape: .points)
    chart.glyphs = .ascii
    #expect(
      Pictures.lines(chart, 40, 8) == [
        " 10 +                           .",
        "    |              -",
        "    |          .             '",
        "  5 +                 -",
        "    |   '   .            '          .",
        "    |-                                 -",
        "  0 +",
        "     0                                10",
      ])
  }

  /// Three patterns of dots: the layers are told apart without colours.
  @Test func areasStandOnOneAnother() {
    let chart = Pictures.chart(wave, flat, rise, shape: .stackedArea)
    let surface = Pictures.surface(chart, 40, 8)
    #expect(
      surface.lines == [
        " 20 ┤",
        "    │                        ⣀⠤⠤⠴⢄",
        "    │          ⢀⡠⠤⠤⠦⣀      ⡠⠮⠭⠭⣭⣭⠭⠵⢄",
        " 10 ┤       ⢀⡠⣮⢭⢟⢟⢟⢝⢭⡭⠦⠤⠤⠤⠮⣭⢝⢝⢝⢕⣕⢝⢭⠭⠭⠶⠶⠦",
        "    │ ⣀⣴⢮⢭⢭⢭⢝⢝⢕⣕⣵⣵⣷⣷⣷⣝⢯⢭⢭⢭⢟⢕⣵⣵⣿⣿⣿⣷⣕⢯⣭⣭⠭⠭",
        "    │⢝⢕⣵⣵⣵⣵⣕⣵⣵⣿⣿⣿⣿⣿⣿⣿⣿⣿⣷⣷⣷⣿⣿⣿⣿⣿⣿⣿⣿⣿⣷⣕⣕⢝⢝",
        "  0 ┼⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿",
        "     0                                10",
      ])
    #expect(surface[Point(5, 6)].style.role == .series(0))
    #expect(surface[Point(39, 5)].style.role == .series(1))
    #expect(surface[Point(39, 3)].style.role == .series(2))
    #expect((0..<3).map { chart.swatch(of: $0).text } == ["⣿", "⢕", "⠭"])
  }

  @Test func areasStandOnOneAnotherInASCII() {
    var chart = Pictures.chart(wave, flat, rise, shape: .stackedArea)
    chart.glyphs = .ascii
    #expect(
      Pictures.lines(chart, 40, 8) == [
        " 20 +",
        "    |                        :::::",
        "    |          ::::::      :::::::::",
        " 10 +       :::++++++:::::::++++++::::::",
        "    | +++++++++++####++++++++#####++::::",
        "    |+++###++#######################++++",
        "  0 +###################################",
        "     0                                10",
      ])
    #expect((0..<4).map { chart.swatch(of: $0).text } == ["#", "+", ":", " "])
  }

  /// The second layer misses a value that lies between two others, the first one at its end.
  @Test func layersAreReadBetweenTheirPoints() {
    let low = LineChart.Line(
      [ChartPoint(0, 1), ChartPoint(2, 1), ChartPoint(4, .nan)], .text, shape: .stackedArea)
    let high = LineChart.Line(
      [ChartPoint(0, 2), ChartPoint(4, 4), ChartPoint(5, -3)], .text, shape: .stackedArea)
    let stack = StackedSamples([0, 1], of: [low, high], domain: 0...10, maxGap: nil)
    #expect(stack.samples.map(\.tops) == [[1, 3], [1, 4], [0, 4], [0, 0]])
    let strict = StackedSamples([0, 1], of: [low, high], domain: 0...10, maxGap: 1)
    #expect(strict.samples.map(\.isLinked) == [false, false, false, true])
  }

  @Test func legendShowsShapes() {
    var chart = Pictures.chart(wave, wave, wave, wave)
    chart.lines[1].shape = .points
    chart.lines[2].shape = .bars
    chart.lines[3].isEarlier = true
    #expect((0..<5).map { chart.swatch(of: $0).text } == ["●", "·", "▌", "┄", " "])
    #expect(chart.swatch(of: 3).style == .muted)
  }
}
