import Analysis
import Canvas
import Reports
import Telemetry
import Testing

@testable import Console

/// What the waterfall's keys do to its cursor and folding.
@Suite struct WaterfallPaneTests {
  /// The tree of a large trace is worked out beside the main thread, and only for who still waits.
  @Test func aLargeTraceIsPreparedElsewhere() throws {
    let large = SampleTraces.large(groups: 600)
    let context = Context(
      now: Walker.moment, sources: [Source(id: "tempo", kind: .tempo)],
      correlator: Correlator(sources: [], renames: [:]), size: Size(100, 30))
    var state = State(name: "stage", context: context, pane: WaterfallPane(id: large.id, source: "tempo"))
    let asked = state.start().compactMap { if case .ask(let ticket, _, _) = $0 { ticket } else { nil } }
    let ticket = try #require(asked.first)
    let effects = state.reduce(.answered(ticket, .success(Answer(.trace(large))), at: Walker.moment))
    #expect(effects == [.prepare(.waterfall(large), place: state.place.id)])
    #expect(state.view().lines.joined().contains("working out the tree of 6601 spans"))
    let made = Preparation.waterfall(large).made()
    var elsewhere = state
    _ = elsewhere.reduce(.input(.key(.character("1"))))
    #expect(elsewhere.reduce(.prepared(made, place: state.place.id)).isEmpty)
    #expect(state.reduce(.prepared(made, place: state.place.id)).isEmpty)
    #expect(state.view().lines.joined().contains("6601 spans"))
    #expect((state.place.pane as? WaterfallPane)?.model?.tree.rows.count == 6601)
  }

  /// The moment that led here stands above the bars, where it lies within them and no time stands.
  @Test(arguments: [(13, true), (0, false), (-5, false), (3_600_000, false)])
  func marksWhenItCameFrom(milliseconds: Int64, isMarked: Bool) throws {
    let trace = SampleTraces.large(groups: 3)
    let start = try #require(trace.spans.map(\.start).min())
    let landing = Landing(moment: start + .milliseconds(milliseconds))
    let stage = Stage(
      120, 36, pane: WaterfallPane(id: trace.id, source: "tempo", landing: landing),
      script: { _, _ in .success(Answer(.trace(trace))) })
    #expect((stage.lines.firstIndex { $0.contains("span") && $0.contains("▼") } != nil) == isMarked)
  }

  private func stage(_ traces: Trace..., width: Int = 120) -> Stage {
    Stage(
      width, 36, pane: WaterfallPane(id: SampleTraces.id, source: "tempo"),
      script: { _, query in
        guard case .trace(let id, _) = query else { return .success(Answer(.series([]))) }
        return .success(Answer(.trace(traces.first { $0.id == id })))
      })
  }

  private func name(_ stage: Stage) -> String? {
    guard let pane = stage.pane(WaterfallPane.self), let row = pane.row else { return nil }
    return pane.model?.span(row).name
  }

  private func shown(_ stage: Stage) -> Int? { stage.pane(WaterfallPane.self)?.model?.visible.count }

  @Test func foldsAndUnfolds() {
    let stage = stage(SampleTraces.large(groups: 3))
    stage.press(.home)
    #expect(shown(stage) == 34)
    stage.press(.character(" "))
    #expect(shown(stage) == 1)
    stage.press(.character(" "), .down, .left)
    #expect(shown(stage) == 24 && name(stage) == "request")
    stage.press(.left)
    #expect(name(stage) == "batch")
    stage.press(.down, .right)
    #expect(shown(stage) == 34)
    stage.press(.right, .character(" "))
    #expect(name(stage) == "SELECT" && stage.state.message == "this span has no children to fold")
  }

  @Test func criticalPathGivesTheCursorBack() {
    let stage = stage(SampleTraces.untidy)
    stage.press(.home, .down, .down)
    let before = stage.pane(WaterfallPane.self)?.row
    stage.press(.character("z"))
    #expect((shown(stage) ?? 0) < 6)
    stage.press(.character("z"))
    #expect(shown(stage) == 6)
    #expect(stage.pane(WaterfallPane.self)?.row == before)
  }

  @Test func foldsAlikeSiblings() {
    let stage = stage(SampleTraces.large(groups: 3))
    stage.press(.home, .down, .down, .down, .character("x"))
    #expect(shown(stage) == 3)
    #expect(stage.text.contains("SELECT ×10") && stage.text.contains("request ×3"))
    stage.press(.character("x"))
    #expect(shown(stage) == 34)
    #expect(stage.pane(WaterfallPane.self)?.row == 3)
  }

  @Test func goesToTheNextError() {
    let stage = stage(SampleTraces.untidy)
    stage.press(.home, .character("e"))
    #expect(name(stage) == "write")
    stage.press(.home, .character("E"))
    #expect(name(stage) == "write")
  }

  @Test func opensWhatHidesAFoundSpan() {
    let stage = stage(SampleTraces.untidy)
    stage.press(.home, .character(" "), .character("e"))
    #expect(name(stage) == "write" && shown(stage) == 6)
  }

  @Test func linksOpenTheOtherTrace() {
    let stage = stage(SampleTraces.untidy, SampleTraces.single)
    stage.press(.end, .enter)
    #expect(stage.state.place.pane.title == WaterfallPane(id: SampleTraces.other, source: "tempo").title)
    #expect(stage.text.contains("1 span · 1 service"))
    stage.press(.backspace)
    #expect(name(stage) == "publish")
    stage.press(.home, .enter)
    #expect(stage.state.message?.contains("no links") == true)
  }

  @Test func keepsItsPlaceAcrossBackspace() {
    let stage = stage(SampleTraces.large(groups: 40))
    stage.press(.home, .down, .left, .pageDown, .pageDown)
    let before = stage.lines.dropFirst().dropLast(2)
    stage.press(.character("4"), .backspace)
    #expect(Array(stage.lines.dropFirst().dropLast(2)) == Array(before))
  }

  @Test func takesSpansThatArriveLate() {
    let stage = stage(SampleTraces.untidy)
    stage.press(.home, .down, .down)
    let before = name(stage)
    var grown = SampleTraces.untidy
    grown.spans.append(SampleTraces.span(99, under: 1, "late parent", at: 45, for: 30))
    stage.script = SampleTraces.script(grown)
    stage.press(.character("r"))
    #expect(shown(stage) == 7 && name(stage) == before)
    stage.forget()
    stage.script = SampleTraces.script()
    stage.press(.character("r"))
    #expect(shown(stage) == 7)
  }

  @Test func twentyThousandSpansMoveFoldAndSearch() {
    let stage = stage(SampleTraces.large(groups: 1820))
    stage.press(.end)
    #expect(stage.pane(WaterfallPane.self)?.row == 20_020)
    #expect(stage.text.contains("SELECT"))
    stage.press(.home, .down, .left, .pageDown, .character("x"))
    #expect(shown(stage) == 2)
  }

  @Test func scrollsTheEnlargedDetailAndTheStatistics() {
    var trace = SampleTraces.single
    trace.id = SampleTraces.id
    trace.spans[0].attributes = (0..<60).map { Attribute("key\($0)", .int(Int64($0))) }
    let stage = stage(trace, width: 80)
    #expect(!stage.text.contains("key59"))
    stage.press(.tab)
    for _ in 0..<6 { stage.press(.pageDown) }
    #expect(stage.text.contains("key59"))
    stage.press(.character("s"))
    #expect(stage.text.contains("cron tick"))
    stage.press(.character("z"))
    #expect(stage.state.message == "Esc goes back to the spans first")
    stage.press(.escape)
    #expect(!stage.text.contains("p99"))
  }

  @Test(arguments: [false, true]) func everyKeyActsOrExplainsItself(isMissing: Bool) {
    for command in Command.allCases {
      let stage = isMissing ? stage() : stage(SampleTraces.untidy)
      stage.press(.home, .down)
      Explanations.expect(command, on: stage)
    }
  }
}
