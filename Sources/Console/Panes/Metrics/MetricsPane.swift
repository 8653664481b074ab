public import Analysis
internal import Canvas
public import Telemetry

/// PromQL queries A, B, … on one chart with their exemplars, and their series as a table.
public struct MetricsPane: Pane {
  var queries: QuerySet
  /// The text of the picked query.
  var prompt: QueryPrompt
  let label: String?
  /// The query that the label is of.
  private let labelled: String
  var legend = LegendState()
  var options = ChartOptions()
  var crosshair: Instant?
  var selection: SpanSelection?
  /// Index into `pick.exemplars`.
  var exemplar: Int?
  var events = ChartEvents()
  /// What a server that refused a query for its size is offered instead.
  var offer: StepOffer?
  /// A coarser step taken up, and the range from which on it is needed.
  var coarser: (step: Duration, from: Duration)?

  // Made once for an answer or a key, for every frame after it (`arrange`).
  var colours = SeriesColours()
  var table = SeriesTable()
  var page = SeriesTable().page(LegendOrder())
  /// Rows of the table that are drawn, the legend's cursor in front.
  var drawn: [Int] = []
  /// How many rows would be drawn if there were room for all.
  var drawable = 0
  var pick = ExemplarPick()
  /// What each series was at the time compared with.
  var earlier: [SeriesKey: Series] = [:]
  /// The picked query's histograms, while they are shown as a heat map.
  var heat: Heatmap?

  /// - Parameter label: The crumb; the query itself unless given.
  public init(
    query: String, source: SourceID? = nil, landing: Landing = Landing(), label: String? = nil
  ) {
    queries = QuerySet(MetricQuery(0, text: query, source: source))
    self.label = label
    labelled = query
    crosshair = landing.moment
    prompt = QueryPrompt(.promQL, text: query)
  }

  /// What the tab opens with: the latency of the focused service, or how much every job answers.
  public static func exploring(focus: String?) -> MetricsPane {
    guard let focus else { return MetricsPane(query: "sum by (job) (up)") }
    let name = Labels.escaped(focus)
    return MetricsPane(
      query: "histogram_quantile(0.99, sum by (le) (rate(traces_spanmetrics_latency_bucket"
        + "{service=\"\(name)\"}[$__rate_interval])))", label: "p99 \(focus)")
  }

  public var kind: PaneKind { .metrics }

  public var title: String {
    let first = queries.all[0].isBlank ? "no query yet" : queries.all[0].text
    let others = queries.count > 1 ? " +\(queries.count - 1)" : ""
    return (queries.all[0].text == labelled ? label ?? first : first).fitted(to: 36 - others.count) + others
  }

  public var isTyping: Bool { prompt.isEditing || legend.isFiltering }

  /// The series of the shown queries, in the order of the legend.
  var series: [Series] { page.rows.map { table.rows[$0.index].series } }

  /// The row the legend's cursor is on.
  var current: SeriesTable.Row? {
    page.rows.indices.contains(legend.scroll.cursor) ? table.rows[page.rows[legend.scroll.cursor].index] : nil
  }

  var exemplars: [Exemplar] { pick.exemplars }

  var pickedExemplar: Exemplar? { exemplar.flatMap { exemplars.indices.contains($0) ? exemplars[$0] : nil } }

  public func anchor(in context: Context) -> Anchor? {
    let labels = current?.series.labels ?? [:]
    let query = current.flatMap { queries.query(numbered: $0.key.query) } ?? queries.picked
    let span = selection.flatMap { $0.isEmpty ? nil : $0.range }
    let picked = span == nil ? pickedExemplar : nil
    let worstFirst = exemplars.filter { span?.contains($0.time) ?? true }.sorted { $0.value > $1.value }
    var anchor = Anchor(
      signal: .metrics, source: query.source ?? context.sources(of: .prometheus).first,
      query: choice(in: context).substitute(in: query.text), labels: labels,
      service: context.focus ?? picked?.series.serviceName ?? labels.serviceName,
      range: span ?? context.range, moment: span == nil ? picked?.time ?? crosshair : nil,
      traceID: picked?.traceID, exemplars: picked.map { [$0] } ?? worstFirst)
    anchor.value = crosshair.flatMap { moment in current?.series.samples.last { $0.time <= moment }?.value }
    return anchor
  }
}

/// How the chart shows what was answered.
struct ChartOptions: Sendable {
  var isLogarithmic = false
  /// One chart for each query.
  var isSplit = false
  var showsEvents = true
  var showsHeat = false
  var compared = ComparedRange.off
  /// The values at the bottom and top while they are held.
  var locked: ClosedRange<Double>?
}

extension Labels {
  /// The service these labels speak of, by the usual names.
  var serviceName: String? {
    for name in ["service_name", "service", "exported_job", "app", "sloth_service", "job"] {
      if let value = self[name], !value.isEmpty { return value }
    }
    return nil
  }
}
