import Testing

@testable import Canvas

@Suite struct LineAxesTests {
  private let wave: [Double] = [2, 4, 3, 6, 8, 5, 4, 7, 9, 3, 2]
  private let flat: [Double] = [3, 3, 4, 4, 3, 2, 3, 4, 3, 3, 3]
  private let rise: [Double] = [0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]

  private var twoUnits: LineChart {
    var chart = Pictures.chart(wave, rise.map { $0 * 1e6 })
    chart.lines[1].side = .right
    chart.rightAxis = .init(.bytes)
    return chart
  }

  @Test func rightAxisHasAUnitOfItsOwn() {
    #expect(
      Pictures.lines(twoUnits, 40, 7) == [
        " 10 ┤                     ⢀⡄     ├ 8 MiB",
        "    │         ⢀⡠⠢⡀      ⢀⠔⠁⠘⡄    │",
        "    │       ⢀⠔⠁  ⠘⢄    ⡔⠁  ⢀⡸⡔⠒⠒⠒│",
        "  5 ┤  ⣀⠤⣀ ⡠⠃     ⢀⣉⣒⣤⠮⠒⠉⠉⠉⠁ ⠱⡀  ├ 4 MiB",
        "    │⠔⠊   ⠉⢀⣀⠤⠤⠤⠔⠊⠁           ⠉⠒⠤│",
        "  0 ┼⡠⠔⠊⠉⠉⠉⠁─────────────────────┼ 0 B",
        "     0                         10",
      ])
  }

  @Test func rightAxisInASCII() {
    var chart = twoUnits
    chart.glyphs = .ascii
    #expect(
      Pictures.lines(chart, 40, 7) == [
        " 10 +                     ..     + 8 MiB",
        "    |         ..-.      .-''.    |",
        "    |       .-'  '.    |'  .||---|",
        "  5 +  _-_ .'     .:..|-'''' |.  + 4 MiB",
        "    |-'   '._----''           '--|",
        "  0 +.-'''''                     + 0 B",
        "     0                         10",
      ])
  }

  @Test func rangesAreLockedEachForItself() {
    var chart = twoUnits
    let rect = Rect(0, 0, 40, 7)
    #expect(chart.plot(in: rect).range == 0...10)
    #expect(chart.plot(in: rect, side: .right).range == 0...8_388_608)
    chart.verticalRange = .fixed(0...100)
    #expect(chart.plot(in: rect).range == 0...100)
    #expect(chart.plot(in: rect, side: .right).range == 0...8_388_608)
    chart.rightAxis?.range = .fixed(-1...1)
    #expect(chart.plot(in: rect, side: .right).range == -1...1)
    chart.rightAxis = nil
    #expect(chart.plot(in: rect, side: .right) == chart.plot(in: rect), "no axis: all on the left")
  }

  @Test func axesGoFirstWhereThereIsNoRoom() {
    #expect(twoUnits.plot(in: Rect(0, 0, 20, 7)).area == Rect(5, 0, 8, 6))
    #expect(twoUnits.plot(in: Rect(0, 0, 19, 7)).area == Rect(5, 0, 14, 6))
    #expect(twoUnits.plot(in: Rect(0, 0, 12, 7)).area == Rect(0, 0, 12, 6))
    #expect(twoUnits.plot(in: Rect(0, 0, 12, 2)).area == Rect(0, 0, 12, 2))
  }

  /// Zero and less are left out, and the axis says so.
  @Test func logarithmicAxisSaysWhatItLeavesOut() {
    var chart = Pictures.chart([1, 10, 0, 100, -5, 1000, 10, .nan, 100, .infinity, 1])
    chart.isLogarithmic = true
    #expect(chart.leftOut == 2)
    #expect(
      Pictures.lines(chart, 72, 7) == [
        "     │                                 ⠑⢄                        ↑",
        "     │                                  ⠈⠢⡀",
        " 100 ┤                   ⠈                ⠈⠢⡀             ⠈",
        "     │      ⢀                               ⠑⢄",
        "     │   ⣀⠔⠊⠁",
        "   1 ┼⡠⠔⠊──────────────────────────────────────────────────────────────⢀",
        "2 values ≤ 0 left out                  5                              10",
      ])
    #expect(Pictures.lines(chart, 30, 4).last?.hasPrefix("2 ≤ 0 ") == true)
    #expect(Pictures.lines(chart, 12, 4).last?.hasPrefix("≤ 0 ") == true)
    chart.glyphs = .ascii
    #expect(
      Pictures.lines(chart, 72, 7) == [
        "     |                                 '.                        ^",
        "     |                                  '-.",
        " 100 +                   '                '-.             '",
        "     |      .                               '.",
        "     |   _-''",
        "   1 +.-'                                                              .",
        "2 values <= 0 left out                 5                              10",
      ])
  }

  @Test func infinitiesAreMarkedAtTheEdge() {
    var chart = Pictures.chart([1, 2, .infinity, 2, 1, -.infinity, 2, 3])
    #expect(
      Pictures.lines(chart, 30, 5) == [
        " 5 ┤     ↑",
        "   │                 ⣀⠄",
        "   │⢀⡠⠔    ⠐⠤⣀     ⠐⠉",
        " 0 ┼⠁─────────⠁──↓────────────",
        "    0                       10",
      ])
    chart.glyphs = .ascii
    #expect(
      Pictures.lines(chart, 30, 5) == [
        " 5 +     ^",
        "   |                 _-",
        "   |..-    --_     -'",
        " 0 +'         '  v",
        "    0                       10",
      ])
  }
}
