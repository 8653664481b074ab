internal import Analysis
internal import Canvas
internal import Languages
internal import Telemetry

/// A query that counts lines: its series, and the lines behind one a key away.
extension LogsPane {
  mutating func performChart(_ command: Command, in context: Context) -> [Request]? {
    guard isMetricQuery, !chart.bySource.isEmpty else { return nil }
    if command == .open { return openLines(in: context) }
    return chart.perform(command, in: context)
  }

  /// The lines that the chosen series counts, at the crosshair.
  private func openLines(in context: Context) -> [Request] {
    guard let chosen = chart.chosen, let counted = try? LogQL.parse(query).logQueries.first else { return [] }
    var text = LogExpression.logs(counted).description
    for pair in chosen.series.labels.pairs where pair.name != "__name__" {
      text = (try? LogQL.including(pair.name, pair.value, at: .metadata, in: text)) ?? text
    }
    var pane = LogsPane(query: text, source: chosen.source)
    pane.arrival = context.crosshair.map(LogArrival.moment)
    return [.open(pane)]
  }
}
