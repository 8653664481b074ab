internal import Analysis
public import Canvas
internal import Telemetry

/// All services with rate, errors and latency, and who calls whom: as a table with the neighbours of
/// the service under the cursor, and as a diagram.
public struct ServicesPane: Pane {
  enum Part: CaseIterable, Sendable { case table, neighbours, diagram }

  /// What the person looked at before a focus was set.
  struct Past: Sendable {
    var focus: String?
    var selected: String?
    var edge: ServiceMap.Edge.ID?
  }

  /// What rates are taken over; the overview has the same.
  static let window = Duration.minutes(5)

  var findings: [SourceID: ServiceFindings] = [:]
  var sample = ServiceSample()
  var model = ServiceModel()
  /// The map on screen: all of it, or what is upstream and downstream of the focus.
  var shown = ServiceMap(edges: [])
  /// Laid out once for every map shown.
  var layout = LayeredLayout(nodes: [], edges: [])
  /// The diagram of the map shown, while it is on screen.
  var drawing: Drawing?
  /// Services of the table: on the map shown, with the filter's text in their name.
  var rows: [ServiceHealth] = []
  var order = ServiceOrder.worst
  var prompt = FilterPrompt()
  var scroll = ScrollPosition()
  var part = Part.table
  var focus: String?
  var past: [Past] = []
  /// The service the cursor is on, or from which it went onto `edge`.
  var selected: String?
  /// The connection the cursor is on, one end of which is `selected`.
  var edge: ServiceMap.Edge.ID?
  /// Where the cursor begins. Until it was moved it follows this one, or the first, as answers arrive.
  let wanted: String?
  var hasMoved = false

  /// - Parameter service: Where the cursor begins; the worst when it is `nil` or not found.
  public init(selecting service: String? = nil) { wanted = service }

  public var kind: PaneKind { .services }
  public var title: String { focus.map { "services \($0)".fitted(to: 24) } ?? "services" }
  public var isTyping: Bool { prompt.isEditing }
  public var typingHints: [(keys: [Key], text: String)]? { FilterPrompt.typingHints }

  // MARK: Asking

  public func questions(in context: Context) -> [Question] {
    context.sources(of: .prometheus).flatMap { metricQuestions($0, in: context) }
      + (needsSample(in: context) ? context.sources(of: .tempo).flatMap { sampleQuestions($0, in: context) } : [])
  }

  private func metricQuestions(_ source: SourceID, in context: Context) -> [Question] {
    let found = findings[source] ?? ServiceFindings()
    let services = found.family.value.map { serviceQuestions($0, source, in: context) }
    let edges = found.graph.value.map { edgeQuestions($0, source, in: context) }
    return (services ?? [detection("family", ServiceReader.detection, source, in: context)])
      + (edges ?? [detection("graph", ServiceMapReader.detection, source, in: context)])
  }

  /// New families of metrics come with deployments, not by the second.
  private func detection(_ slot: Slot, _ text: String, _ source: SourceID, in context: Context) -> Question {
    Question(slot, source, .metricsInstant(PromQL: text, at: context.range.end), goodFor: .minutes(5))
  }

  func serviceQuestions(_ family: ServiceMetricFamily, _ source: SourceID, in context: Context) -> [Question] {
    let parts: [ServiceReader.Part] = [.rate, .errors, .p50, .p99]
    return parts.map { part in
      let query = ServiceReader.query(part, of: family, over: context.range, window: Self.window, step: Self.window)
      return Question(Slot("services.\(part.rawValue)"), source, query, goodFor: .seconds(30))
    }
  }

  func edgeQuestions(
    _ histogram: ServiceMapReader.Histogram, _ source: SourceID, in context: Context
  ) -> [Question] {
    ServiceMapReader.Part.allCases.map { part in
      let query = ServiceMapReader.query(part, histogram, at: context.range.end, window: Self.window)
      return Question(Slot("edges.\(part.rawValue)"), source, query, goodFor: .seconds(30))
    }
  }

  /// Once every Prometheus has said that it has no service graph, or nothing at all.
  func needsSample(in context: Context) -> Bool {
    context.sources(of: .prometheus).allSatisfy { source in
      if case .absent = findings[source]?.graph { true } else { false }
    }
  }

  func sampleQuestions(_ source: SourceID, in context: Context) -> [Question] {
    let search = Query.traceSearch(
      TraceQL: "{ }", range: context.range, limit: ServiceSample.limit, spansPerSet: 1)
    return [Question("sample", source, search, goodFor: .minutes(1))] + traceQuestions(source, in: context)
  }

  func traceQuestions(_ source: SourceID, in context: Context) -> [Question] {
    sample.missing(from: source).map { id in
      Question(Slot("trace.\(id)"), source, .trace(id, hint: context.range), goodFor: .minutes(10))
    }
  }

  public func explanation(of question: Question, in context: Context) -> String? {
    switch question.slot {
    case "family": "which span metrics there are"
    case "graph": "whether there is a service graph"
    case "sample": "traces to work connections out from"
    default: question.slot.name.hasPrefix("trace.") ? "a trace of the sample" : nil
    }
  }

  // MARK: What the cursor is on

  var current: ServiceHealth? { model.services.first { $0.service == selected } }

  var currentEdge: ServiceMap.Edge? { model.edge(edge) }

  /// Edges of the service under the cursor: towards it, then from it.
  var neighbours: [ServiceMap.Edge] {
    selected.map { shown.callers(of: $0) + shown.callees(of: $0).filter { $0.server != $0.client } } ?? []
  }

  /// The service that logs and traces are looked for of: of a connection the one that is called,
  /// unless it tells nothing of itself.
  var spoken: String? {
    guard let currentEdge else { return selected }
    return model.node(currentEdge.server) == .service ? currentEdge.server : currentEdge.client
  }
}
