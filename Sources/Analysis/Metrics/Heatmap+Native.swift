public import Telemetry

/// Native histograms, which bring their own bounds.
extension Heatmap {
  /// From native histograms, those of one time merged.
  public init(native series: [Series]) {
    var byTime = [Instant: [Cell]]()
    for point in series.lazy.flatMap(\.histograms) {
      byTime[point.time, default: []] += point.histogram.buckets.lazy.compactMap(Self.cell)
    }
    let columns = byTime.keys.sorted().map {
      Column(time: $0, cells: Self.merged(byTime[$0] ?? []))
    }
    self.init(columns: columns, spread: .exponential)
  }

  /// `nil` for what no histogram holds: bounds the wrong way round, counts that are no counts.
  private static func cell(_ bucket: NativeHistogram.Bucket) -> Cell? {
    guard bucket.lower < bucket.upper, bucket.count > 0, bucket.count.isFinite else { return nil }
    return Cell(lower: bucket.lower, upper: bucket.upper, count: bucket.count)
  }

  /// Adds up histograms whose bounds may differ.
  ///
  /// The bounds of a coarser schema are every second, fourth … of a finer one's, so cells that
  /// overlap become the one they lie in together:
  ///
  /// ```
  ///   finer    ├─2─┼─3─┼─1─┤
  ///   coarser      ├───4───┤        ├─2─┼───8───┤
  /// ```
  static func merged(_ cells: [Cell]) -> [Cell] {
    var result = [Cell]()
    for cell in cells.sorted(by: { ($0.lower, $0.upper) < ($1.lower, $1.upper) }) {
      guard let last = result.last, overlap(last, cell) else {
        result.append(cell)
        continue
      }
      result[result.count - 1].upper = max(last.upper, cell.upper)
      result[result.count - 1].count = last.count + cell.count
    }
    return result
  }

  /// Neighbours may differ in the last digits of the bound they share.
  private static func overlap(_ below: Cell, _ above: Cell) -> Bool {
    let slack = above.lower.isFinite ? abs(above.lower) * 1e-9 : 0
    return above.lower < below.upper - slack
  }
}
