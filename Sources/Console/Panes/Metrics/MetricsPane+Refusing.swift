internal import Analysis
internal import Canvas
internal import Telemetry

/// Why a key cannot act at this moment.
extension MetricsPane {
  public func refusal(of command: Command, in context: Context) -> String? {
    refusalOfPointing(command) ?? refusalOfQueries(command, in: context)
      ?? refusalOfView(command, in: context)
  }

  private func refusalOfPointing(_ command: Command) -> String? {
    switch command {
    case .nextTrouble, .previousTrouble, .nextPart, .previousPart:
      exemplars.isEmpty
        ? "no exemplars here: the query's histograms carry none, or the server does not store them" : nil
    case .left, .right, .selectSpan, .lockRange, .logScale:
      drawn.isEmpty ? "there is no point here to go to or to measure; } doubles the range" : nil
    case .open where selection != nil:
      selection?.isEmpty == true ? "← → widen the span first, ↵ then zooms to it; Esc drops it" : nil
    case .open where page.rows.isEmpty: "there is no series to pick; } doubles the range, i edits the query"
    case .open: page.rows.count == 1 && legend.isolated == nil ? "there is no other series to hide" : nil
    case .toggle, .sort:
      page.rows.isEmpty ? "there is no series here; } doubles the range, i edits the query" : nil
    case .search: table.rows.isEmpty ? "there is no series to filter; } doubles the range" : nil
    default: nil
    }
  }

  private func refusalOfQueries(_ command: Command, in context: Context) -> String? {
    switch command {
    case .addQuery:
      queries.count >= QuerySet.limit ? "26 queries are all there is room for; D takes one away" : nil
    case .removeQuery: queries.count == 1 ? "this is the only query; i edits it, a adds another" : nil
    case .nextQuery, .previousQuery: queries.count == 1 ? "this is the only query; a adds another" : nil
    case .hideQuery: queries.count == 1 ? "this is the only query; space hides a series" : nil
    case .splitCharts: queries.count == 1 ? "one query, one chart; a adds another query" : nil
    case .rightAxis: queries.count == 1 ? "a right axis needs a second query; a adds one" : nil
    case .querySource:
      context.sources(of: .prometheus).count < 2 ? "there is but one Prometheus to ask" : nil
    default: nil
    }
  }

  private func refusalOfView(_ command: Command, in context: Context) -> String? {
    switch command {
    case .heatmap where !options.showsHeat:
      HistogramSource.find(in: choice(in: context).substitute(in: queries.picked.text)) == nil
        ? "\(queries.picked.letter) reads no histogram: a heat map needs le buckets or native ones" : nil
    case .compare: queries.shown.isEmpty ? "there is no query to compare; i writes one" : nil
    case .coarserStep: coarserStep(in: context) == nil ? "there is no coarser step than a year" : nil
    default: nil
    }
  }
}
