internal import Canvas
internal import Telemetry

extension QueryReport {
  /// One line a series: last value, and over a range the least, mean and most.
  public var rows: TextTable { table(of: series) }

  func table(of series: [Series]) -> TextTable {
    let isRange = series.contains { $0.samples.count > 1 || $0.histograms.count > 1 }
    var table = TextTable(isRange ? ["last", "min", "mean", "max", "series"] : ["value", "series"])
    for one in series {
      let name = one.labels.description
      let summary = SeriesSummary(one.samples)
      table.add(isRange ? [last(of: one, summary)] + spread(summary) + [name] : [last(of: one, summary), name])
    }
    return table
  }

  /// Of a series that has both, whichever is later.
  private func last(of series: Series, _ summary: SeriesSummary) -> String {
    if let point = series.histograms.last, point.time >= series.samples.last?.time ?? point.time {
      return point.histogram.brief(unit)
    }
    return summary.last.map(unit.text) ?? "–"
  }

  private func spread(_ summary: SeriesSummary) -> [String] {
    [summary.least, summary.mean, summary.most].map { $0.map(unit.text) ?? "–" }
  }
}
