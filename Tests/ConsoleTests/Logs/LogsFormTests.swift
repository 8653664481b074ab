import Analysis
import Canvas
import Telemetry
import Testing

@testable import Console

/// The search put together row by row.
@Suite struct LogsFormTests {
  private func stage(_ query: String = #"{service_name=~".+"}"#) -> Stage {
    Stage(100, 30, pane: LogsPane(query: query)) { _, query in
      switch query {
      case .logs: .success(Answer(.logs([])))
      case .logLabelNames: .success(Answer(.names(["namespace", "pod", "service_name"])))
      case .logLabelValues("service_name", _, _): .success(Answer(.names(["jellyfin", "nas"])))
      case .logLabelValues: .success(Answer(.names(["media"])))
      case .logFields:
        .success(Answer(.logFields([LogField(name: "code", type: "int", cardinality: 3, parsers: ["json"])])))
      default: .success(Answer(.series([])))
      }
    }
  }

  @Test func makesAQuery() {
    let stage = stage()
    stage.press(.character("b"))
    #expect(stage.text.contains("values of service_name") && stage.text.contains("jellyfin"))
    stage.type("jel")
    stage.press(.tab, .down)
    #expect(stage.text.contains("namespace"))
    stage.type("names")
    stage.press(.tab)
    stage.type("media")
    stage.press(.down, .down)
    stage.type("timed out")
    stage.press(.down, .down)
    stage.type("code")
    stage.press(.enter)
    stage.type(">=500")
    #expect(stage.text.contains(#"{service_name="jellyfin", namespace="media"} |= "timed out" | code"#))
    stage.press(.down, .down, .right)
    #expect(stage.text.contains("‹ json ›"))
    stage.press(.enter)
    let query = stage.pane(LogsPane.self)?.query
    #expect(query == #"{service_name="jellyfin", namespace="media"} |= "timed out" | json | code>=500"#)
  }

  @Test func opensWithTheRowsOfTheQuery() {
    let stage = stage(#"{service_name="nas"} != "debug" | json | code=~"5..""#)
    stage.press(.character("b"))
    let text = stage.text
    #expect(text.contains("does not contain debug") && text.contains("=~") && text.contains("json"))
    stage.press(.escape)
    #expect(stage.pane(LogsPane.self)?.isTyping == false)
  }

  @Test func saysWhatIsWrongAndWhatIsLost() {
    let stage = stage(#"{service_name="nas"} | pattern "<a> <b>""#)
    stage.press(.character("b"))
    #expect(stage.text.contains("cannot be shown as rows"))
    stage.press(.down, .down, .down)
    stage.type("code")
    stage.press(.right)
    stage.type(">soon")
    #expect(stage.text.contains("a number, a duration"))
  }
}
