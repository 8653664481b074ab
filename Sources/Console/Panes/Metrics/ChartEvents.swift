internal import Analysis
internal import Languages
internal import Telemetry

/// What happened beside the chart: alerts, restarts and syncs, and the thresholds of alert rules.
///
/// All that PromQL can tell is one question: each kind carries its name in a label, so that the
/// answers can be told apart again.
struct ChartEvents: Sendable {
  static let annotationSlot: Slot = "annotations"
  static let ruleSlot: Slot = "alert rules"
  /// The label that says which kind a series of the answer is of.
  private static let mark = "nightjar_annotation"

  private var found: [SourceID: [Annotation]] = [:]
  private var rules: [SourceID: [Rule]] = [:]

  /// The one question for every kind of annotation.
  static let query = AnnotationSource.allCases.map { source in
    "label_replace(\(source.query()), \"\(mark)\", \"\(source.rawValue)\", \"\", \"\")"
  }.joined(separator: " or ")

  func knowsRules(of source: SourceID) -> Bool { rules[source] != nil }

  /// `false` when the question is not about events.
  mutating func take(_ answer: Answer, to question: Question) -> Bool {
    switch (question.slot, answer.body, question.query) {
    case (Self.ruleSlot, .rules(let answered), _):
      rules[question.source] = answered.filter { $0.kind == .alerting }
    case (Self.annotationSlot, .series(let series), .metricsRange(_, let range, let step)):
      found[question.source] = Self.read(series, range, step)
    default: return question.slot == Self.ruleSlot || question.slot == Self.annotationSlot
    }
    return true
  }

  private static func read(_ series: [Series], _ range: TimeRange, _ step: Duration) -> [Annotation] {
    AnnotationSource.allCases.flatMap { source in
      let own = series.filter { $0.labels[mark] == source.rawValue }.map { item in
        var item = item
        item.labels[mark] = nil
        return item
      }
      return source.read(own, step: step, range: range)
    }
  }

  /// What began or ended in a range, in order of time. An alert that fires all along is no event.
  func annotations(in range: TimeRange) -> [Annotation] {
    let told = found.values.flatMap { $0 }
    let named = Set(told.filter { $0.kind == .alert }.map(\.title))
    let active = rules.values.flatMap { $0 }.flatMap(\.alerts).compactMap { alert -> Annotation? in
      guard alert.state == .firing, !named.contains(alert.name), let start = alert.activeAt else {
        return nil
      }
      return Annotation(
        start: start, kind: .alert, title: alert.name, labels: alert.labels,
        isTrouble: !["info", "none"].contains(alert.severity))
    }
    return (told + active).filter { $0.touches(range) && ($0.start >= range.start || $0.end != nil) }
      .sorted { ($0.start, $0.title) < ($1.start, $1.title) }
  }

  /// The thresholds of alert rules that measure what a query measures.
  func thresholds(for query: String) -> [QueryThreshold] {
    guard let shape = QueryThreshold.shape(of: query) else { return [] }
    let all = rules.values.flatMap { $0 }.sorted { $0.name < $1.name }
    return all.flatMap { rule in
      QueryThreshold.all(in: rule.query).filter { $0.shape == shape }.map { threshold in
        var threshold = threshold
        threshold.name = rule.name
        return threshold
      }
    }
  }
}

extension MetricsPane {
  /// Asked while annotations are shown; the rules, which seldom change, once.
  func eventQuestions(in context: Context) -> [Question] {
    guard options.showsEvents else { return [] }
    let choice = choice(in: context)
    let annotations = Query.metricsRange(
      PromQL: choice.substitute(in: ChartEvents.query), range: choice.alignedRange, step: choice.step)
    let sources = Set(queries.shown.flatMap { self.sources(of: $0, in: context) }).sorted()
    return sources.flatMap { source -> [Question] in
      let rules = events.knowsRules(of: source) ? [] : [Question(ChartEvents.ruleSlot, source, .rules)]
      return [Question(ChartEvents.annotationSlot, source, annotations)] + rules
    }
  }
}
