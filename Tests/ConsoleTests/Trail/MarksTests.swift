import Canvas
import Reports
import Telemetry
import Testing

@testable import Console

@Suite struct MarksTests {
  private func stage(_ records: [KeptRecord] = []) -> Stage {
    Stage(100, 30, pane: LogsPane(query: "{a=\"b\"}"), kept: Kept(records, context: "stage")) { _, _ in
      .success(Answer(.series([])))
    }
  }

  @Test func aLetterComesBackToThePlace() {
    let stage = stage()
    stage.press(.character("["), .character("M"), .character("a"))
    #expect(stage.state.message == "`a comes back here")
    let window = stage.state.context.window
    stage.press(.character("3"), .character("]"), .character("`"), .character("a"))
    #expect(stage.pane(LogsPane.self)?.query == "{a=\"b\"}")
    #expect(stage.state.context.window == window)
    stage.press(.backspace)
    #expect(stage.state.place.pane.kind == .traces)
  }

  @Test func marksLastLongerThanTheSession() {
    let first = stage()
    first.press(.character("M"), .character("x"), .character("2"))
    let records = first.keepings.compactMap { if case .put(let record) = $0 { record } else { nil } }
    let second = Stage(100, 30, pane: OverviewPane(), kept: Kept(records, context: "stage")) { _, _ in
      .success(Answer(.series([])))
    }
    second.press(.character("`"))
    #expect(second.text.contains("x  logs b"))
    second.press(.character("x"))
    #expect(second.pane(LogsPane.self)?.query == "{a=\"b\"}")
  }

  @Test func wrongLettersSaySo() {
    let stage = stage()
    stage.press(.character("`"))
    #expect(stage.state.message == "there are no marks yet; M and a letter marks this place")
    stage.press(.character("M"), .character("!"))
    #expect(stage.state.message == "a mark is a letter or a digit")
    stage.press(.character("b"), .character("`"), .character("z"))
    #expect(stage.state.message == "there is no mark z; there are b")
    #expect(stage.state.overlay == nil)
  }

  @Test func aMarkIsTakenOff() {
    let stage = stage()
    stage.press(.character("M"), .character("b"), .character("M"), .character("c"))
    stage.press(.character("`"), .down, .character("-"))
    #expect(stage.state.kept.marks.keys.sorted() == ["b"])
    guard case .remove(let record)? = stage.keepings.last else { return #expect(Bool(false), "it is kept") }
    #expect(record.name == "c")
  }

  @Test func foreignRecordsAreNoMarks() {
    let fields = ["nightjar://logs?q=a", "logs", "2026-11-20T00:00:00Z"]
    let names = ["", "ab", "ö", "!", "\u{1b}"]
    let records = names.map { KeptRecord(kind: .mark, context: "stage", name: $0, fields: fields) }
      + [KeptRecord(kind: .mark, context: "stage", name: "a", fields: ["nightjar://logs?q=a"])]
    #expect(Kept(records, context: "stage").marks.isEmpty)
  }

  @Test func marksDrawn() async {
    let walker = Walker(80, 24)
    await walker.start()
    await walker.press(.character("m"), .character("M"), .character("m"), .character("t"), .character("["))
    await walker.press(.character("M"), .character("t"), .character("`"))
    for (width, height) in ScreenSize.all {
      await walker.resize(width, height)
      Golden.expect(walker.state.view(), "trail/marks")
    }
  }
}
