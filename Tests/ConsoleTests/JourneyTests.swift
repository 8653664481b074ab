import Canvas
import Telemetry
import Testing

@testable import Console

/// The journey the program is for: from the burning budget to the line that explains it, and back.
@Suite struct JourneyTests {
  @Test(arguments: [(80, 24), (120, 36), (200, 60)])
  func fromOverviewToTheLineAndBack(width: Int, height: Int) async {
    let walker = Walker(width, height)
    await walker.start()
    Golden.expect(walker.state.view(), "journey/1-overview")
    let questions = walker.asked.count
    await walker.press(.character("m"))
    #expect(walker.state.place.pane.kind == .metrics)
    Golden.expect(walker.state.view(), "journey/2-metrics")
    let metrics = walker.body
    await walker.press(.character("t"))
    #expect(walker.state.place.pane.kind == .waterfall)
    Golden.expect(walker.state.view(), "journey/3-waterfall")
    let waterfall = walker.body
    await walker.press(.character("l"))
    #expect(walker.state.place.pane.kind == .logs)
    Golden.expect(walker.state.view(), "journey/4-logs")
    #expect(walker.text.contains("sdb: request que"))
    // Twelve are too many; configured tags make one more.
    let asked = walker.asked.dropFirst(questions)
    #expect(asked.count <= 11, "\(asked.map(\.1))")
    await walker.press(.backspace)
    #expect(walker.body == waterfall)
    await walker.press(.backspace)
    #expect(walker.body == metrics)
    await walker.press(.backspace)
    #expect(walker.state.place.pane.kind == .overview)
  }
}
