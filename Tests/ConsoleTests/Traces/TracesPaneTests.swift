import Canvas
import Telemetry
import Testing

@testable import Console

@Suite struct TracesPaneTests {
  private static func summary(_ number: UInt64, _ service: String?, ms: Int64, errors: Int) -> TraceSummary {
    TraceSummary(
      id: TraceID(high: 0, low: number)!, rootService: service, rootName: "GET /\(number)",
      start: Walker.moment - .seconds(Int64(number)), durationNanoseconds: ms * 1_000_000, spanCount: 3,
      errorCount: errors, services: [], matched: [], matchedCount: 1)
  }

  private func stage(
    _ query: String = "{ }", _ traces: [TraceSummary] = (1...60).map {
      summary(UInt64($0), $0 == 2 ? nil : "shop", ms: Int64($0), errors: $0 % 7 == 0 ? $0 : 0)
    }
  ) -> Stage {
    Stage(100, 30, pane: TracesPane(query: query)) { _, query in
      if case .traceSearch = query { return .success(Answer(.traces(traces))) }
      return .success(Answer(.series([])))
    }
  }

  private func current(_ stage: Stage) -> UInt64? { stage.pane(TracesPane.self)?.current?.id.low }

  @Test func sortsAndKeepsTheCursorOnItsTrace() {
    let stage = stage()
    #expect(current(stage) == 1)
    stage.press(.down, .down, .character("s"))
    #expect(current(stage) == 3 && stage.state.message == "sorted by longest first")
    stage.press(.home)
    #expect(current(stage) == 60)
    stage.press(.character("s"))
    #expect(stage.state.message == "sorted by most spans first")
    stage.press(.character("s"), .home)
    #expect(current(stage) == 56)
    stage.press(.character("s"), .home)
    #expect(current(stage) == 1)
  }

  @Test func pagesAndGoesToTrouble() {
    let stage = stage()
    stage.press(.character("e"))
    #expect(current(stage) == 7)
    stage.press(.character("E"))
    #expect(current(stage) == 56)
    stage.press(.home, .pageDown, .pageUp)
    #expect(current(stage) == 1)
    stage.press(.end)
    #expect(current(stage) == 60)
  }

  @Test func narrowsTheQueryByService() {
    let stage = stage("{ duration > 1s }")
    stage.press(.character("+"))
    #expect(stage.pane(TracesPane.self)?.query == #"{ duration > 1s && resource.service.name = "shop" }"#)
    stage.press(.character("-"))
    #expect(stage.pane(TracesPane.self)?.query.contains(#"resource.service.name != "shop""#) == true)
    stage.press(.down, .character("+"))
    #expect(stage.state.message == "this row has no resource.service.name")
    #expect(stage.asked.contains { $0.text == #"{ duration > 1s && resource.service.name = "shop" }"# })
  }

  @Test func copiesTheTraceID() {
    let stage = stage()
    stage.press(.character("y"))
    #expect(stage.copied == ["00000000000000000000000000000001"])
  }

  @Test(arguments: [("{ }", "traces"), (#"{ resource.service.name = "nas" && x > 1 }"#, "traces nas")])
  func hasAShortTitle(query: String, title: String) {
    #expect(TracesPane(query: query).title == title)
  }

  @Test(arguments: [false, true]) func everyKeyActsOrExplainsItself(isEmpty: Bool) {
    for command in Command.allCases {
      let stage = isEmpty ? stage("{ }", []) : stage()
      stage.press(.down)
      Explanations.expect(command, on: stage)
    }
  }
}
