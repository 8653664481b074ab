import Testing

@testable import Canvas

@Suite struct LineMarksTests {
  /// Everything at once: an earlier time, thresholds in and out of range, merged annotations,
  /// a selected span, a selection and the crosshair.
  private var busy: LineChart {
    var chart = Pictures.chart(
      [2, 4, 3, 6, 8, 5, 4, 7, 9, 3, 2], [0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5])
    chart.lines[1].isEarlier = true
    chart.thresholds = [
      .init(5, .error, label: "limit"), .init(20, .warning, label: "far"),
      .init(-3, .warning, label: "low"),
    ]
    chart.annotations = [
      .init(1, .warning, label: "sync"), .init(4, .warning), .init(4.05, .error, glyph: "!"),
      .init(6, end: 8, .critical, glyph: "!", label: "Burn"), .init(.nan), .init(99),
    ]
    chart.selection = 2...3
    chart.crosshair = 9
    chart.selectedAnnotation = 3
    return chart
  }

  @Test func everythingAtOnce() {
    let surface = Pictures.surface(busy, 48, 9)
    #expect(
      surface.lines == [
        " 10 ┤                    ↑ far┊        ⡀   │",
        "    │               ⢀⠤⠢⡀      ┊    ⣀⠤⠒⠉⠘⡄  │",
        "    │             ⡠⠒⠁  ⠈⠢⡀    ┊  ⡠⠊    ┊⠘⢄ │",
        "  5 ┤╌╌╌╌╌╌╌╌╌╌⢀⡠⠊╌╌limit⠈⠢⢄⣀⡀┊⡠⠊╌╌╌╌╌╌┊╌⡈⣆⠄⠄⠄⠄⠄",
        "    │  ⣀⠔⠊⠑⠢⠤⣀⠔⠁          ⡀⡀⡀⡈⡉⡀⠄⠂⠁⠁⠁⠁⠁⠁⠁ ⠈⢆⡀",
        "    │⠔⠊        ⡀⡀⠄⠄⠄⠄⠄⠄⠂⠂⠁    ┊        ┊   │⠈⠑⠒⠤",
        "  0 ┼⡀⠄⠄⠂⠁⠁⠁⠁⠁⠁──────────↓ low┊────────┊───│────",
        "         ▲ sync       !2      ! Burn━━━━",
        "     0       [    ]       5                ▲  10",
      ])
    #expect(surface[Point(22, 7)] == Cell("!", Style(.error)), "the worst speaks for a group")
    #expect(surface[Point(30, 7)].style == Style(.critical, bold: true, underline: true))
    #expect(surface[Point(34, 1)].style.ground == .selection, "inside the selected span")
    #expect(surface[Point(13, 8)] == Cell("[", Style(.focus, on: .selection)))
    #expect(surface[Point(40, 4)].style == .muted, "the overlay is muted where it is alone")
  }

  @Test func everythingAtOnceInASCII() {
    var chart = busy
    chart.glyphs = .ascii
    let lines = Pictures.lines(chart, 48, 9)
    #expect(
      lines == [
        " 10 +                    ^ far:        .   |",
        "    |               .--.      :    _--''.  |",
        "    |             .-'  '-.    :  .'    :'. |",
        "  5 +- - - - - ..' -limit'-._.:.'- - - : :|-----",
        "    |  _-''--_-'          ...::.--''''''' '|.",
        "    |-'        ..--------'    :        :   |''--",
        "  0 +.---''''''          v low:        :   |",
        "         ^ sync       !2      ! Burn====",
        "     0       [    ]       5                ^  10",
      ])
    #expect(lines.allSatisfy { $0.allSatisfy(\.isASCII) })
  }

  @Test func annotationsAreFoundAndHopped() {
    let rect = Rect(0, 0, 48, 9)
    #expect(busy.annotations(atColumn: 9, in: rect) == [0])
    #expect(busy.annotations(atColumn: 22, in: rect) == [1, 2])
    #expect(busy.annotations(atColumn: 23, in: rect) == [1, 2], "their number belongs to them")
    #expect(busy.annotations(atColumn: 37, in: rect) == [3], "anywhere in a span")
    #expect(busy.annotations(atColumn: 16, in: rect) == [])
    #expect(busy.annotation(from: nil, by: 1) == 0)
    #expect(busy.annotation(from: nil, by: -1) == 3)
    #expect(busy.annotation(from: 1, by: 1) == 2)
    #expect(busy.annotation(from: 0, by: .min) == 0)
    #expect(busy.annotation(from: 0, by: .max) == 3)
  }

  @Test func moreThanNineInACellAreMany() {
    var chart = Pictures.chart([1, 1])
    chart.annotations = (0..<10).map { .init(5 + Double($0) / 1000, .good, glyph: "あ") }
    #expect(Pictures.lines(chart, 24, 5)[3].hasSuffix(" ▲+"), "wide glyphs have no place there")
  }

  @Test(arguments: [(2.0...2.0, 8, 9), (10...10, 22, 23), (-5...0.1, 4, 5), (3...20, 10, 23)])
  func bracketsStandAroundTheSelection(selection: ClosedRange<Double>, open: Int, close: Int) {
    var chart = Pictures.chart([1, 1])
    chart.selection = selection
    let row = Array(Pictures.lines(chart, 24, 4)[3])
    #expect(row.firstIndex(of: "[") == open)
    #expect(row.firstIndex(of: "]") == close)
  }

  @Test func selectionOutsideShowsNothing() {
    var chart = Pictures.chart([1, 1])
    let plain = Pictures.lines(chart, 24, 4)
    chart.selection = 11...12
    #expect(Pictures.lines(chart, 24, 4) == plain)
  }

  @Test func markersAreHoppedByTime() {
    var chart = Pictures.chart([1, 1])
    chart.markers = [7, 3, 99, 5, 1].map { .init(ChartPoint($0, 1)) }
    chart.markers[4].point.y = .nan
    #expect(chart.marker(from: nil, by: 1) == 1)
    #expect(chart.marker(from: nil, by: -1) == 0)
    #expect(chart.marker(from: 1, by: 1) == 3)
    #expect(chart.marker(from: 1, by: 9) == 0)
    #expect(chart.marker(from: 2, by: 1) == 1, "from one that is not drawn")
  }

  @Test func cellsFindTimesAndLines() {
    let chart = Pictures.chart([0, 10], [10, 0], domain: 0...1)
    let rect = Rect(0, 0, 24, 6)
    #expect(chart.line(at: Point(5, 4), in: rect) == 0)
    #expect(chart.line(at: Point(6, 1), in: rect) == 1)
    #expect(chart.line(at: Point(14, 2), in: rect) == nil, "no value lies there")
    #expect(chart.line(at: Point(2, 2), in: rect) == nil)
    #expect(chart.x(at: Point(5, 5), in: rect).map { $0 < 0.1 } == true)
    #expect(chart.x(at: Point(4, 2), in: rect) == nil)
    #expect(chart.x(at: Point(9, 6), in: rect) == nil)
  }
}
