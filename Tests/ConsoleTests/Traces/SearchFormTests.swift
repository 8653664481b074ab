import Canvas
import Telemetry
import Testing

@testable import Console

/// The search made row by row.
@Suite struct SearchFormTests {
  private func stage(_ query: String = "{ }") -> Stage {
    Stage(140, 30, pane: TracesPane(query: query)) { _, query in
      switch query {
      case .traceTagValues("resource.service.name", _, _):
        .success(Answer(.traceTagValues(["shop", "shipping", "42"].map { TraceTagValue(type: "string", value: $0) })))
      case .traceTagValues("span.http.route", _, _):
        .success(Answer(.traceTagValues([TraceTagValue(type: "string", value: "/items")])))
      case .traceTagValues: .failure(QueryFailure(.refused, "no such tag"))
      default: TracesSearchTests.server(5, query: query)
      }
    }
  }

  private func query(_ stage: Stage) -> String? { stage.pane(TracesPane.self)?.query }

  @Test func makesAQueryLiveAndRunsIt() {
    let stage = stage()
    stage.press(.character("b"))
    stage.type("ship")
    #expect(stage.text.contains(#"{ resource.service.name = "ship" }"#))
    stage.press(.tab, .down, .down)
    stage.type("error")
    stage.press(.down)
    stage.type("3s")
    #expect(stage.text.contains(#"{ resource.service.name = "shipping" && status = error && duration > 3s }"#))
    #expect(query(stage) == "{ }")
    stage.press(.enter)
    #expect(query(stage) == #"{ resource.service.name = "shipping" && status = error && duration > 3s }"#)
    #expect(stage.pane(TracesPane.self)?.prompt.text == query(stage))
  }

  @Test func escapeLeavesEverythingAsItWas() {
    let stage = stage("{ status = error }")
    stage.press(.character("b"))
    stage.type("shop")
    stage.forget()
    stage.press(.escape)
    #expect(query(stage) == "{ status = error }" && stage.pane(TracesPane.self)?.form == nil)
    #expect(stage.asked.isEmpty)
  }

  @Test func opensWithThePresentQuery() {
    let stage = stage(#"{ status = error && span.http.route =~ "/a.*" && duration >= 2s }"#)
    stage.press(.character("b"))
    let text = stage.text
    #expect(text.contains("span.http.route") && text.contains("/a.*") && text.contains("2s"))
    #expect(!text.contains("cannot be shown as rows"))
  }

  @Test func saysWhenTheQueryCannotBeShown() {
    let stage = stage("{ status = error } >> { duration > 1s }")
    stage.press(.character("b"))
    #expect(stage.text.contains("the query above cannot be shown as rows"))
  }

  @Test func valuesAreNarrowedByTheOtherRows() {
    let stage = stage("{ duration > 2s }")
    stage.press(.character("b"))
    #expect(stage.asked.contains {
      if case .traceTagValues("resource.service.name", "{ duration > 2s }", _) = $0 { true } else { false }
    })
    #expect(stage.text.contains("shipping"))
  }

  @Test func anAttributeHasANameAndAValue() {
    let stage = stage()
    stage.press(.character("b"), .up)
    stage.type("route")
    stage.press(.tab)
    stage.type("/it")
    stage.press(.tab)
    #expect(stage.text.contains(#"{ span.http.route = "/items" }"#))
    // There is always a row for one more.
    #expect(stage.lines.contains { $0.hasPrefix("   attribute") })
    stage.press(.home, .left, .control("u"), .right)
    #expect(stage.text.contains("which attribute?"))
  }

  @Test func aStringThatLooksLikeANumberStaysOne() {
    let stage = stage()
    stage.press(.character("b"), .tab, .enter, .enter)
    #expect(query(stage) == #"{ resource.service.name = "42" }"#)
  }

  @Test func operatorsAreTypedOrTurned() {
    let stage = stage()
    stage.press(.character("b"))
    stage.type("!~sh.*")
    #expect(stage.text.contains(#"{ resource.service.name !~ "sh.*" }"#))
    stage.press(.backTab)
    #expect(stage.text.contains(#"{ resource.service.name = "sh.*" }"#))
  }

  @Test func saysWhatIsWrongWithARow() {
    let stage = stage()
    stage.press(.character("b"), .down, .down, .down)
    stage.type("soon")
    #expect(stage.text.contains("▲ a duration such as 300ms or 1.5s"))
    stage.press(.up, .up)
    #expect(stage.text.contains("no such tag"))
  }
}
