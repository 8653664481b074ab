/// What is left of all points that fall into one dot column: the first, the last and the extremes.
///
/// Drawing these alone gives the same picture as drawing every point, so a spike of one sample in
/// a million stays visible, and the cost of lines does not grow with the number of points.
struct ColumnSummary: Equatable {
  var column: Int
  /// Dot rows, counted downwards.
  var first: Int
  var last: Int
  var top: Int
  var bottom: Int
  /// Whether the line runs on from the summary before this one.
  var isLinked: Bool

  /// Summaries from left to right. A point without a value breaks the line, and so do two points
  /// further apart than `maxGap`, unless the gap is too narrow to leave a column empty.
  static func summaries(of points: [ChartPoint], in plot: Plot, maxGap: Double?) -> [ColumnSummary] {
    var summaries = [ColumnSummary]()
    var previous: Double?
    for point in points {
      guard let row = plot.dotRow(of: point.y) else {
        previous = nil
        continue
      }
      guard let column = plot.dotColumn(of: point.x) else { continue }
      let isNear = previous.map { maxGap == nil || point.x - $0 <= (maxGap ?? 0) } ?? false
      previous = point.x
      guard let last = summaries.indices.last else {
        summaries.append(.init(column, row, isLinked: false))
        continue
      }
      if summaries[last].column == column {
        summaries[last].add(row)
      } else {
        let touches = abs(column - summaries[last].column) <= 1
        summaries.append(.init(column, row, isLinked: isNear || touches))
      }
    }
    return summaries
  }

  private init(_ column: Int, _ row: Int, isLinked: Bool) {
    self.column = column
    (first, last, top, bottom) = (row, row, row, row)
    self.isLinked = isLinked
  }

  private mutating func add(_ row: Int) {
    last = row
    top = min(top, row)
    bottom = max(bottom, row)
  }
}
