import Analysis
import Canvas
import Telemetry
import Testing

@testable import Console

/// How many answers a jump waits for one after the other, and how many it asks for.
@Suite struct JumpRoundsTests {
  private static let id = TraceID(hex: "4bf92f3577b34da6a3ce929d0e0e4736")!
  private static let start = Walker.moment - .minutes(10)

  private static var trace: Trace {
    let span = Span(
      id: SpanID(7)!, parentID: nil, name: "GET /cart", kind: .server, start: start,
      durationNanoseconds: 1_000_000_000, status: .unset, attributes: [], resource: 0)
    return Trace(id: id, spans: [span], resources: [Resource(attributes: [Attribute("service.name", .string("shop"))])])
  }

  private static func line(_ text: String, after offset: Duration, _ metadata: Labels = [:]) -> LogLine {
    LogLine(time: start + offset, line: text, labels: ["service_name": "shop"], metadata: metadata)
  }

  /// Presses a key and answers wave after wave; what a wave of the jump asked, and what was reached.
  private func waves(
    after key: Character, on stage: Stage, _ answer: (Query) -> Result<Answer, QueryFailure>
  ) -> (asked: [[Query]], state: State) {
    var state = stage.state
    var effects = state.reduce(.input(.key(.character(key))))
    var asked = [[Query]]()
    while true {
      var wave = [(Ticket, Query)]()
      for case .ask(let ticket, _, let query) in effects where ticket.slot == .jump { wave.append((ticket, query)) }
      if wave.isEmpty { return (asked, state) }
      asked.append(wave.map(\.1))
      effects = wave.flatMap { state.reduce(.answered($0.0, answer($0.1), at: state.context.now)) }
    }
  }

  private func toLogs(_ lines: [LogLine], failing: ((Query) -> Bool)? = nil) -> (asked: [[Query]], state: State) {
    let stage = Stage(160, 30, pane: WaterfallPane(id: Self.id, source: "tempo", landing: Landing())) { _, _ in
      .success(Answer(.trace(Self.trace)))
    }
    let server = LineServer(lines: lines)
    return waves(after: "l", on: stage) { query in
      failing?(query) == true ? .failure(QueryFailure(.timedOut, "too long")) : server.answer(query)
    }
  }

  @Test(arguments: [
    line("x", after: .zero, ["trace_id": id.description]), line("id=\(id)", after: .seconds(9)),
    line("id=\(id)", after: .minutes(-4)), line("id=\(id)", after: .minutes(55)),
    // No id at all: the service at the same time, and farther away.
    line("x", after: .zero), line("x", after: .seconds(20)), line("x", after: .minutes(-3)), line("x", after: .minutes(50)),
  ])
  func linesAreOneWaveAway(line: LogLine) {
    let (asked, state) = toLogs([line])
    #expect(asked.map(\.count) == [4])
    #expect(state.place.pane.kind == .logs && state.view().lines.contains { $0.contains(line.line.prefix(20)) })
  }

  @Test func evenWhereOneQuestionFails() {
    let far = Self.line("x", after: .seconds(1), ["trace_id": Self.id.description])
    for failing in 0..<2 {
      let wide: (Query) -> Bool = { ($0.range?.duration ?? .zero > .minutes(1)) == (failing == 0) && $0.text?.contains("regexp") == true }
      let (asked, state) = toLogs([far], failing: wide)
      #expect(asked.count == 1 && state.place.pane.kind == .logs)
      #expect(state.message?.hasPrefix("identity: trace_id in structured metadata, shop") == true)
    }
  }

  /// A chatty service without ids: what the server gives before its limit is what is nearest.
  @Test func aChattyServiceIsOneWaveAwayToo() throws {
    let lines = (0..<3000).map { Self.line("noise \($0)", after: .seconds(5) + .milliseconds(Int64($0))) }
    let (asked, state) = toLogs(lines)
    #expect(asked.count == 1)
    let pane = try #require(state.place.pane as? LogsPane)
    #expect(pane.list.buffer.count == 999 && pane.current?.line == "noise 0")
    #expect(state.message?.hasPrefix("labels: shop at the same time, within ±30 s") == true)
  }

  @Test func nothingIsExplainedInTheWaveAfter() {
    let (asked, state) = toLogs([])
    #expect(asked.map(\.count).prefix(2) == [4, 1] && state.place.pane.kind == .waterfall)
    #expect(state.message?.contains("trace_id in structured metadata or in the line, shop, within ±1 h: nothing") == true)
  }

  // MARK: Under way

  /// Who went elsewhere or types meanwhile is not taken away.
  @Test(arguments: ["7", "i", "3"] as [Character])
  func goingElsewhereCallsAJumpOff(key: Character) {
    let stage = Stage(160, 30, pane: WaterfallPane(id: Self.id, source: "tempo", landing: Landing())) { _, _ in
      .success(Answer(.trace(Self.trace)))
    }
    var state = key == "i" ? Stage(160, 30, pane: TracesPane(query: "{ }")) { _, _ in .success(Answer(.traces([]))) }.state : stage.state
    if key == "i" {
      _ = state.follow([
        Jump(to: .traces, source: "tempo", query: .trace(Self.id, hint: nil), strength: .identity, reason: "typed")
      ])
    } else {
      _ = state.reduce(.input(.key(.character("l"))))
    }
    #expect(state.jumping != nil)
    let effects = state.reduce(.input(.key(.character(key))))
    #expect(state.jumping == nil)
    let cancelled = effects.contains { if case .cancel = $0 { true } else { false } }
    #expect(cancelled && state.message?.contains("called off") == true)
  }

  /// Seconds around a span are the jump's; a screen opened by its key is of the time that was chosen.
  @Test func aJumpsRangeIsItsOwn() {
    let (_, landed) = toLogs([Self.line("x", after: .zero, ["trace_id": Self.id.description])])
    var state = landed
    #expect(state.context.range.duration < .minutes(1))
    _ = state.reduce(.input(.key(.character("1"))))
    #expect(state.place.pane.kind == .overview && state.context.window == .last(.hours(1)))
    _ = state.reduce(.input(.key(.backspace)))
    #expect(state.context.range.duration < .minutes(1), "back is exact")
    // Changed by hand, it is chosen.
    _ = state.reduce(.input(.key(.character("}"))))
    let chosen = state.context.window
    _ = state.reduce(.input(.key(.character("1"))))
    #expect(state.context.window == chosen)
  }

  @Test func movingTheCursorDoesNot() {
    let stage = Stage(160, 30, pane: WaterfallPane(id: Self.id, source: "tempo", landing: Landing())) { _, _ in
      .success(Answer(.trace(Self.trace)))
    }
    var state = stage.state
    for key in ["l", "j", "s"] as [Character] { _ = state.reduce(.input(.key(.character(key)))) }
    #expect(state.jumping != nil)
  }

  // MARK: to traces

  private func toTraces(_ exemplars: [Exemplar], trace: Trace?) -> (asked: [[Query]], state: State) {
    let summary = TraceSummary(
      id: Self.id, rootService: "shop", rootName: "GET /cart", start: Self.start, durationNanoseconds: 1_000_000_000,
      spanCount: 1, errorCount: 0, services: ["shop"], matched: [], matchedCount: 0)
    let stage = Stage(160, 30, pane: MetricsPane(query: #"rate(x_total{service="shop"}[5m])"#)) { _, query in
      if case .exemplars = query { return .success(Answer(.exemplars(exemplars))) }
      return .success(Answer(.series([])))
    }
    return waves(after: "t", on: stage) { query in
      switch query {
      case .exemplars: .success(Answer(.exemplars(exemplars)))
      case .trace: .success(Answer(.trace(trace)))
      default: .success(Answer(.traces([summary])))
      }
    }
  }

  private static let exemplar = Exemplar(
    series: ["service": "shop"], labels: ["trace_id": id.description], time: start, value: 1, traceID: id)

  /// The service's traces are asked for beside the exemplars, which may not be stored.
  @Test func withoutExemplarsTracesAreOneWaveAway() {
    let (asked, state) = toTraces([], trace: Self.trace)
    #expect(asked.count == 1 && state.place.pane.kind == .traces)
    #expect(state.message?.hasSuffix("; no exemplars (is their storage on?)") == true)
  }

  /// An id has to be known before its trace is asked for; what else is asked is asked once.
  @Test func anExemplarsTraceIsNoFartherThanItsID() {
    let (asked, state) = toTraces([Self.exemplar], trace: Self.trace)
    #expect(asked.count <= 2 && state.place.pane.kind == .waterfall)
    let (gone, list) = toTraces([Self.exemplar], trace: nil)
    #expect(gone.count <= 2 && list.place.pane.kind == .traces)
    #expect(Set(gone.joined()).count == gone.joined().count)
  }

  @Test func aSilentSourceIsWaitedForOnce() {
    let (asked, state) = toLogs([Self.line("x", after: .zero)], failing: { _ in true })
    #expect(asked.count == 1 && state.place.pane.kind == .waterfall)
    #expect(state.message?.contains("too long") == true)
  }
}
