internal import Analysis
internal import Canvas
internal import Telemetry

/// A series among those of all queries of a chart.
struct SeriesKey: Hashable, Sendable {
  var query: Int
  var labels: Labels
}

/// The series of all shown queries with what the legend says of them: made once for an answer, since
/// a thousand series are too many to count anew for every frame.
struct SeriesTable: Sendable {
  struct Row: Sendable {
    var key: SeriesKey
    var series: Series
    var name: String
    var unit: Unit
    /// Stays the same from answer to answer.
    var colour: Int
  }

  private(set) var rows: [Row] = []
  /// The numbers of the queries that have a row.
  private(set) var queries: Set<Int> = []
  private var legend = Legend(rows: [])

  init() {}

  /// - Parameters:
  ///   - queries: Those shown.
  ///   - manySources: Whether several sources are asked, which tells series apart by `source`.
  ///   - title: The name of a series without labels when there is but one query.
  init(
    _ queries: [MetricQuery], manySources: Bool, title: String, colours: inout SeriesColours
  ) {
    for query in queries {
      let series = Self.merged(query.series, manySources: manySources && query.source == nil)
      let naming = SeriesNaming(series, fallback: queries.count > 1 ? query.text : title)
      rows += series.map { item in
        Row(
          key: SeriesKey(query: query.number, labels: item.labels), series: item, name: naming.name(of: item),
          unit: query.unit, colour: 0)
      }
    }
    self.queries = Set(rows.map(\.key.query))
    legend = Legend(rows: rows.indices.map { index in
      let row = rows[index]
      return Legend.Row(
        index: index, name: row.name, labels: row.series.labels,
        statistics: SeriesStatistics(row.series.samples))
    })
    for row in legend.arranged(LegendOrder()).rows {
      rows[row.index].colour = colours.colour(of: rows[row.index].key)
    }
  }

  func page(_ order: LegendOrder) -> LegendPage { legend.arranged(order) }

  /// All series of all sources, in the order of their labels.
  static func merged(_ bySource: [SourceID: [Series]], manySources: Bool) -> [Series] {
    let all = bySource.keys.sorted().flatMap { source in
      (bySource[source] ?? []).map { series in
        guard manySources else { return series }
        var series = series
        series.labels["source"] = source.name
        return series
      }
    }
    return all.sorted { $0.labels < $1.labels }
  }
}

/// Which series has which colour. A series keeps its own while others come and go.
struct SeriesColours: Sendable {
  private var known: [SeriesKey: Int] = [:]

  mutating func colour(of key: SeriesKey) -> Int {
    if let colour = known[key] { return colour }
    let colour = known.count
    known[key] = colour
    return colour
  }

  /// The query asks for something else: its colours are free again when no other query has any.
  mutating func forget(query: Int) {
    known = known.filter { $0.key.query != query }
    // Those kept close ranks, so that the next one does not take a colour in use.
    for (rank, key) in known.sorted(by: { $0.value < $1.value }).map(\.key).enumerated() { known[key] = rank }
  }
}

/// What sets a series apart from its neighbours.
struct SeriesNaming: Sendable {
  private let common: [String]
  private let onlyDifference: String?
  private let fallback: String

  /// - Parameter fallback: For a series without labels.
  init(_ series: [Series], fallback: String) {
    self.fallback = fallback
    guard let first = series.first, series.count > 1 else {
      (common, onlyDifference) = ([], nil)
      return
    }
    // Labels that all series share say nothing in a legend.
    let shared = first.labels.pairs.filter { pair in
      series.allSatisfy { $0.labels[pair.name] == pair.value }
    }.map(\.name)
    common = shared
    let telling = first.labels.dropping(shared)
    onlyDifference = telling.pairs.first.map(\.name).flatMap { name in
      let differs = series.allSatisfy { $0.labels.count == shared.count + 1 && $0.labels[name] != nil }
      return differs ? name : nil
    }
  }

  func name(of item: Series) -> String {
    if let onlyDifference, let value = item.labels[onlyDifference] { return value }
    let telling = item.labels.dropping(common)
    if !telling.isEmpty { return telling.description }
    return item.labels.isEmpty ? fallback : item.labels.description
  }
}
