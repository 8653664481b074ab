import Analysis
import Canvas
import Telemetry
import Testing

@testable import Console

/// What goes wrong between signals in real places, and what the jump says of it.
@Suite struct MishapTests {
  private static let id = TraceID(hex: "00000000000000000a1b2c3d4e5f6071")!
  private static let start = Walker.moment - .minutes(10)

  private static var trace: Trace {
    let span = Span(
      id: SpanID(7)!, parentID: nil, name: "GET /cart", kind: .server, start: start,
      durationNanoseconds: 1_000_000_000, status: .unset, attributes: [], resource: 0)
    let resource = Resource(attributes: [Attribute("service.name", .string("shop"))])
    return Trace(id: id, spans: [span], resources: [resource])
  }

  private static func line(
    _ text: String, after seconds: Int64 = 0, _ metadata: Labels = [:], service: String = "shop"
  ) -> LogLine {
    LogLine(
      time: start + .seconds(seconds), line: text, labels: ["service_name": service], metadata: metadata)
  }

  /// A trace on screen, and a Loki that holds some lines.
  private func fromTrace(_ lines: [LogLine], failing failure: QueryFailure? = nil, lokis: [SourceID] = ["loki"]) -> Stage {
    let server = LineServer(lines: lines)
    return Stage(160, 30, pane: WaterfallPane(id: Self.id, source: "tempo", landing: Landing()), lokis: lokis) {
      source, query in
      if case .trace = query { return .success(Answer(.trace(Self.trace))) }
      if let failure { return .failure(failure) }
      return server.answer(query)
    }
  }

  private func said(_ stage: Stage, after key: Key = .character("l")) -> String {
    stage.press(key)
    return stage.state.message ?? ""
  }

  @Test(arguments: [
    // Zeros stripped where the id was written, in metadata and in the line.
    (line("x", ["trace_id": "a1b2c3d4e5f6071"]), "identity: trace_id in structured metadata, shop"),
    (line("traceID=a1b2c3d4e5f6071 x"), "identity: trace_id in the line, shop"),
    // Only in the line, only in the metadata.
    (line("trace_id=00000000000000000a1b2c3d4e5f6071"), "identity: trace_id in the line, shop"),
    (line("x", ["trace_id": id.description]), "identity: trace_id in structured metadata, shop"),
    // Written a little late; by a clock that is two minutes off.
    (
      line("x", after: 20, ["trace_id": id.description]),
      "identity: trace_id in structured metadata, shop, within ±30 s, 19 s later: is a clock off?"
    ),
    (
      line("x", after: -120, ["trace_id": id.description]),
      "identity: trace_id in structured metadata, shop, within ±5 min, 2 min earlier: is a clock off?"
    ),
    // No id anywhere: the service's lines of the time, and of a wider one.
    (line("x"), "labels: shop at the same time; trace_id in structured metadata or in the line, shop, within ±1 h: nothing"),
  ]) func findsTheLine(line: LogLine, expected: String) {
    let stage = fromTrace([line])
    #expect(said(stage) == expected)
    #expect(stage.state.place.pane.kind == .logs && stage.text.contains(line.line))
  }

  @Test func namesTheLabelThatIsNamedDifferently() {
    var renamed = Self.line("x")
    renamed.labels = ["unit": "shop"]
    #expect(said(fromTrace([renamed])).hasPrefix("no logs found: nothing at loki has the label service_name; "))
    let other = said(fromTrace([Self.line("x", service: "store"), Self.line("y", service: "nas")]))
    #expect(other.hasPrefix(#"no logs found: service_name is never "shop" at loki, only nas, store; "#))
  }

  @Test func asksForTheValuesOnce() {
    let stage = fromTrace([])
    stage.forget()
    stage.press(.character("l"))
    let values = stage.asked.filter { if case .logLabelValues = $0 { true } else { false } }
    #expect(values.count == 1)
    #expect(stage.asked.count <= 14, "\(stage.asked.count) questions")
  }

  @Test func saysThatTheSourceIsDown() {
    let stage = fromTrace([], failing: QueryFailure(.unreachable, "connection refused"))
    #expect(said(stage).contains("trace_id in structured metadata or in the line, shop: connection refused"))
  }

  /// Nobody looked, so nothing is said of what there is.
  @Test func aFailureIsNoAbsence() {
    #expect(said(fromTrace([], failing: QueryFailure(.serverFault, "upstream says no"))).hasPrefix("nobody answered for logs: "))
    #expect(said(fromTrace([])).hasPrefix("no logs found: "))
  }

  @Test func saysWhoseTenantItMayBe() {
    let stage = fromTrace([], failing: QueryFailure(.unauthorised, "no org id", status: 401))
    #expect(said(stage).contains("no org id: set its user and password, or X-Scope-OrgID for its tenant"))
  }

  @Test func linesOfAllLokisComeTogether() {
    let stage = fromTrace([Self.line("x", ["trace_id": Self.id.description])], lokis: ["east", "west"])
    #expect(said(stage) == "identity: trace_id in structured metadata, shop")
    #expect(stage.pane(LogsPane.self)?.source == nil)
    #expect(stage.pane(LogsPane.self)?.asked(in: stage.state.context) == ["east", "west"])
  }

  /// The source names services by another label, or the service by another name: found out, and said.
  @Test func learnsWhatTheSourceCallsIt() {
    var renamed = Self.line("x")
    renamed.labels = ["app": "shop"]
    let stage = fromTrace([renamed])
    #expect(said(stage).contains("learnt: loki names services by app"))
    #expect(stage.pane(LogsPane.self)?.query.contains(#"{app="shop"}"#) == true)
    stage.press(.backspace)
    stage.forget()
    stage.press(.character("l"))
    #expect(!stage.asked.contains { if case .logLabelNames = $0 { true } else { false } }, "learnt once")
    let other = fromTrace([Self.line("x", service: "shop-web"), Self.line("y", service: "nas")])
    #expect(said(other).contains("learnt: shop-web is probably shop (loki)"))
    #expect(other.text.contains("x"))
  }

  @Test func theSpanHasNoneOfTheTags() {
    let stage = fromTrace([Self.line("x")])
    stage.correlate("tempo") { $0.toLogs = .init(tags: [.init(key: "k8s.pod.name"), .init(key: "job")]) }
    #expect(said(stage).contains("shop (the span has none of the tags k8s.pod.name, job) at the same time"))
  }

  // MARK: to traces

  private func fromMetric(_ exemplars: [Exemplar], trace: Trace?) -> Stage {
    let summary = TraceSummary(
      id: Self.id, rootService: "shop", rootName: "GET /cart", start: Self.start, durationNanoseconds: 1_000_000_000,
      spanCount: 1, errorCount: 0, services: ["shop"], matched: [], matchedCount: 0)
    return Stage(160, 30, pane: MetricsPane(query: #"rate(x_seconds_bucket{service="shop"}[5m])"#)) { _, query in
      switch query {
      case .exemplars: .success(Answer(.exemplars(exemplars)))
      case .trace: .success(Answer(.trace(trace)))
      case .traceSearch: .success(Answer(.traces(trace == nil ? [] : [summary])))
      case .traceTagValues: .success(Answer(.traceTagValues([TraceTagValue(type: "string", value: "nas")])))
      default: .success(Answer(.series([])))
      }
    }
  }

  private static let exemplar = Exemplar(
    series: ["service": "shop"], labels: ["trace_id": id.description], time: start, value: 1, traceID: id)

  @Test func exemplarsAreOff() {
    let message = said(fromMetric([], trace: Self.trace), after: .character("t"))
    #expect(message.hasPrefix("labels: traces of service shop"))
    #expect(message.hasSuffix("; no exemplars (is their storage on?)"))
  }

  @Test func theTraceIsNotStored() {
    let message = said(fromMetric([Self.exemplar], trace: nil), after: .character("t"))
    #expect(message.hasPrefix("no traces found: trace_id of the worst exemplar: not stored at tempo"), "the id comes first: \(message)")
    #expect(message.contains(#"resource.service.name is never "shop" at tempo, only nas"#))
    #expect(message.contains("not stored at tempo: sampled out, expired or another tenant's"))
  }

  @Test func exemplarsWithoutAnIDSaySo() {
    var other = Self.exemplar
    (other.traceID, other.labels) = (nil, ["request": "7"])
    let message = said(fromMetric([other], trace: Self.trace), after: .character("t"))
    #expect(message.hasSuffix("; exemplars without a trace id"))
  }
}
