/// A column of a legend.
public enum LegendColumn: String, Hashable, Sendable, CaseIterable {
  case name, last, min, mean, max, sum, count
}

/// How a legend is sorted, filtered and cut.
public struct LegendOrder: Hashable, Sendable {
  public var column: LegendColumn
  public var isDescending: Bool
  /// Words that must all hold: a part of the name or labels, `label=value`, `label!=value`.
  public var filter: String
  /// Show only so many, those with the largest current values; `nil` shows all.
  public var limit: Int?

  public init(
    by column: LegendColumn = .last, descending: Bool = true, filter: String = "",
    limit: Int? = nil
  ) {
    self.column = column
    isDescending = descending
    self.filter = filter
    self.limit = limit
  }

  /// Sorts by `column`: numbers largest first, names from A; the same column again turns around.
  public mutating func sort(by column: LegendColumn) {
    isDescending = self.column == column ? !isDescending : column != .name
    self.column = column
  }

  /// Rows without a number come last both ways; equal ones stay as the answer has them.
  func precedes(_ a: Legend.Row, _ b: Legend.Row) -> Bool {
    if column == .name {
      if a.name == b.name { return a.index < b.index }
      return isDescending ? a.name > b.name : a.name < b.name
    }
    let (x, y) = (value(a), value(b))
    guard let x else { return y == nil && a.index < b.index }
    guard let y else { return true }
    if x == y { return a.index < b.index }
    return isDescending ? x > y : x < y
  }

  private func value(_ row: Legend.Row) -> Double? {
    let statistics = row.statistics
    let value: Double? =
      switch column {
      case .name: nil
      case .last: statistics.last
      case .min: statistics.minimum
      case .mean: statistics.mean
      case .max: statistics.maximum
      case .sum: statistics.count > 0 ? statistics.sum : nil
      case .count: Double(statistics.count)
      }
    return value.flatMap { $0.isNaN ? nil : $0 }
  }
}
