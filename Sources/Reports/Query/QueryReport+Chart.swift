public import Canvas
public import Telemetry

extension QueryReport {
  /// More lines than this cannot be told apart.
  private static let mostLines = 20

  /// The series drawn over the range, with a legend: of many those with the highest last values, the rest
  /// counted. Of native histograms the mean is drawn.
  ///
  /// - Returns: Lines of at most `size.width` cells.
  public func chart(range: TimeRange, size: Size, glyphs: GlyphSet) -> [String] {
    let (from, to) = (range.start.approximateSeconds, range.end.approximateSeconds)
    let shown = highest
    let lines = shown.enumerated().map { index, one in LineChart.Line(Self.points(of: one), .series(index)) }
    var chart = LineChart(lines, domain: from...max(from + 1, to), unit: unit)
    chart.glyphs = glyphs
    chart.markers = exemplars.map { .init(ChartPoint($0.time.approximateSeconds, $0.value)) }
    var surface = Surface(size)
    chart.draw(in: Rect(size), on: &surface)
    let rest = series.count - shown.count
    let note = rest > 0 ? ["and \(rest) more with lower last values; -o table lists them all"] : []
    return surface.lines + table(of: shown).lines(width: size.width) + note.map { $0.fitted(to: size.width) }
  }

  /// All where there is room, in the server's order; else the highest, highest first.
  private var highest: [Series] {
    guard series.count > Self.mostLines else { return series }
    // NaN is not comparable: it counts as the least of all.
    let keys = series.map { one -> Double in
      let last = one.samples.last?.value ?? one.histograms.last?.histogram.mean
      return last.flatMap { $0.isNaN ? nil : $0 } ?? -.infinity
    }
    let order = series.indices.sorted { keys[$0] == keys[$1] ? $0 < $1 : keys[$0] > keys[$1] }
    return order.prefix(Self.mostLines).map { series[$0] }
  }

  private static func points(of series: Series) -> [ChartPoint] {
    guard series.histograms.isEmpty else {
      let means = series.histograms.map {
        ChartPoint($0.time.approximateSeconds, $0.histogram.mean ?? .nan)
      }
      let values = series.samples.map { ChartPoint($0.time.approximateSeconds, $0.value) }
      return values.isEmpty ? means : (values + means).sorted { $0.x < $1.x }
    }
    return series.samples.map { ChartPoint($0.time.approximateSeconds, $0.value) }
  }
}
