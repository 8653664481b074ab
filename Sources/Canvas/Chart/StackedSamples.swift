/// Areas that stand on one another: at every place where one of them has a value, the upper edges
/// of all.
struct StackedSamples {
  struct Sample: Equatable {
    var x: Double
    /// Ascending, one for each layer; a layer without a value is as high as the one below.
    var tops: [Double]
    /// Whether the areas run on from the sample before this one.
    var isLinked: Bool

    var total: Double { tops.last ?? 0 }
  }

  /// Indices of the chart's lines, the bottom first.
  let layers: [Int]
  private(set) var samples: [Sample] = []

  init(
    _ layers: [Int], of lines: [LineChart.Line], domain: ClosedRange<Double>, maxGap: Double?
  ) {
    self.layers = layers
    guard !layers.isEmpty else { return }
    var cursors = layers.map { layer in
      LayerCursor(lines[layer].points.filter { domain.contains($0.x) }, maxGap: maxGap)
    }
    var isBroken = true
    for x in Self.places(cursors) {
      var sum = 0.0
      var hasValue = false
      let tops = cursors.indices.map { index in
        if let value = cursors[index].value(at: x) {
          hasValue = true
          sum = min(sum + max(0, value), .greatestFiniteMagnitude)
        }
        return sum
      }
      let isNear = samples.last.map { maxGap == nil || x - $0.x <= (maxGap ?? 0) } ?? false
      if hasValue { samples.append(Sample(x: x, tops: tops, isLinked: !isBroken && isNear)) }
      isBroken = !hasValue
    }
  }

  /// Every place of every layer, ascending, each once.
  private static func places(_ cursors: [LayerCursor]) -> [Double] {
    var places = [Double]()
    for place in cursors.flatMap({ $0.points.map(\.x) }).sorted() where place != places.last {
      places.append(place)
    }
    return places
  }

  /// The upper edges for every dot column; `nil` where there is nothing.
  ///
  /// Of the samples that share a column the highest is kept, and columns between two samples get
  /// what lies between them.
  func tops(in plot: Plot) -> [[Double]?] {
    var columns = [[Double]?](repeating: nil, count: plot.area.width * 2)
    var previous: (column: Int, tops: [Double])?
    for sample in samples {
      guard let column = plot.dotColumn(of: sample.x), columns.indices.contains(column) else {
        continue
      }
      if let previous, sample.isLinked, column > previous.column + 1 {
        for between in (previous.column + 1)..<column {
          let share = Double(between - previous.column) / Double(column - previous.column)
          columns[between] = zip(previous.tops, sample.tops).map { $0 * (1 - share) + $1 * share }
        }
      }
      if sample.total >= columns[column]?.last ?? 0 { columns[column] = sample.tops }
      previous = (column, sample.tops)
    }
    return columns
  }
}

/// Reads a layer's values from left to right; between two points it gives what lies between.
private struct LayerCursor {
  let points: [ChartPoint]
  private let maxGap: Double?
  private var next = 0

  init(_ points: [ChartPoint], maxGap: Double?) {
    self.points = points
    self.maxGap = maxGap
  }

  mutating func value(at x: Double) -> Double? {
    while next < points.count, points[next].x < x { next += 1 }
    guard next < points.count else { return nil }
    let after = points[next]
    guard after.y.isFinite else { return nil }
    if after.x == x { return after.y }
    guard next > 0, points[next - 1].y.isFinite else { return nil }
    let before = points[next - 1]
    guard maxGap == nil || after.x - before.x <= (maxGap ?? 0),
      let share = Plot.share(of: x, from: before.x, to: after.x)
    else { return nil }
    return before.y * (1 - share) + after.y * share
  }
}
