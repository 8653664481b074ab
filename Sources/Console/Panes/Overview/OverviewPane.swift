internal import Analysis
internal import Canvas
public import Telemetry

/// What is wrong, before a key is pressed: SLO budgets, services, probes, alerts and errors in logs,
/// each list worst first.
public struct OverviewPane: Pane {
  enum Section: CaseIterable, Sendable { case objectives, services, probes, alerts, logErrors }

  /// What one Prometheus has told so far.
  struct Findings: Sendable {
    var family: ServiceMetricFamily?
    var services: [ServiceReader.Part: [Series]] = [:]
    var probes: [ProbeReader.Part: [Series]] = [:]
    var rules: [Rule] = []
  }

  var findings: [SourceID: Findings] = [:]
  var logErrorsBySource: [SourceID: [Series]] = [:]
  var objectiveFindings = ObjectiveFindings()
  var services: [ServiceHealth] = []
  var probes: [ProbeStatus] = []
  var alerts: [FiringRule] = []
  var logErrors: [LogErrors] = []
  private var chosen: Section?
  /// The list with the cursor: the one chosen by a key, until then the first that has rows.
  var section: Section {
    get { chosen ?? Section.allCases.first { count(of: $0) > 0 } ?? .objectives }
    set { chosen = newValue }
  }
  var cursors: [Section: Int] = [:]

  public init() {}

  public var kind: PaneKind { .overview }
  public var title: String { "overview" }

  // MARK: Asking

  public func questions(in context: Context) -> [Question] {
    context.sources(of: .prometheus).flatMap { prometheusQuestions($0, in: context) }
      + context.sources(of: .gatus).map { Question("probes.results", $0, .probeResults) }
      + context.sources(of: .loki).map { logErrorQuestion($0, in: context) }
  }

  /// A point for every other column a sparkline can have.
  func step(in context: Context) -> Duration {
    .seconds(max(15, context.range.duration.wholeNanoseconds / 1_000_000_000 / 30))
  }

  /// Sums over minutes: asked for four times in each of their steps, not more.
  private func goodFor(in context: Context) -> Duration { step(in: context) / 4 }

  /// What rates and durations of services are taken over.
  static let window = Duration.minutes(5)

  private func prometheusQuestions(_ source: SourceID, in context: Context) -> [Question] {
    let (range, step) = (context.range, step(in: context))
    var questions = objectiveFindings.questions(source, in: context)
    questions += ProbeReader.essential.map {
      Question(Slot("probes.\($0.rawValue)"), source, ProbeReader.query($0, over: range, step: step))
    }
    questions.append(Question("rules", source, .rules))
    if let family = findings[source]?.family {
      questions += serviceQuestions(family, source, in: context)
    } else {
      questions.append(Question("family", source, .metricsInstant(PromQL: ServiceReader.detection, at: range.end)))
    }
    return questions
  }

  private func serviceQuestions(
    _ family: ServiceMetricFamily, _ source: SourceID, in context: Context
  ) -> [Question] {
    let (range, step) = (context.range, step(in: context))
    let history = ServiceReader.query(.history, of: family, over: range, window: Self.window, step: step)
    let moment = ServiceReader.momentQuery(of: family, at: range.end, window: Self.window)
    return [
      Question("services.moment", source, moment, goodFor: goodFor(in: context)),
      Question("services.history", source, history, goodFor: goodFor(in: context)),
    ]
  }

  private func logErrorQuestion(_ source: SourceID, in context: Context) -> Question {
    let step = step(in: context)
    let text = #"sum by (service_name) (count_over_time({service_name=~".+"} | detected_level=~"error|critical|fatal""#
      + " [\(step.wholeNanoseconds / 1_000_000_000)s]))"
    return Question(
      "logErrors", source, .logMetricRange(LogQL: text, range: context.range, step: step),
      goodFor: goodFor(in: context))
  }

  public func explanation(of question: Question, in context: Context) -> String? {
    switch question.slot.name {
    case "probes.now": "everything known of the last probe of every target"
    case "probes.history": "success and duration of every target over the range"
    case "probes.results": "the latest results as Gatus itself has them"
    case "rules": "what fires, and since when"
    case "family": "which metrics tell of services here"
    case "services.moment": "rate, errors and durations of services, told apart by nightjar_part"
    case "services.history": "p99 of services over the range"
    case "logErrors": "errors in logs by service"
    default: ObjectiveFindings.explanation(of: question.slot)
    }
  }

  // MARK: Answers

  public mutating func receive(_ answer: Answer, to question: Question, in context: Context) -> [Request] {
    let source = question.source
    switch answer.body {
    case .rules(let rules):
      findings[source, default: Findings()].rules = rules
      alerts = FiringRule.worstFirst(sorted.flatMap { source, found in found.rules.map { ($0, source) } })
      return objectiveFindings.take(rules, of: source, in: context)
    case .series(let series): return take(series, question, in: context)
    default: return []
    }
  }

  private mutating func take(_ series: [Series], _ question: Question, in context: Context) -> [Request] {
    let (source, slot) = (question.source, question.slot)
    let parts = slot.name.split(separator: ".", maxSplits: 1).map(String.init)
    switch parts[0] {
    case "slo": return objectiveFindings.take(series, question, in: context)
    case "probes":
      if slot == "probes.results" {
        findings[source, default: Findings()].probes = ProbeReader.parts(ofResults: series, at: context.now)
      } else if let part = parts.last.flatMap(ProbeReader.Part.init) {
        findings[source, default: Findings()].probes[part] = series
      }
      arrangeProbes(at: context.now)
    case "services":
      let told = slot == "services.history" ? [.history: series] : ServiceReader.parts(ofMoment: series)
      findings[source, default: Findings()].services.merge(told) { _, new in new }
      arrangeServices()
    case "family":
      let family = ServiceReader.family(from: series)
      findings[source, default: Findings()].family = family
      return family.map { serviceQuestions($0, source, in: context).map(Request.ask) } ?? []
    default:
      logErrorsBySource[source] = series
      logErrors = LogErrors.worstFirst(logErrorsBySource)
    }
    return []
  }

  // Each list is joined and sorted once for an answer that is about it, never for a key or a frame.

  private var sorted: [(key: SourceID, value: Findings)] { findings.sorted { $0.key < $1.key } }

  private mutating func arrangeServices() {
    services = sorted.flatMap { source, found in
      found.family.map { ServiceReader.services(from: found.services, family: $0, source: source) } ?? []
    }.sorted(by: ServiceHealth.worseFirst)
  }

  private mutating func arrangeProbes(at now: Instant) {
    let found = sorted.flatMap { ProbeReader.probes(from: $1.probes, source: $0, at: now) }
    // Those of one source are in order already.
    probes = findings.count == 1 ? found : ProbeStatus.worstFirst(found, at: now)
  }

  var objectives: [BudgetStatus] { objectiveFindings.statuses }

  // MARK: Cursor

  func count(of section: Section) -> Int {
    switch section {
    case .objectives: objectives.count
    case .services: services.count
    case .probes: probes.count
    case .alerts: alerts.count
    case .logErrors: logErrors.count
    }
  }

  /// The row the cursor is on in its section, if the section has any.
  func cursor(of section: Section) -> Int? {
    let count = count(of: section)
    return count == 0 ? nil : min(cursors[section] ?? 0, count - 1)
  }

  public func hints(in context: Context) -> [Command] {
    let own: [Command] = [.open, .jumpToTraces, .jumpToLogs, .jumpToMetrics, .nextPart, .pickRange]
    return own.filter { refusal(of: $0, in: context) == nil }
  }
}

/// A firing or pending alert together with its rule.
struct FiringRule: Sendable {
  var rule: Rule
  var alert: Alert
  var source: SourceID

  static func worstFirst(_ rules: [(Rule, SourceID)]) -> [FiringRule] {
    let all = rules.flatMap { rule, source in
      rule.alerts.map { FiringRule(rule: rule, alert: $0, source: source) }
    }
    return AlertOrder.worstFirst(all, by: \.alert)
  }
}

/// How many errors a service logged, over time.
struct LogErrors: Sendable {
  var service: String
  var total: Double
  var history: [Sample]
  var source: SourceID

  static func worstFirst(_ series: [SourceID: [Series]]) -> [LogErrors] {
    series.sorted { $0.key < $1.key }.flatMap { source, found in
      found.map { one in
        let total = one.samples.map(\.value).filter(\.isFinite).reduce(0, +)
        return LogErrors(
          service: one.labels["service_name"] ?? "unknown_service", total: total, history: one.samples,
          source: source)
      }
    }
    .filter { $0.total > 0 }
    .sorted { ($0.total, $1.service) > ($1.total, $0.service) }
  }
}
