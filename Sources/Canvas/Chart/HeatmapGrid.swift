/// The counts of a heatmap as cells of the screen.
///
/// Rows add up the bands that lie inside them, and a band that is higher than a row fills all rows
/// whose middle it covers. Columns that share a cell show the highest count, so that a spike of one
/// moment stays visible; a column that is wider than a cell fills all it covers.
struct HeatmapGrid {
  let size: Size
  /// By rows from the top; zero is empty.
  private(set) var counts: [Double]

  init(_ chart: HeatmapChart, in plot: Plot) {
    size = plot.area.size
    counts = Array(repeating: 0, count: size.width * size.height)
    guard !plot.area.isEmpty else { return }
    let width = chart.columnWidth ?? Self.usualDistance(chart.columns)
    for column in chart.columns {
      let cells = Self.columns(of: column.x, width: width, in: plot)
      guard !cells.isEmpty else { continue }
      let rows = rowCounts(column.bands, in: plot)
      for x in cells {
        for y in rows.indices where rows[y] > counts[y * size.width + x] {
          counts[y * size.width + x] = rows[y]
        }
      }
    }
  }

  func count(_ x: Int, _ y: Int) -> Double { counts[y * size.width + x] }

  /// The lowest and highest count of a cell; `nil` when all are empty.
  var extent: ClosedRange<Double>? {
    let filled = counts.filter { $0 > 0 }
    guard let low = filled.min(), let high = filled.max() else { return nil }
    return low...high
  }

  private func rowCounts(_ bands: [HeatmapChart.Band], in plot: Plot) -> [Double] {
    var rows = [Double](repeating: 0, count: size.height)
    for band in bands where band.count > 0 {
      for row in Self.rows(of: band, in: plot) {
        rows[row] = min(rows[row] + band.count, .greatestFiniteMagnitude)
      }
    }
    return rows
  }

  /// The rows that show a band, from the top; empty when it is out of range.
  static func rows(of band: HeatmapChart.Band, in plot: Plot) -> Range<Int> {
    let none = 0..<0
    let (bottom, top) = (plot.range.lowerBound, plot.range.upperBound)
    guard band.lower < band.upper, band.upper > bottom, band.lower < top,
      let upper = plot.depth(of: min(band.upper, top)),
      let lower = plot.depth(of: max(band.lower, bottom))
    else { return none }
    return cells(from: upper, to: lower, count: plot.area.height)
  }

  /// The cells of a column, from the left; empty when it is out of the domain.
  static func columns(of x: Double, width: Double, in plot: Plot) -> Range<Int> {
    let (left, right) = (plot.domain.lowerBound, plot.domain.upperBound)
    let (start, end) = (max(left, x - width / 2), min(right, x + width / 2))
    guard x.isFinite, start <= end, let first = Plot.share(of: start, from: left, to: right),
      let last = Plot.share(of: end, from: left, to: right)
    else { return 0..<0 }
    return cells(from: first, to: last, count: plot.area.width)
  }

  /// The cells whose middle lies in a part of a row of cells (0 its start, 1 its end); at least the
  /// one under the middle of the part.
  private static func cells(from start: Double, to end: Double, count: Int) -> Range<Int> {
    // Bounds that fall on the middle of a cell must not go to both sides by a rounding error.
    let (first, last) = (start * Double(count) - 0.5 - 1e-9, end * Double(count) - 0.5 - 1e-9)
    let lower = Int(exactly: first.rounded(.up)).map { min(max(0, $0), count) } ?? 0
    let upper = Int(exactly: last.rounded(.up)).map { min(max(0, $0), count) } ?? 0
    if lower < upper { return lower..<upper }
    let middle = Int(exactly: ((start + end) / 2 * Double(count)).rounded(.down)) ?? 0
    let cell = min(max(0, middle), count - 1)
    return cell..<(cell + 1)
  }

  /// The median distance of two columns: one missing or late does not change it.
  static func usualDistance(_ columns: [HeatmapChart.Column]) -> Double {
    let distances = zip(columns, columns.dropFirst()).map { $1.x - $0.x }.filter { $0 > 0 }.sorted()
    return distances.isEmpty ? 0 : distances[distances.count / 2]
  }
}
