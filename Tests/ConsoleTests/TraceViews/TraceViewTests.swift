import Analysis
import Canvas
import Reports
import Telemetry
import Testing

@testable import Console

/// The flame graph, the services and the comparison of traces.
@Suite struct TraceViewTests {
  private static let slow = TraceViewSamples.shop(SampleTraces.id, slow: 300, withCache: false)
  private static let fast = TraceViewSamples.shop(TraceViewSamples.faster, slow: 20, withCache: true)

  private func stage(_ width: Int = 100, _ height: Int = 30, _ trace: Trace = slow, glyphs: GlyphSet = .unicode) -> Stage {
    let traces = [trace, Self.fast]
    let listed = TraceSummary(
      id: TraceViewSamples.faster, rootService: "gateway", rootName: "GET /cart", start: SampleTraces.start,
      durationNanoseconds: 80_000_000, spanCount: 6, errorCount: 1, services: [], matched: [], matchedCount: 1)
    return Stage(width, height, pane: WaterfallPane(id: trace.id, source: "tempo"), glyphs: glyphs) { _, query in
      switch query {
      case .trace(let id, _): .success(Answer(.trace(traces.first { $0.id == id })))
      case .traceSearch: .success(Answer(.traces([listed])))
      default: .success(Answer(.series([])))
      }
    }
  }

  private func operation(_ stage: Stage) -> String? { stage.pane(FlamePane.self)?.node?.operation.description }

  private func span(_ stage: Stage) -> String? {
    guard let pane = stage.pane(WaterfallPane.self), let row = pane.row else { return nil }
    return pane.model?.span(row).id.description
  }

  // MARK: Flame graph

  @Test func movesOverTheBoxes() {
    let stage = stage()
    stage.press(.character("F"))
    #expect(operation(stage) == "gateway GET /cart")
    stage.press(.down)
    #expect(operation(stage) == "shop list")
    stage.press(.right)
    #expect(operation(stage) == "gateway render")
    stage.press(.left, .down)
    #expect(operation(stage) == "postgres SELECT")
    stage.press(.up, .up, .up)
    #expect(operation(stage) == "gateway GET /cart")
    stage.press(.end)
    #expect(operation(stage) == "postgres SELECT")
    stage.press(.home, .character("e"))
    #expect(operation(stage) == "postgres SELECT")
  }

  @Test func zoomsInAndOutAndBack() {
    let stage = stage()
    stage.press(.character("F"), .down, .enter)
    #expect(stage.text.contains("zoomed into shop list"))
    #expect(stage.pane(FlamePane.self)?.frame?.width == 1)
    stage.press(.backspace)
    #expect(stage.state.place.pane.kind == .flame && operation(stage) == "shop list")
    stage.press(.enter, .escape)
    #expect(stage.pane(FlamePane.self)?.zooms == [])
    stage.press(.backspace)
    #expect(stage.state.place.pane.kind == .waterfall)
  }

  @Test(arguments: [[Key.character("t")], [.enter, .enter]]) func goesToTheLongestSpan(keys: [Key]) {
    let stage = stage()
    stage.press(.character("F"), .end)
    stage.press(keys)
    #expect(span(stage) == SpanID(4)?.description)
    #expect(stage.asked.count == 1, "the trace is not asked for again")
  }

  @Test func changesWhatWidthsMean() {
    let stage = stage()
    stage.press(.character("F"), .down)
    let before = stage.pane(FlamePane.self)?.frame?.valueNs
    stage.press(.character("s"))
    #expect(stage.pane(FlamePane.self)?.width == .total && operation(stage) == "shop list")
    #expect(before == 340_000_000)
  }

  @Test func aTraceWithoutTimeSaysSo() {
    let stage = stage(100, 30, SampleTraces.single)
    stage.press(.character("F"))
    #expect(stage.text.contains("No span of this trace took any time"))
    stage.press(.enter)
    #expect(stage.state.message == "no span of this trace took any time")
    stage.press(.down, .up, .left, .right, .end, .backspace)
    #expect(stage.state.place.pane.kind == .waterfall)
  }

  // MARK: Services

  @Test func movesFromServiceToService() {
    let stage = stage(120, 36)
    let service = { stage.pane(ServiceGraphPane.self)?.node?.service }
    stage.press(.character("V"))
    #expect(service() == "gateway")
    stage.press(.right, .right)
    #expect(service() == "postgres")
    #expect(stage.text.contains("called by shop 2× 310 ms in all, longest 300 ms  ✗ 1 failed"))
    stage.press(.left)
    #expect(service() == "shop")
    stage.press(.character("e"))
    #expect(service() == "postgres")
    stage.press(.enter)
    #expect(span(stage) == SpanID(4)?.description)
  }

  @Test func aTableWhereTheDiagramDoesNotFit() {
    var trace = TraceViewSamples.detailed
    trace.resources = (0..<9).map { SampleTraces.resource("service-\($0)") }
    trace.spans = (0..<9).map {
      SampleTraces.span(UInt64($0 + 1), under: $0 == 0 ? nil : UInt64($0), "call", at: 0, for: 9, resource: $0)
    }
    let stage = stage(80, 24, trace)
    stage.press(.character("V"), .down, .down)
    #expect(stage.pane(ServiceGraphPane.self)?.node?.service == "service-2")
    #expect(stage.text.contains("spans") && stage.text.contains("service-8"))
    stage.press(.character(" "))
    #expect(stage.state.message?.contains("wider screen") == true)
  }

  @Test func countsCallsThatGoBack() {
    var trace = Self.slow
    trace.spans.append(SampleTraces.span(9, under: 3, "callback", at: 11, for: 1, resource: 1))
    let stage = stage(100, 30, trace)
    stage.press(.character("V"))
    #expect(stage.text.contains("↺ 1 back the other way"))
  }

  // MARK: Comparison

  private func comparing(_ width: Int = 100, _ height: Int = 30) -> Stage {
    let stage = stage(width, height)
    stage.press(.character("C"), .character("3"), .enter, .character("C"))
    return stage
  }

  @Test func comparesTheMarkedTrace() throws {
    let stage = comparing()
    let pane = try #require(stage.pane(ComparisonPane.self))
    #expect(pane.left.id == SampleTraces.id && pane.right.id == TraceViewSamples.faster)
    #expect(pane.difference?.onlyRight == 1)
    #expect(stage.state.context.markedTrace == nil)
    stage.press(.character("n"))
    #expect(stage.state.message == "1 of 3 by size: −280 ms of its own")
    stage.press(.enter)
    #expect(stage.pane(WaterfallPane.self)?.id == TraceViewSamples.faster && span(stage) == SpanID(4)?.description)
    stage.press(.backspace, .tab, .enter)
    #expect(stage.pane(WaterfallPane.self)?.id == SampleTraces.id)
  }

  @Test func marksAndForgets() {
    let stage = stage()
    stage.press(.character("C"))
    #expect(stage.state.message?.contains("this trace is A") == true)
    stage.press(.character("C"))
    #expect(stage.state.message?.contains("no longer A") == true)
    #expect(stage.state.context.markedTrace == nil)
  }

  @Test func foldsAndOpensTheOtherSide() {
    let stage = comparing()
    stage.press(.home, .character(" "))
    #expect(stage.pane(ComparisonPane.self)?.visible.count == 1)
    stage.press(.character(" "), .tab)
    for _ in 0..<8 where stage.pane(ComparisonPane.self)?.target?.isOther != true { stage.press(.down) }
    stage.press(.enter)
    #expect(stage.state.message == "this span is only in B, which is opened")
    #expect(span(stage) == SpanID(6)?.description)
  }

  // MARK: Looks

  @Test(arguments: [(80, 24), (100, 30)]) func looks(width: Int, height: Int) {
    let stage = stage(width, height)
    stage.press(.character("F"), .down)
    Golden.expect(stage.state.view(), "traceviews/6-flame")
    stage.press(.enter, .down)
    Golden.expect(stage.state.view(), "traceviews/7-flame-zoomed")
    stage.press(.backspace, .character("V"))
    Golden.expect(stage.state.view(), "traceviews/8-services")
    stage.press(.right, .character(" "))
    Golden.expect(stage.state.view(), "traceviews/9-services-table")
    Golden.expect(comparing(width, height).state.view(), "traceviews/10-comparison")
  }

  @Test(arguments: [(80, 24), (100, 30)]) func readsTheLab(width: Int, height: Int) async {
    let walker = Walker(width, height, pane: TracesPane(query: "{ resource.service.name = \"jellyfin\" && duration > 3s }"))
    await walker.start()
    await walker.press(.enter, .character("F"), .down, .down)
    Golden.expect(walker.state.view(), "traceviews/11-lab-flame")
    await walker.press(.character("V"), .right)
    Golden.expect(walker.state.view(), "traceviews/12-lab-services")
    await walker.press(.backspace, .backspace, .character("C"), .backspace, .down, .down, .enter, .character("C"))
    await walker.press(.character("n"))
    Golden.expect(walker.state.view(), "traceviews/13-lab-comparison")
  }

  @Test func areWholeInASCII() {
    let stage = stage(80, 24, glyphs: .ascii)
    for key in ["F", "V"] as [Character] {
      stage.press(.character(key))
      let isPlain = stage.text.utf8.allSatisfy { $0 < 0x80 }
      #expect(isPlain && !stage.text.contains("?cart"))
      Golden.expect(stage.state.view(), "traceviews/14-ascii-\(key)")
    }
  }

  @Test(arguments: ["F", "V"] as [Character]) func everyKeyActsOrExplainsItself(view: Character) {
    for command in Command.allCases {
      let stage = stage()
      stage.press(.character(view))
      Explanations.expect(command, on: stage)
    }
  }
}
