internal import Analysis
internal import Canvas
internal import Telemetry

/// A query that counts spans: its series, and the traces behind one a key away.
extension TracesPane {
  mutating func performChart(_ command: Command, in context: Context) -> [Request]? {
    guard isMetricQuery else { return nil }
    switch command {
    case .open, .jumpToTraces: return openCounted(in: context)
    default: return chart.perform(command, in: context)
    }
  }

  /// The traces that the chosen series counts, at the crosshair.
  private func openCounted(in context: Context) -> [Request] {
    guard let chosen = chart.chosen else { return [.say("nothing is counted")] }
    guard let counted = CountedSpans(query) else {
      return [.say("this joins several counts: no single search lists its traces; i edits it")]
    }
    let range = context.crosshair.flatMap { context.range.contains($0) ? $0 : nil }
      .map { TimeRange(around: $0, margin: SeriesChart.step(in: context)) } ?? context.range
    let jump = Jump(
      to: .traces, source: chosen.source,
      query: .traceSearch(
        TraceQL: counted.traces(of: chosen.series.labels), range: range, limit: TraceCollection.page,
        spansPerSet: Self.spansPerTrace),
      strength: .labels, reason: "what the series counts", landing: Landing(moment: context.crosshair))
    return [.follow([jump])]
  }
}
