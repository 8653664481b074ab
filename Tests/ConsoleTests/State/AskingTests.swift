import Analysis
import Canvas
import Telemetry
import Testing

@testable import Console

/// Questions, tickets and answers, without any server: effects in, effects out.
@Suite struct AskingTests {
  @Test func answerToAnOlderQuestionIsDropped() throws {
    var state = Self.state()
    let first = try #require(state.start().asked(.main).first)
    let effects = state.reduce(.input(.key(.character("["))))
    let second = try #require(effects.asked(.main).first)
    #expect(effects.contains(.cancel(first)), "the one it replaces is taken back")
    _ = state.reduce(.answered(second, .success(Self.answer(2)), at: Walker.moment))
    _ = state.reduce(.answered(first, .success(Self.answer(1)), at: Walker.moment))
    #expect(Self.shown(state) == 2)
  }

  @Test func leavingAPlaceCancelsWhatItWaitsFor() {
    var state = Self.state()
    let out = Set(state.start().tickets)
    let effects = state.reduce(.input(.key(.character("4"))))
    #expect(out.isSubset(of: effects.cancelled))
    #expect(state.health.first { $0.id == "prom" }?.waitingSince == nil)
  }

  @Test func escapeCancelsAndSaysSo() {
    var state = Self.state()
    let out = Set(state.start().tickets)
    let effects = state.reduce(.input(.key(.escape)))
    #expect(Set(effects.cancelled) == out)
    #expect(state.message == "cancelled")
    #expect(state.view().lines.joined().contains("cancelled; r asks again"))
    _ = state.reduce(.input(.key(.escape)))
    #expect(state.message == "nothing is being waited for; q quits")
  }

  @Test func quittingCancelsEverything() {
    var state = Self.state()
    let out = Set(state.start().tickets)
    let effects = state.reduce(.input(.key(.character("q"))))
    #expect(Set(effects.cancelled) == out)
    #expect(effects.last == .quit)
  }

  /// A fixed range, a prompt, a sheet and `R` hold the screen still.
  @Test(arguments: [Key.character("["), .character("i"), .character("?"), .character("R")])
  func nothingIsAskedBehindTheBackOf(key: Key) {
    var state = Self.state()
    _ = state.start()
    _ = state.reduce(.input(.key(key)))
    #expect(state.reduce(.tick(Walker.moment + .minutes(5))).tickets.isEmpty)
  }

  @Test func backKeepsWhatWasThereAndAsksOnlyWhatNeverCame() throws {
    var state = Self.state()
    let out = state.start()
    let main = try #require(out.asked(.main).first)
    _ = state.reduce(.answered(main, .success(Self.answer(7)), at: Walker.moment))
    _ = state.reduce(.input(.key(.character("4"))))
    let effects = state.reduce(.input(.key(.backspace)))
    #expect(Self.shown(state) == 7)
    #expect(effects.tickets.map(\.slot) == ["exemplars", "annotations", "alert rules"])
  }

  private static func state() -> State {
    let sources = [Source(id: "prom", kind: .prometheus), Source(id: "loki", kind: .loki)]
    let context = Context(
      now: Walker.moment, sources: sources, correlator: Correlator(sources: sources, renames: [:]),
      size: Size(100, 30))
    return State(name: "test", context: context, pane: MetricsPane(query: "up"))
  }

  private static func answer(_ value: Double) -> Answer {
    Answer(.series([Series(labels: ["job": "a"], samples: [Sample(Walker.moment, value)])]))
  }

  private static func shown(_ state: State) -> Double? {
    (state.place.pane as? MetricsPane)?.series.first?.samples.last?.value
  }
}

extension [Effect] {
  fileprivate var tickets: [Ticket] {
    compactMap { if case .ask(let ticket, _, _) = $0 { ticket } else { nil } }
  }

  fileprivate func asked(_ slot: Slot) -> [Ticket] { tickets.filter { $0.slot == slot } }

  fileprivate var cancelled: [Ticket] {
    compactMap { if case .cancel(let ticket) = $0 { ticket } else { nil } }
  }
}
