import Canvas
import Telemetry
import Testing

@testable import Console

/// An id typed or pasted where a query is expected opens its trace.
@Suite struct TypedTraceIDTests {
  private static let id = TraceID(hex: "4bf92f3577b34da6a3ce929d0e0e4736")!
  private static let short = TraceID(hex: "cafe")!

  private func stage() -> Stage {
    Stage(100, 30, pane: TracesPane(query: "{ duration > 1s }")) { _, query in
      switch query {
      case .trace(let id, _) where id == Self.id || id == Self.short:
        let spans = [SampleTraces.span(1, "GET /", at: 0, for: 1)]
        return .success(Answer(.trace(Trace(id: id, spans: spans, resources: [SampleTraces.resource("shop")]))))
      case .trace: return .success(Answer(.trace(nil)))
      default: return .success(Answer(.traces([])))
      }
    }
  }

  private func type(_ text: String, on stage: Stage) {
    stage.press(.character("i"), .control("u"))
    stage.type(text)
    stage.press(.enter)
  }

  @Test(arguments: [
    "4bf92f3577b34da6a3ce929d0e0e4736", " 4BF92F3577B34DA6A3CE929D0E0E4736 ",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "trace_id=4bf92f3577b34da6a3ce929d0e0e4736",
    "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    "{ }4bf92f3577b34da6a3ce929d0e0e4736", "{} 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
  ])
  func opensTheTrace(text: String) {
    let stage = stage()
    type(text, on: stage)
    #expect(stage.pane(WaterfallPane.self)?.id == Self.id)
    #expect(stage.text.contains("GET /"))
    stage.press(.backspace)
    #expect(stage.pane(TracesPane.self)?.query == "{ duration > 1s }", "the query is as it was")
    #expect(stage.text.contains("{ duration > 1s }"))
  }

  @Test func idsWithoutTheirLeadingZerosCount() {
    let stage = stage()
    type("cafe", on: stage)
    #expect(stage.pane(WaterfallPane.self)?.id == Self.short)
  }

  @Test func anUnknownIdIsSaidAndTheListStays() {
    let stage = stage()
    type("00000000000000000000000000000bad", on: stage)
    #expect(stage.pane(TracesPane.self)?.query == "{ duration > 1s }")
    #expect(stage.state.message?.contains("tempo") == true, "\(stage.state.message ?? "nothing said")")
  }

  @Test(arguments: ["{ trace:id = \"4bf92f3577b34da6a3ce929d0e0e4736\" }", "{ .trace_id = \"cafe\" }"])
  func aQueryStaysAQuery(text: String) {
    let stage = stage()
    type(text, on: stage)
    #expect(stage.pane(TracesPane.self)?.query == text)
  }
}
