import Canvas
import Telemetry
import Testing

@testable import Console

@Suite struct HistoryTests {
  private func stage(_ entries: [QueryLanguage: [String]] = [:]) -> Stage {
    let stage = Stage(100, 30, pane: MetricsPane(query: "up"), history: PromptHistory(entries)) { _, _ in
      .success(Answer(.series([])))
    }
    stage.press(.character("i"))
    return stage
  }

  private func text(_ stage: Stage) -> String? { (stage.state.place.pane as? any PromptingPane)?.prompt.text }

  @Test func earlierSessionsAreRecalledByLanguage() {
    let stage = stage([.promQL: ["one", "two"], .logQL: ["{a=\"b\"}"]])
    stage.press(.up)
    #expect(text(stage) == "two")
    stage.press(.up, .up)
    #expect(text(stage) == "one")
    stage.press(.down, .down)
    #expect(text(stage) == "up", "what was being written is not lost")
  }

  @Test func whatRanIsRememberedOnceAndBlankFirstNever() {
    let stage = stage()
    stage.type(" == 0")
    stage.press(.enter)
    #expect(stage.remembered == ["promql: up == 0"])
    stage.press(.character("i"), .control("u"))
    stage.type(" secret")
    stage.press(.enter)
    stage.press(.character("i"))
    stage.type("x")
    stage.press(.escape, .escape)
    #expect(stage.remembered == ["promql: up == 0"], "neither what begins with a blank nor what never ran")
  }

  @Test func aCredentialIsNeverWrittenDown() {
    let stage = stage()
    stage.type(" == 1 or x{by=\"glsa_0123456789abcdef0123\"}")
    stage.press(.enter)
    #expect(stage.remembered.isEmpty)
  }

  @Test func searchFindsByWordsAndDoesNotRun() {
    let stage = stage([.promQL: ["sum(rate(http_requests_total[5m]))", "sum(up)", "rate(x[5m])"]])
    stage.forget()
    stage.press(.control("r"))
    stage.type("RATE sum")
    #expect(stage.text.contains("sum(rate(http_requests_total[5m]))"))
    stage.press(.enter)
    #expect(text(stage) == "sum(rate(http_requests_total[5m]))")
    #expect(stage.asked.isEmpty)
    stage.press(.control("_"))
    #expect(text(stage) == "up")
  }

  @Test func searchGoesToOlderOnesAndEscapeLeavesTheText() {
    let stage = stage([.promQL: ["one", "two", "three"]])
    stage.press(.control("r"), .control("r"), .down, .up, .control("r"))
    stage.press(.escape)
    #expect(text(stage) == "up")
    stage.press(.control("r"), .control("r"), .tab)
    #expect(text(stage) == "three", "the newest is the query on screen")
  }

  @Test func searchWithoutHitsSaysSo() {
    let stage = stage([.promQL: ["one"]])
    stage.press(.control("r"))
    stage.type("zzz")
    #expect(stage.text.contains("no earlier query holds this"))
    stage.press(.enter)
    #expect(text(stage) == "up")
  }

  @Test func entriesAreBoundedAndMoveToTheEnd() {
    var history = PromptHistory()
    for number in 0..<1100 { history.add("q\(number)", .promQL) }
    history.add("q500", .promQL)
    history.add("  ", .promQL)
    let entries = history.entries(of: .promQL)
    #expect(entries.count == PromptHistory.limit)
    #expect(entries.last == "q500")
    #expect(entries.filter { $0 == "q500" }.count == 1)
  }

  @Test func whatTheFileComplainsAboutIsShown() {
    let stage = stage()
    stage.tell(.said("history is not kept: read-only file system"))
    #expect(stage.text.contains("history is not kept: read-only file system"))
  }
}
