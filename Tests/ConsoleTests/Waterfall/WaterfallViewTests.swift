import Analysis
import Canvas
import Reports
import Telemetry
import Testing

@testable import Console

/// The time axis, folding as a whole, and columns.
@Suite struct WaterfallViewTests {
  private func stage(_ trace: Trace, width: Int = 120) -> Stage {
    Stage(
      width, 36, pane: WaterfallPane(id: SampleTraces.id, source: "tempo"), script: SampleTraces.script(trace))
  }

  private func pane(_ stage: Stage) -> WaterfallPane? { stage.pane(WaterfallPane.self) }
  private func shown(_ stage: Stage) -> Int? { pane(stage)?.model?.visible.count }

  @Test func zoomsToASpanAndBack() {
    let stage = stage(SampleTraces.untidy)
    stage.press(.home, .down, .down, .character("."))
    #expect(pane(stage)?.zoom.shown == TimeZoom.Window(fromNs: 30_000_000, toNs: 90_000_000))
    #expect(stage.text.contains("zoomed 60 ms (=)") && stage.text.contains("▸"))
    stage.press(.character("."))
    #expect(stage.state.message == "the axis shows just this span already")
    stage.press(.character("}"), .character("["))
    #expect(pane(stage)?.zoom.shown.fromNs == 0)
    stage.press(.character("="))
    #expect(!stage.text.contains("zoomed"))
    stage.press(.character(","))
    #expect(pane(stage)?.zoom.isZoomed == true)
  }

  @Test func zoomsToMarkedSpans() {
    let stage = stage(SampleTraces.untidy)
    stage.press(.home, .down, .character("v"), .down)
    #expect(pane(stage)?.markedRows == 1...2)
    stage.press(.character("v"))
    #expect(pane(stage)?.zoom.shown == TimeZoom.Window(fromNs: 0, toNs: 90_000_000))
    #expect(pane(stage)?.mark == nil)
    stage.press(.character("v"), .escape)
    #expect(pane(stage)?.mark == nil && pane(stage)?.zoom.isZoomed == true)
  }

  @Test func whatIsJumpedToComesIntoSight() {
    let stage = stage(SampleTraces.untidy)
    stage.press(.end, .character("."), .character("e"))
    let window = pane(stage)?.zoom.shown
    #expect((window?.fromNs ?? 0) <= 90_000_000 && window?.lengthNs == 30_000_000)
  }

  @Test func foldsByServiceAndGivesHandFoldingBack() {
    let stage = stage(SampleTraces.untidy)
    stage.press(.home, .character("f"))
    #expect(shown(stage) == 5 && stage.text.contains("by service (f)") && stage.text.contains("(+1"))
    stage.press(.character("f"))
    #expect(shown(stage) == 6)
    stage.press(.left, .character("f"), .character("f"))
    #expect(shown(stage) == 4)
  }

  @Test func foldsOffThePath() {
    let stage = stage(SampleTraces.untidy)
    stage.press(.home, .character("o"))
    #expect(shown(stage) == 5 && stage.text.contains("off path folded (o)"))
    stage.press(.character("o"))
    #expect(shown(stage) == 6)
  }

  @Test func saysThatThereIsNothingToFold() {
    var trace = SampleTraces.single
    trace.id = SampleTraces.id
    let stage = stage(trace)
    for key in ["f", "o", "<", ">", "x"] as [Character] {
      stage.press(.character(key))
      #expect(stage.state.message != nil, "\(key) said nothing")
    }
  }

  @Test func columnsComeAndGo() {
    let stage = stage(SampleTraces.untidy)
    let name = stage.lines.first { $0.contains("shop GET /cart") }
    #expect(name?.contains("100 ms") == true)
    stage.press(.character("|"), .character("3"), .character("4"), .character("5"))
    #expect(pane(stage)?.isTyping == true)
    stage.press(.enter)
    let head = stage.lines.first { $0.contains("span  ") && $0.contains("kind") } ?? ""
    #expect(head.contains("start") && !head.contains("total"))
    #expect(stage.text.contains("server"))
  }

  @Test func namesTakeAndGiveRoom() {
    let stage = stage(SampleTraces.untidy, width: 80)
    let width = { WaterfallColumns(Rect(Size(80, 10)), self.pane(stage)?.columns ?? .init()).name.width }
    #expect(width() == 40)
    stage.press(.character("("))
    #expect(width() == 36)
    for _ in 0..<20 { stage.press(.character("(")) }
    #expect(width() >= 18 && stage.state.message == "names cannot be any narrower")
    for _ in 0..<30 { stage.press(.character(")")) }
    #expect(stage.state.message == "names take all the room there is")
  }

  @Test func foldedRowsSayWhatTheyHold() {
    let stage = stage(SampleTraces.large(groups: 3))
    stage.press(.home, .down, .left)
    #expect(stage.text.contains("(+10, 10 ms)"))
    stage.press(.character("x"))
    #expect(stage.text.contains("request ×3, 30 ms in all"))
  }
}
