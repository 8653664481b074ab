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
    #expect(asked(state.reduce(.tick(Walker.moment + .seconds(10)))) == ["prom"])
  }

  /// What sums up minutes is not asked for every ten seconds; a key asks for everything.
  @Test func asksSlowlyForWhatChangesSlowly() async {
    let walker = Walker(80, 24)
    await walker.start()
    var state = walker.state
    #expect(asked(state.reduce(.tick(Walker.moment + .seconds(29)))) == ["prom"])
    state = walker.state
    #expect(asked(state.reduce(.tick(Walker.moment + .seconds(30)))) == ["prom", "loki"])
    state = walker.state
    #expect(asked(state.reduce(.input(.key(.character("r"))))) == ["prom", "loki"])
  }

  /// A failure is no answer: it is asked about in every round.
  @Test func asksAgainAfterAFailureHoweverSlowlyItChanges() async {
    let walker = Walker(80, 24)
    walker.broken["loki"] = QueryFailure(.unreachable, "connection refused")
    await walker.start()
    var state = walker.state
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

  /// Whatever came of the first round, the next is due a whole interval after it, and each once.
  @Test func asksOnceInEveryInterval() async {
    let walker = Walker(80, 24)
    await walker.start()
    var state = walker.state
    var rounds = [Int]()
    for second in 1...45 {
      let effects = state.reduce(.tick(Walker.moment + .seconds(second)))
      if !effects.isEmpty { rounds.append(second) }
      let failure = QueryFailure(.unreachable, "connection refused")
      for case .ask(let ticket, _, _) in effects {
        let more = state.reduce(.answered(ticket, .failure(failure), at: state.context.now))
        #expect(more.isEmpty, "a failure is not asked about at once")
      }
    }
    #expect(rounds == [10, 20, 30, 40])
  }

  @Test func askingByKeyPutsTheNextRoundOff() async {
    let walker = Walker(80, 24)
    await walker.start()
    walker.wait(7)
    await walker.press(.character("r"))
    var state = walker.state
    #expect(state.reduce(.tick(Walker.moment + .seconds(16))).isEmpty)
    #expect(!state.reduce(.tick(Walker.moment + .seconds(17))).isEmpty)
  }

  @Test func holdsStillUntilToldToGoOn() async {
    let walker = Walker(80, 24)
    await walker.start()
    await walker.press(.character("R"))
    #expect(walker.message == "holding still; R goes on")
    var state = walker.state
    #expect(state.reduce(.tick(Walker.moment + .seconds(60))).isEmpty)
    _ = state.reduce(.input(.key(.character("R"))))
    #expect(!state.reduce(.tick(Walker.moment + .seconds(61))).isEmpty)
  }

  /// Rows do not move under somebody who reads a sheet or writes a query.
  @Test(arguments: [Key.character("?"), .character("Y"), .character(":")])
  func waitsWhileASheetIsOpen(key: Key) async {
    let walker = Walker(80, 24)
    await walker.start()
    await walker.press(key)
    var state = walker.state
    #expect(state.reduce(.tick(Walker.moment + .seconds(30))).isEmpty)
    _ = state.reduce(.input(.key(.escape)))
    #expect(!state.reduce(.tick(Walker.moment + .seconds(31))).isEmpty)
  }

  /// A source that fails slowly says why while it is asked again; another query starts afresh.
  @Test func whyTheLastTryFailedStaysInSight() async {
    let walker = Walker(100, 30, pane: MetricsPane(query: "up"))
    walker.broken["prom"] = QueryFailure(.timedOut, "no answer within 30 s")
    await walker.start()
    walker.wait(12)
    #expect(walker.text.contains("no answer within 30 s") && walker.text.contains("asking prom again 2s"))
    await walker.press(.character("i"), .control("u"))
    await walker.type("vector(1)")
    walker.pressWithoutAnswer(.enter)
    #expect(walker.text.contains("waiting for prom") && !walker.text.contains("no answer within 30 s"))
  }
}
