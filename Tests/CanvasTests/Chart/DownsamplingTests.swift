import Testing

@testable import Canvas

/// Whatever the width: the highest and the lowest value of every column light a dot.
@Suite struct DownsamplingTests {
  private static let counts = [1, 2, 3, 10, 77, 500, 4_096, 20_000]
  private static let sizes = [(10, 2), (37, 5), (120, 12), (400, 40)]

  /// A walk with rare spikes, gaps and infinities.
  private func walk(_ count: Int, seed: UInt64) -> [ChartPoint] {
    var random = Random(state: seed)
    var value = 0.0
    return (0..<count).map { index in
      value += Double.random(in: -1...1, using: &random)
      var y = value
      switch Int.random(in: 0..<400, using: &random) {
      case 0: y += 200
      case 1: y -= 200
      case 2...12: y = .nan
      case 13: y = .infinity
      default: break
      }
      return ChartPoint(Double(index), y)
    }
  }

  private func check(
    _ shape: LineChart.Shape, _ points: [ChartPoint], _ size: (Int, Int), isEarlier: Bool = false
  ) {
    let end = max(1, Double(points.count - 1))
    var chart = LineChart(
      [.init(points.filter { !$0.y.isInfinite }, .text, shape: shape, isEarlier: isEarlier)],
      domain: 0...end)
    chart.horizontalAxis = .hidden
    chart.showsVerticalAxis = false
    let surface = Pictures.surface(chart, size.0, size.1)
    let plot = chart.plot(in: surface.bounds)
    var extremes = [Int: (top: Int, bottom: Int)]()
    for point in points {
      guard let column = plot.dotColumn(of: point.x), let row = plot.dotRow(of: point.y) else {
        continue
      }
      let known = extremes[column] ?? (row, row)
      extremes[column] = (min(known.top, row), max(known.bottom, row))
    }
    for (column, rows) in extremes {
      #expect(isLit(column, rows.top, surface), "top of \(column)")
      #expect(isLit(column, rows.bottom, surface), "bottom of \(column)")
    }
  }

  private func isLit(_ x: Int, _ y: Int, _ surface: Surface) -> Bool {
    let scalar = surface[Point(x / 2, y / 4)].glyph.unicodeScalars.first?.value ?? 0
    guard (0x2800...0x28FF).contains(scalar) else { return false }
    let bits: [UInt32] = x % 2 == 0 ? [0x01, 0x02, 0x04, 0x40] : [0x08, 0x10, 0x20, 0x80]
    return (scalar - 0x2800) & bits[y % 4] != 0
  }

  @Test(arguments: counts, [LineChart.Shape.line, .points, .bars])
  func extremesOfEveryColumnAreLit(count: Int, shape: LineChart.Shape) {
    for (place, size) in Self.sizes.enumerated() {
      check(shape, walk(count, seed: UInt64(count + place)), size)
    }
  }

  /// The highest sum of every column is the solid edge of the stack.
  @Test(arguments: counts)
  func highestSumOfEveryColumnIsLit(count: Int) {
    for (width, height) in Self.sizes {
      let layers = (0..<3).map { layer in
        walk(count, seed: UInt64(layer)).map { ChartPoint($0.x, $0.y.magnitude) }
      }
      var chart = LineChart(
        layers.map { .init($0, .text, shape: .stackedArea) },
        domain: 0...max(1, Double(count - 1)))
      chart.horizontalAxis = .hidden
      chart.showsVerticalAxis = false
      // Infinities cover the edge with an arrow; here the sums are looked at.
      for line in chart.lines.indices {
        chart.lines[line].points.removeAll { !$0.y.isFinite }
      }
      let surface = Pictures.surface(chart, width, height)
      let frame = chart.frame(in: surface.bounds)
      var tops = [Int: Int]()
      for sample in frame.stacks[.left]?.samples ?? [] where sample.total > 0 {
        guard let column = frame.left.dotColumn(of: sample.x),
          let row = frame.left.dotRow(of: sample.total)
        else { continue }
        tops[column] = min(tops[column] ?? row, row)
      }
      #expect(!tops.isEmpty)
      for (column, row) in tops { #expect(isLit(column, row, surface), "\(column)") }
    }
  }

  /// One sample among twenty thousand, in the overlay of an earlier time too.
  @Test(arguments: [false, true], [10, 23, 80, 400])
  func spikeOfOneSampleIsSeen(isEarlier: Bool, width: Int) {
    for place in [0, 1, 777, 12_345, 19_998, 19_999] {
      var points = Pictures.points(Array(repeating: 1, count: 20_000))
      points[place].y = 9
      var chart = LineChart([.init(points, .text, isEarlier: isEarlier)], domain: 0...19_999)
      chart.horizontalAxis = .hidden
      chart.showsVerticalAxis = false
      let surface = Pictures.surface(chart, width, 5)
      let plot = chart.plot(in: surface.bounds)
      let column = plot.dotColumn(of: Double(place)) ?? -1
      #expect(isLit(column, plot.dotRow(of: 9) ?? -1, surface), "\(place)")
    }
  }

  /// Nine values, the fifth missing: a gap of one sample shows as soon as a dot column is free.
  @Test func gapsNarrowerThanAColumnAreJoined() {
    var chart = Pictures.chart([1, 1, 1, 1, .nan, 1, 1, 1, 1], domain: 0...8)
    chart.showsVerticalAxis = false
    chart.horizontalAxis = .hidden
    chart.verticalRange = .fixed(0...1)
    #expect(Pictures.lines(chart, 12, 1) == ["⠉⠉⠉⠉⠉──⠉⠉⠉⠉⠉"])
    #expect(Pictures.lines(chart, 3, 1) == ["⠉⠉⠉"])
  }
}
