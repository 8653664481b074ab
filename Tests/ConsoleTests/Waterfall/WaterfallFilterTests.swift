import Analysis
import Canvas
import Reports
import Telemetry
import Testing

@testable import Console

/// Filtering a loaded trace, walking it, and the statistics that lead to a filter.
@Suite struct WaterfallFilterTests {
  private func stage(_ trace: Trace = SampleTraces.large(groups: 3), width: Int = 120) -> Stage {
    Stage(
      width, 36, pane: WaterfallPane(id: SampleTraces.id, source: "tempo"), script: SampleTraces.script(trace))
  }

  private func pane(_ stage: Stage) -> WaterfallPane? { stage.pane(WaterfallPane.self) }
  private func shown(_ stage: Stage) -> [Int] { pane(stage)?.model.map { Array($0.visible) } ?? [] }

  private func filter(_ text: String, on stage: Stage) {
    stage.press(.character("/"), .control("u"))
    stage.type(text)
    stage.press(.enter)
  }

  @Test func keepsMatchesAndTheirAncestors() {
    let stage = stage()
    stage.press(.home)
    filter("route=/request", on: stage)
    #expect(stage.state.message == "3 of 34 match; n N go on, h shows the rest, Esc all")
    #expect(shown(stage) == [0, 1, 12, 23] && pane(stage)?.row == 1)
    #expect(stage.text.contains("· 3 of 34 match"))
    stage.press(.character("n"))
    #expect(pane(stage)?.row == 12)
    stage.press(.character("N"), .character("N"))
    #expect(pane(stage)?.row == 23)
    stage.press(.character("h"))
    #expect(shown(stage).count == 34 && pane(stage)?.row == 23 && stage.text.contains("rest shown (h)"))
    stage.press(.character("h"), .escape)
    #expect(shown(stage).count == 34 && !stage.text.contains("match"))
  }

  @Test func understandsTraceQL() {
    let stage = stage(SampleTraces.untidy)
    filter("{ status = error }", on: stage)
    #expect(pane(stage)?.model?.filter?.matches.count == 1 && shown(stage).count == 2)
  }

  @Test func whatCannotBeReadStaysToBeMended() {
    let stage = stage()
    filter("route=/request", on: stage)
    let before = shown(stage)
    filter("{ name = }", on: stage)
    #expect(pane(stage)?.isTyping == true && shown(stage) == before)
    let prompt = stage.lines.firstIndex { $0.contains("filter› { name = }") }
    let caret = prompt.map { stage.lines[$0 + 1] } ?? ""
    #expect(caret.prefix { $0 != "▲" }.count == "─ filter› { name = ".count)
    stage.press(.backspace)
    #expect(!stage.text.contains("▲"))
    stage.press(.escape)
    #expect(pane(stage)?.filter.text == "route=/request" && shown(stage) == before)
  }

  @Test func whatMatchesNothingChangesNothing() {
    let stage = stage()
    filter("nowhere", on: stage)
    #expect(stage.text.contains("▲ no span matches") && shown(stage).count == 34)
    stage.press(.control("u"), .enter)
    #expect(pane(stage)?.isTyping == false && pane(stage)?.model?.filter == nil)
  }

  @Test func givesFoldsBack() {
    let stage = stage()
    stage.press(.home, .down, .left)
    #expect(shown(stage).count == 24)
    filter("SELECT", on: stage)
    #expect(shown(stage).count == 34)
    stage.press(.escape)
    #expect(shown(stage).count == 24)
  }

  @Test func errorsStayWithinTheFilter() {
    let stage = stage(SampleTraces.untidy)
    filter("orphan", on: stage)
    let before = pane(stage)?.row
    stage.press(.character("e"))
    #expect(pane(stage)?.row == before && stage.state.message?.contains("no span failed among") == true)
  }

  @Test func walksBySelfTime() {
    let stage = stage(SampleTraces.untidy)
    stage.press(.character("W"))
    #expect(stage.state.message == "w goes to the slowest first, W back towards it")
    var names = [String]()
    for _ in 0..<6 {
      stage.press(.character("w"))
      names.append(pane(stage).flatMap { pane in pane.row.flatMap { pane.model?.span($0).name } } ?? "")
    }
    #expect(names == ["write", "GET /cart", "publish", "read", "orphan", "consume"])
    #expect(stage.state.message == "number 6 of the slowest: 20 ms of its own")
    stage.press(.character("w"))
    #expect(stage.state.message == "no other span has time of its own")
    for _ in 0..<5 { stage.press(.character("W")) }
    #expect(stage.state.message == "slowest: 60 ms of its own")
  }

  @Test func aLineOfTheStatisticsFilters() {
    let stage = stage()
    stage.press(.character("s"))
    #expect(stage.text.contains("▾self") && stage.text.contains("p99"))
    stage.press(.character("s"), .character("s"))
    #expect(stage.text.contains("▾count") && pane(stage)?.statistics?.picked?.name == "SELECT")
    stage.press(.down, .enter)
    #expect(pane(stage)?.filter.text == #"{ resource.service.name = "worker" && name = "request" }"#)
    #expect(shown(stage) == [0, 1, 12, 23])
    stage.press(.character("s"), .tab)
    #expect(pane(stage)?.statistics?.table.lines.map(\.operation.service) == ["db", "worker"])
    stage.press(.backspace)
    #expect(pane(stage)?.statistics == nil && stage.text.contains("3 of 34 match"))
  }

  @Test func quotesWhatItFiltersBy() {
    var trace = SampleTraces.single
    trace.id = SampleTraces.id
    trace.spans[0].name = "say \"\\hi\"\n"
    let stage = stage(trace)
    stage.press(.character("s"), .enter)
    #expect(stage.text.contains("1 of 1 match"))
  }

  @Test func twentyThousandSpansFilterAndFold() {
    let stage = stage(SampleTraces.large(groups: 1820))
    filter("{ name = \"request\" }", on: stage)
    #expect(shown(stage).count == 1821 && stage.text.contains("1820 of 20 021 match"))
    stage.press(.escape, .home, .down, .character("<"))
    #expect(shown(stage).count == 1821)
    stage.press(.character("<"))
    #expect(shown(stage).count == 1)
    stage.press(.character(">"), .character(">"))
    #expect(shown(stage).count == 20_021)
  }
}
