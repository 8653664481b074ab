import Telemetry
import Testing

@testable import Console

/// A trace too large to be had whole.
@Suite struct TraceInPartsTests {
  @Test(arguments: [false, true]) func partsAreNotAskedForAgain(_ isInParts: Bool) {
    var trace = SampleTraces.large(groups: 3)
    trace.partial = true
    trace.message = "opened by parts: errors"
    trace.isInParts = isInParts
    let sent = trace
    let stage = Stage(
      160, 36, pane: WaterfallPane(id: SampleTraces.id, source: "tempo"),
      script: { _, query in
        guard case .trace = query else { return .success(Answer(.series([]))) }
        return .success(Answer(.trace(sent), partial: true))
      })
    #expect(stage.text.contains("partial: opened by parts: errors"))
    stage.forget()
    stage.wait(.seconds(30))
    #expect(stage.asked.contains(.trace(SampleTraces.id, hint: nil)) == !isInParts)
  }
}
