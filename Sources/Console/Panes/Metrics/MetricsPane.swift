public import Analysis
internal import Canvas
public import Telemetry

/// One PromQL query as a chart with its exemplars, and its series as a table.
public struct MetricsPane: Pane {
  var prompt: QueryPrompt
  /// The query on screen, variables not yet replaced.
  var query: String
  let source: SourceID?
  let label: String?
  var bySource: [SourceID: [Series]] = [:]
  var exemplarsBySource: [SourceID: [Exemplar]] = [:]
  /// Worst last value first, each with its colour.
  var series: [Series] = []
  var legend = ScrollPosition(margin: 0)
  /// Labels of the only series shown, when one is isolated.
  var isolated: Labels?
  var crosshair: Instant?
  /// Index into `exemplars`.
  var exemplar: Int?

  /// - Parameter label: The crumb; the query itself unless given.
  public init(
    query: String, source: SourceID? = nil, landing: Landing = Landing(), label: String? = nil
  ) {
    self.query = query
    self.source = source
    self.label = label
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
  public var title: String { (label ?? query).fitted(to: 36) }

  /// Step, rate interval and aligned range for a chart of this width.
  func choice(in context: Context) -> StepChoice {
    StepRules(scrapeInterval: context.scrapeInterval, maxDataPoints: max(60, context.size.width * 2))
      .choose(for: context.range)
  }

  public func questions(in context: Context) -> [Question] {
    guard !query.allSatisfy(\.isWhitespace) else { return [] }
    let choice = choice(in: context)
    let text = choice.substitute(in: query)
    let range = Query.metricsRange(PromQL: text, range: choice.alignedRange, step: choice.step)
    let exemplars = Query.exemplars(PromQL: text, range: context.range)
    let asked = source.map { [$0] } ?? context.sources(of: .prometheus)
    return asked.flatMap { [Question(.main, $0, range), Question("exemplars", $0, exemplars)] }
  }

  public mutating func receive(_ answer: Answer, to question: Question, in context: Context) -> [Request] {
    switch answer.body {
    case .series(let answered):
      bySource[question.source] = answered
      arrange(manySources: bySource.count > 1)
    case .exemplars(let found):
      exemplarsBySource[question.source] = found.filter { $0.traceID != nil }
      if let exemplar, exemplar >= exemplars.count { self.exemplar = nil }
    default: break
    }
    return []
  }

  private mutating func arrange(manySources: Bool) {
    let selected = current?.labels
    series = bySource.keys.sorted().flatMap { source -> [Series] in
      (bySource[source] ?? []).map { series in
        var series = series
        if manySources { series.labels["source"] = source.name }
        return series
      }
    }
    series.sort { a, b in
      let (x, y) = (a.samples.last?.value ?? -.infinity, b.samples.last?.value ?? -.infinity)
      return x == y || x.isNaN || y.isNaN ? a.labels < b.labels : x > y
    }
    let index = selected.flatMap { labels in series.firstIndex { $0.labels == labels } } ?? 0
    legend.move(to: index, count: series.count, height: series.count)
  }

  /// The series the legend's cursor is on.
  var current: Series? {
    series.indices.contains(legend.cursor) ? series[legend.cursor] : nil
  }

  /// The exemplars worth a look, in order of time: of all those of the series shown, the slow ones,
  /// spread over the chart.
  var exemplars: [Exemplar] { Self.worthwhile(allExemplars) }

  /// Every exemplar of the series shown, in order of time.
  var allExemplars: [Exemplar] {
    let all = exemplarsBySource.keys.sorted().flatMap { exemplarsBySource[$0] ?? [] }
    let shown = isolated.map { wanted in all.filter { $0.belongs(to: wanted) } } ?? all
    return shown.sorted { $0.time < $1.time }
  }

  /// A quarter of the worst and above, and of those that share a moment's width only the highest:
  /// markers on every fast request would hide the few that matter.
  static func worthwhile(_ sorted: [Exemplar], atMost limit: Int = 24) -> [Exemplar] {
    guard let first = sorted.first, let last = sorted.last else { return [] }
    let threshold = (sorted.lazy.map(\.value).filter(\.isFinite).max() ?? 0) / 4
    let width = max(1, (last.time - first.time).wholeNanoseconds / Int64(max(1, limit)) + 1)
    var best = [Int64: Exemplar]()
    for exemplar in sorted where exemplar.value >= threshold {
      let bucket = (exemplar.time - first.time).wholeNanoseconds / width
      if exemplar.value > best[bucket]?.value ?? -.infinity { best[bucket] = exemplar }
    }
    return best.keys.sorted().compactMap { best[$0] }
  }

  var unit: Unit { Unit(guessedFrom: query) }

  /// What an exemplar's value counts: seconds for a latency's, whatever the query makes of its series.
  func unit(of exemplar: Exemplar) -> Unit {
    isTime ? unit : Unit(guessedFrom: exemplar.series["__name__"] ?? "")
  }

  /// Whether exemplars, which are single requests' times, belong on the chart's axis.
  var isTime: Bool { unit == .seconds || unit == .milliseconds }

  public func anchor(in context: Context) -> Anchor? {
    let picked = exemplar.flatMap { exemplars.indices.contains($0) ? exemplars[$0] : nil }
    let labels = current?.labels ?? [:]
    let worstFirst = exemplars.sorted { $0.value > $1.value }
    return Anchor(
      signal: .metrics, source: source ?? context.sources(of: .prometheus).first,
      query: choice(in: context).substitute(in: query), labels: labels,
      service: context.focus ?? picked?.series.serviceName ?? labels.serviceName,
      range: context.range, moment: picked?.time ?? crosshair, traceID: picked?.traceID,
      exemplars: picked.map { [$0] } ?? worstFirst)
  }

  public func hints(in context: Context) -> [Command] {
    let pointing: [Command] = exemplars.isEmpty ? [.left] : [.nextPart, .left]
    let picking: [Command] = series.count > 1 ? [.open] : []
    return [.jumpToTraces, .jumpToLogs, .editQuery] + pointing + picking
  }

  public func hint(for command: Command, in context: Context) -> String? {
    switch command {
    case .open: isolated == nil ? "only this series" : "all series"
    case .nextPart: "next exemplar"
    default: nil
    }
  }

  public var isTyping: Bool { prompt.isEditing }
}

extension Exemplar {
  /// Whether every label the series kept has the same value on the exemplar's raw series.
  fileprivate func belongs(to labels: Labels) -> Bool {
    labels.pairs.allSatisfy { $0.name == "source" || $0.name == "__name__" || series[$0.name] == $0.value }
  }
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
