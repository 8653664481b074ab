import Testing

@testable import Canvas

/// Any number and any size: nothing traps, and what can be seen is seen.
@Suite struct HostileChartsTests {
  private static let numbers: [Double] = [
    .nan, .infinity, -.infinity, 1e308, -1e308, .greatestFiniteMagnitude, .leastNonzeroMagnitude,
    -.leastNonzeroMagnitude, .leastNormalMagnitude, 0, -0.0, 1, -1, 1e-300, 1e15,
  ]
  private static let sizes = [
    (10, 2), (10, 3), (11, 4), (17, 5), (40, 2), (80, 24), (133, 30), (400, 3),
  ]
  private static let ranges: [LineChart.VerticalRange] = [
    .automatic(withZero: true), .automatic(withZero: false), .fixed(0...0), .fixed(-1e308...1e308),
    .fixed(.leastNonzeroMagnitude...1e-300), .fixed(1...(.greatestFiniteMagnitude)),
    .fixed(-(.infinity)...(.infinity)),
    .fixed(-5 ... -1),
  ]

  private func lines(_ values: [Double], _ side: LineChart.Side) -> [LineChart.Line] {
    LineChart.Shape.allCases.map { .init(Pictures.points(values), .series(1), shape: $0, side: side) }
      + [.init(Pictures.points(values.reversed()), .text, side: side, isEarlier: true)]
  }

  private func chart(_ values: [Double], _ range: LineChart.VerticalRange) -> LineChart {
    var chart = LineChart(
      lines(values, .left) + lines(values, .right), domain: 0...Double(max(1, values.count - 1)))
    chart.verticalRange = range
    chart.rightAxis = .init(.bytes, range: range, isLogarithmic: true)
    chart.thresholds = values.map { .init($0, .error, label: "at\u{1B}[31m\($0)") }
    chart.annotations = values.map { .init($0, end: -$0, .critical, glyph: "\u{7}", label: "\u{202E}x") }
    chart.selectedAnnotation = 3
    chart.markers = values.map { .init(ChartPoint(1, $0), side: .right) }
    chart.selectedMarker = 99
    chart.crosshair = values.first
    chart.selection = 0...(.infinity)
    return chart
  }

  @Test(arguments: ranges)
  func linesOfAnyNumbers(range: LineChart.VerticalRange) {
    for (width, height) in Self.sizes {
      for values in [
        Self.numbers, [1e308, -1e308], [.nan], [.infinity], [.leastNonzeroMagnitude], [7, 7, 7], [],
      ] {
        var chart = chart(values, range)
        #expect(Pictures.lines(chart, width, height).count == height)
        chart.isLogarithmic = true
        chart.glyphs = .ascii
        let lines = Pictures.lines(chart, width, height)
        #expect(lines.allSatisfy { $0.unicodeScalars.allSatisfy { $0.value >= 0x20 } })
      }
    }
  }

  @Test(arguments: numbers)
  func domainsOfAnyNumbers(bound: Double) {
    guard !bound.isNaN else { return }
    for other in Self.numbers where other >= bound {
      var chart = chart(Self.numbers, .automatic(withZero: true))
      chart.domain = bound...other
      for axis in [LineChart.HorizontalAxis.time(.utc), .unit(.seconds), .hidden] {
        chart.horizontalAxis = axis
        #expect(Pictures.lines(chart, 60, 9).count == 9)
        #expect(Pictures.lines(heatmap(domain: bound...other), 60, 9).count == 9)
      }
    }
  }

  private func heatmap(domain: ClosedRange<Double>) -> HeatmapChart {
    let numbers = Self.numbers
    let bands = numbers.flatMap { low in numbers.map { HeatmapChart.Band(low, $0, $0) } }
    var chart = HeatmapChart(numbers.map { .init($0, bands) }, domain: domain, unit: .seconds)
    chart.markers = numbers.map { .init(ChartPoint($0, $0)) }
    chart.crosshair = 0
    chart.selection = 0...1
    return chart
  }

  @Test(arguments: HeatmapChart.Intensity.allCases, [false, true])
  func heatmapsOfAnyNumbers(intensity: HeatmapChart.Intensity, isLogarithmic: Bool) {
    for (width, height) in Self.sizes {
      var chart = heatmap(domain: -10...10)
      chart.intensity = intensity
      chart.isLogarithmic = isLogarithmic
      for width2 in [nil, 0, .infinity, -3] {
        chart.columnWidth = width2
        #expect(Pictures.lines(chart, width, height).count == height)
      }
      for range in [0...0, Double.leastNonzeroMagnitude...1, -1e308...1e308] {
        chart.range = range
        chart.countRange = range
        #expect(Pictures.lines(chart, width, height).count == height)
        #expect(chart.hit(at: Point(width - 1, 0), in: Rect(0, 0, width, height))?.count != -1)
      }
    }
  }

  /// Whatever the bounds: a band with a count shows in some cell, with no less than its count.
  @Test(arguments: 0..<40)
  func everyBandIsSeen(seed: UInt64) {
    var random = Random(state: seed)
    let scale = Double.random(in: 0.01...30, using: &random)
    var bounds = [0.1]
    for _ in 0..<Int.random(in: 1...60, using: &random) {
      bounds.append((bounds.last ?? 0) * (1 + Double.random(in: 0.01...scale, using: &random)))
    }
    let bands = zip(bounds, bounds.dropFirst()).map { low, high in
      HeatmapChart.Band(low, high, Double.random(in: 0.5...9, using: &random))
    }
    var chart = HeatmapChart([.init(0, bands), .init(1, []), .init(2, [])], domain: 0...2)
    chart.isLogarithmic = seed % 2 == 0
    for (width, height) in Self.sizes {
      let plot = chart.plot(in: Rect(0, 0, width, height))
      let grid = HeatmapGrid(chart, in: plot)
      for band in bands {
        let rows = HeatmapGrid.rows(of: band, in: plot)
        #expect(!rows.isEmpty && rows.allSatisfy { grid.count(0, $0) >= band.count })
      }
    }
  }
}
