internal import Analysis
internal import Canvas
public import Telemetry

extension MetricsPane {
  /// Step, rate interval and aligned range for a chart of this width.
  func choice(in context: Context) -> StepChoice {
    let accepted = coarser.flatMap { context.window.duration >= $0.from ? $0.step : nil }
    return StepRules(
      scrapeInterval: context.scrapeInterval, maxDataPoints: Self.points(in: context), accepted: accepted
    ).choose(for: context.range)
  }

  /// How many points a chart on this screen can show: two a column.
  static func points(in context: Context) -> Int { max(60, context.size.width * 2) }

  public func questions(in context: Context) -> [Question] {
    let shown = queries.shown
    guard !shown.isEmpty else { return [] }
    return shown.flatMap { questions(of: $0, in: context) } + eventQuestions(in: context)
  }

  func questions(of query: MetricQuery, in context: Context) -> [Question] {
    guard !query.isBlank else { return [] }
    return sources(of: query, in: context).flatMap { source in
      MetricQuery.Part.allCases.compactMap { part in
        self.query(for: part, of: query, in: context).map { Question(query.slot(of: part), source, $0) }
      }
    }
  }

  func sources(of query: MetricQuery, in context: Context) -> [SourceID] {
    query.source.map { [$0] } ?? context.sources(of: .prometheus)
  }

  private func query(for part: MetricQuery.Part, of query: MetricQuery, in context: Context) -> Query? {
    let choice = choice(in: context)
    let text = choice.substitute(in: query.text)
    switch part {
    case .series: return .metricsRange(PromQL: text, range: choice.alignedRange, step: choice.step)
    case .exemplars: return .exemplars(PromQL: text, range: context.range)
    case .earlier:
      guard let offset = options.compared.offset, let earlier = try? offset.query(text) else { return nil }
      return .metricsRange(PromQL: earlier, range: choice.alignedRange, step: choice.step)
    case .heat:
      guard options.showsHeat, query.number == queries.picked.number,
        let source = HistogramSource.find(in: text)
      else { return nil }
      let heat = choice.substitute(in: source.heatmapQuery)
      return .metricsRange(PromQL: heat, range: choice.alignedRange, step: choice.step)
    }
  }

  public mutating func receive(_ answer: Answer, to question: Question, in context: Context) -> [Request] {
    if events.take(answer, to: question) { return [] }
    guard let (index, part) = queries.place(of: question.slot) else { return [] }
    switch answer.body {
    case .series(let series): queries.change(at: index) { $0.take(series, as: part, from: question.source) }
    case .exemplars(let found): queries.change(at: index) { $0.take(found, from: question.source) }
    default: return []
    }
    switch part {
    case .series:
      offer = nil
      tabulate(in: context)
    case .exemplars: choose(in: context)
    case .earlier: layUnder(in: context)
    case .heat: heat = Heatmap(SeriesTable.merged(queries.all[index].heat, manySources: false))
    }
    return []
  }

  public mutating func receive(
    _ failure: QueryFailure, to question: Question, in context: Context
  ) -> [Request] {
    offer = StepOffer(after: failure, of: choice(in: context)) ?? offer
    return []
  }

  /// Which series lies under which: those with the same labels.
  private mutating func layUnder(in context: Context) {
    let many = context.sources(of: .prometheus).count > 1
    earlier = [:]
    for query in queries.shown {
      for series in SeriesTable.merged(query.earlier, manySources: many && query.source == nil) {
        earlier[SeriesKey(query: query.number, labels: series.labels)] = series
      }
    }
  }

  /// Makes the table of all series anew: once for an answer or a change of queries.
  mutating func tabulate(in context: Context) {
    let selected = current?.key
    let many = context.sources(of: .prometheus).count > 1
    table = SeriesTable(queries.shown, manySources: many, title: title, colours: &colours)
    arrange(keeping: selected, in: context)
  }

  /// Sorts, filters and folds the table, and keeps the cursor on its series.
  mutating func arrange(keeping selected: SeriesKey?, in context: Context) {
    page = table.page(legend.order)
    let kept = legend.isCursorPlaced ? selected : nil
    let index = kept.flatMap { key in page.rows.firstIndex { table.rows[$0.index].key == key } }
    moveLegend(to: index ?? 0)
    chooseLines()
    choose(in: context)
  }

  mutating func moveLegend(to row: Int) {
    legend.scroll.move(to: row, count: page.rows.count, height: max(1, page.rows.count))
  }

  /// The lines drawn: the cursor's in front, then those with the highest last values.
  mutating func chooseLines() {
    let matching = page.rows.filter { legend.isShown(table.rows[$0.index].key) }
    let byValue = matching.enumerated().sorted { a, b in
      let (x, y) = (a.element.statistics.last ?? -.infinity, b.element.statistics.last ?? -.infinity)
      return x == y || x.isNaN || y.isNaN ? a.offset < b.offset : x > y
    }.map(\.element.index)
    let cursor = current.map(\.key)
    let front = byValue.filter { table.rows[$0].key == cursor }
    drawable = byValue.count
    drawn = Array((front + byValue.filter { table.rows[$0].key != cursor }).prefix(LegendState.drawnAtMost))
  }

  /// Picks the exemplars worth a look among those of the series shown.
  mutating func choose(in context: Context) {
    let before = pickedExemplar?.traceID
    let isNarrowed = legend.isolated != nil || !legend.hidden.isEmpty || !legend.filter.isEmpty
    let keys = drawn.map { table.rows[$0].key }
    let found = queries.shown.flatMap { query -> [Exemplar] in
      guard isNarrowed else { return query.allExemplars }
      let own = keys.filter { $0.query == query.number }
      return query.allExemplars.filter { exemplar in own.contains { exemplar.belongs(to: $0.labels) } }
    }
    pick = ExemplarPicker(range: context.range, columns: 24).pick(found)
    exemplar = before.flatMap { trace in exemplars.firstIndex { $0.traceID == trace } }
  }
}

extension Exemplar {
  /// Whether every label the series kept has the same value on the exemplar's raw series.
  fileprivate func belongs(to labels: Labels) -> Bool {
    labels.pairs.allSatisfy { $0.name == "source" || $0.name == "__name__" || series[$0.name] == $0.value }
  }
}
