public import Telemetry

/// The series of an answer as a table: made once for an answer, arranged as often as keys are hit.
public struct Legend: Equatable, Sendable {
  public struct Row: Equatable, Sendable {
    /// Which of the answer's series.
    public var index: Int
    /// What the chart calls the series.
    public var name: String
    public var labels: Labels
    public var statistics: SeriesStatistics
    /// Name and labels in lower case, for the filter.
    let searchable: String

    public init(index: Int, name: String, labels: Labels, statistics: SeriesStatistics) {
      self.index = index
      self.name = name
      self.labels = labels
      self.statistics = statistics
      searchable = "\(name) \(labels)".lowercased()
    }
  }

  public let rows: [Row]

  public init(rows: [Row]) {
    self.rows = rows
  }

  /// - Parameter name: What the chart calls a series.
  public init(_ series: [Series], name: (Series) -> String) {
    rows = series.indices.map { index in
      let item = series[index]
      return Row(
        index: index, name: name(item), labels: item.labels,
        statistics: SeriesStatistics(item.samples))
    }
  }

  /// The rows that `order` asks for.
  public func arranged(_ order: LegendOrder) -> LegendPage {
    let filter = LegendFilter(order.filter)
    let matching = filter.isEmpty ? rows : rows.filter { filter.matches($0) }
    let shown = top(order.limit, of: matching).sorted { order.precedes($0, $1) }
    return LegendPage(
      rows: shown, rest: matching.count - shown.count, filtered: rows.count - matching.count)
  }

  /// The rows with the largest current values.
  private func top(_ limit: Int?, of rows: [Row]) -> [Row] {
    guard let limit, limit < rows.count else { return rows }
    let byValue = LegendOrder(by: .last, descending: true)
    return Array(rows.sorted { byValue.precedes($0, $1) }.prefix(max(0, limit)))
  }
}

/// The part of a legend that is shown.
public struct LegendPage: Equatable, Sendable {
  public var rows: [Legend.Row]
  /// How many more match the filter but are not among the top.
  public var rest: Int
  /// How many the filter leaves out.
  public var filtered: Int
}
