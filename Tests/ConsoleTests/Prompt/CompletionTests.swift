import Canvas
import Languages
import Telemetry
import Testing

@testable import Console

/// Completion at the keyboard, on servers that answer what the test says.
@Suite struct CompletionTests {
  private static let names = ["up", "http_requests_total", "http_request_duration_seconds_bucket"]

  private func stage(
    _ language: QueryLanguage = .promQL, failing: Bool = false, _ width: Int = 100, _ height: Int = 30
  ) -> Stage {
    let pane: any Pane =
      switch language {
      case .promQL: MetricsPane(query: "")
      case .logQL: LogsPane(query: "")
      case .traceQL: TracesPane(query: "{ }")
      }
    let stage = Stage(width, height, pane: pane) { _, query in
      if failing { return .failure(QueryFailure(.unreachable, "connection refused")) }
      return .success(Answer(Self.answer(to: query)))
    }
    stage.press(.character("i"), .control("u"))
    stage.forget()
    return stage
  }

  private static func answer(to query: Query) -> Answer.Body {
    switch query {
    case .metricLabelValues("__name__", _, _): .names(names)
    case .metricLabelValues, .logLabelValues, .logFieldValues: .names(["alpha", "beta"])
    case .metricLabelNames, .logLabelNames: .names(["instance", "job"])
    case .metricMetadata:
      .metadata([MetricMetadata(name: "http_requests_total", type: "counter", help: "Requests.", unit: "")])
    case .logFields: .logFields([LogField(name: "level", type: "string", cardinality: 4, parsers: ["json"])])
    case .traceTags:
      .traceTags([
        TraceTag(scope: "resource", name: "service.name"), TraceTag(scope: "span", name: "odd key"),
      ])
    case .traceTagValues:
      .traceTagValues([
        TraceTagValue(type: "string", value: "jellyfin"), TraceTagValue(type: "int", value: "7"),
      ])
    case .logs: .logs([])
    case .traceSearch: .traces([])
    default: .series([])
    }
  }

  private func prompt(_ stage: Stage) -> QueryPrompt? {
    (stage.state.place.pane as? any PromptingPane)?.prompt
  }

  @Test func twoLettersOpenTheListWithTypeAndHelp() {
    let stage = stage()
    stage.type("h")
    #expect(stage.asked.isEmpty)
    stage.type("t")
    #expect(stage.text.contains("counter · Requests."))
    #expect(stage.asked.count == 2, "names and types")
    stage.type("tp")
    #expect(stage.asked.count == 2, "the same list is not asked for again")
  }

  @Test func enterRunsUntilTheListWasEntered() {
    let stage = stage()
    stage.type("ht")
    stage.press(.enter)
    #expect(prompt(stage)?.isEditing == false)
    #expect(prompt(stage)?.text == "ht")
  }

  @Test func downAndEnterTakeARow() {
    let stage = stage()
    stage.type("http_requests")
    stage.press(.down, .enter)
    #expect(prompt(stage)?.text == "http_requests_total")
    #expect(prompt(stage)?.isEditing == true)
    #expect(prompt(stage)?.completion == nil)
  }

  @Test func tabTakesTheFirstAndReplacesTheWholeWord() {
    let stage = stage()
    stage.type("sum(rax)")
    stage.press(.left, .left)
    stage.press(.tab, .tab)
    #expect(prompt(stage)?.text == "sum(rate()")
  }

  @Test func escapeClosesOnlyTheListAndItStaysClosed() {
    let stage = stage()
    stage.type("ht")
    stage.press(.escape)
    #expect(prompt(stage)?.completion == nil)
    #expect(prompt(stage)?.isEditing == true)
    stage.type("tp")
    #expect(prompt(stage)?.completion == nil)
    stage.type(" + ht")
    #expect(prompt(stage)?.completion != nil, "another word opens it again")
  }

  @Test func labelsAndValuesAreNarrowedByWhatIsTyped() {
    let stage = stage()
    stage.type("up{")
    #expect(stage.text.contains("instance"))
    stage.type("job=\"alpha\",instance=\"")
    #expect(stage.asked.contains { if case .metricLabelNames(["up"], _) = $0 { true } else { false } })
    #expect(
      stage.asked.contains {
        if case .metricLabelValues("instance", ["up{job=\"alpha\"}"], _) = $0 { true } else { false }
      })
    stage.press(.down, .down, .enter)
    #expect(prompt(stage)?.text == "up{job=\"alpha\",instance=\"beta\"")
  }

  @Test func aFailureIsSaidAndNeverInTheWay() {
    let stage = stage(failing: true)
    stage.type("up{")
    #expect(stage.text.contains("completion: prom: connection refused"))
    let asked = stage.asked.count
    stage.type("jo")
    #expect(stage.asked.count == asked, "a server that failed is left alone for a while")
    stage.type("b=\"x\"}")
    stage.press(.enter)
    #expect(prompt(stage)?.text == "up{job=\"x\"}")
  }

  @Test func leavingTakesTheQuestionBack() {
    let walker = Walker(100, 30, pane: MetricsPane(query: ""))
    walker.startWithoutAnswer()
    for key in [Key.character("i"), .character("u"), .character("p")] { walker.pressWithoutAnswer(key) }
    let waiting = walker.state.board.statuses(of: 0).filter { $0.question.slot.isCompletion }
    #expect(waiting.count == 2)
    let effects = walker.state.reduce(.input(.key(.escape))) + walker.state.reduce(.input(.key(.escape)))
    let cancelled = effects.filter {
      if case .cancel(let ticket) = $0 { ticket.slot.isCompletion } else { false }
    }
    #expect(cancelled.count == 2)
  }

  @Test func logQLCompletesLabelsStagesAndFields() {
    let stage = stage(.logQL)
    stage.type("{jo")
    stage.press(.down, .enter)
    stage.type("=\"al")
    stage.press(.tab)
    #expect(prompt(stage)?.text == "{job=\"alpha\"")
    stage.type("} | js")
    stage.press(.tab)
    stage.type(" | le")
    #expect(stage.text.contains("string · 4 values"))
    stage.press(.tab)
    stage.type("=\"")
    stage.press(.down, .enter)
    #expect(prompt(stage)?.text == "{job=\"alpha\"} | json | level=\"alpha\"")
  }

  @Test func traceQLCompletesAttributesAndValues() {
    let stage = stage(.traceQL)
    stage.type("{ resource.s")
    stage.press(.down, .enter)
    stage.type(" = \"")
    stage.press(.tab)
    #expect(prompt(stage)?.text == "{ resource.service.name = \"jellyfin\"")
    stage.type(" && sta")
    stage.press(.tab)
    stage.type(" = er")
    stage.press(.tab)
    #expect(prompt(stage)?.text == "{ resource.service.name = \"jellyfin\" && status = error")
    stage.type(" && odd")
    stage.press(.tab)
    #expect(prompt(stage)?.text.hasSuffix("span.\"odd key\"") == true)
  }

  @Test func aQuestionOutIsNotAskedTwice() {
    let walker = Walker(100, 30, pane: MetricsPane(query: ""))
    walker.startWithoutAnswer()
    var asked = 0
    for key in [Key.character("i"), .character("u"), .character("p"), .character("_"), .character("x")] {
      asked += walker.state.reduce(.input(.key(key))).count(where: {
        if case .ask = $0 { true } else { false }
      })
      walker.wait(1)
    }
    #expect(asked == 2)
  }
}
