internal import Analysis
internal import Canvas
internal import Telemetry

extension QueryReport {
  /// One line a series: last value, and over a range the least, mean and most.
  public var rows: TextTable { table(of: series) }

  func table(of series: [Series]) -> TextTable {
    let isRange = series.contains { $0.samples.count > 1 || $0.histograms.count > 1 }
    var table = TextTable(isRange ? ["last", "min", "mean", "max", "series"] : ["value", "series"])
    for one in series {
      let statistics = SeriesStatistics(one.samples)
      let spread = isRange ? [statistics.minimum, statistics.mean, statistics.maximum] : []
      table.add([last(of: one)] + spread.map { $0.map(unit.text) ?? "–" } + [one.labels.description])
    }
    return table
  }

  /// Of a series that has both values and histograms, whichever is later.
  private func last(of series: Series) -> String {
    let sample = series.samples.last
    if let point = series.histograms.last, sample.map({ $0.time <= point.time }) ?? true {
      return point.histogram.brief(unit)
    }
    return sample.map { unit.text($0.value) } ?? "–"
  }
}
