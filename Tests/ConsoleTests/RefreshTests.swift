import Canvas
import Telemetry
import Testing

@testable import Console

@Suite struct RefreshTests {
  private func asked(_ effects: [Effect]) -> Set<SourceID> {
    Set(effects.compactMap { if case .ask(_, let source, _) = $0 { source } else { nil } })
  }

  @Test func asksAgainWhenTheWindowMovesWithTheClock() async {
    let walker = Walker(80, 24)
    await walker.start()
    var state = walker.state
    #expect(state.reduce(.tick(Walker.moment + .seconds(9))).isEmpty)
    #expect(asked(state.reduce(.tick(Walker.moment + .seconds(10)))) == ["prom", "loki"])
  }

  @Test func leavesASlowSourceTimeToAnswer() async {
    let walker = Walker(80, 24)
    await walker.start()
    var state = walker.state
    _ = state.reduce(.tick(Walker.moment + .seconds(10)))
    let second = state.reduce(.tick(Walker.moment + .seconds(20)))
    #expect(second.isEmpty, "questions that are out are neither cancelled nor asked twice")
    let byKey = state.reduce(.input(.key(.character("r"))))
    #expect(byKey.contains { if case .cancel = $0 { true } else { false } })
  }

  @Test func holdsStillOnAFixedWindow() async {
    let walker = Walker(80, 24)
    await walker.start()
    await walker.press(.character("["))
    var state = walker.state
    #expect(state.reduce(.tick(Walker.moment + .seconds(60))).isEmpty)
  }
}
