import Analysis
import Canvas
import Telemetry
import Testing

@testable import Console

/// What a split asks, when, and what it takes back.
@Suite struct FollowingTests {
  private static let slow = "{ resource.service.name = \"jellyfin\" && duration > 3s }"

  private static func isTrace(_ effect: Effect) -> Bool {
    if case .ask(_, _, .trace) = effect { true } else { false }
  }

  private static func traces(_ walker: Walker) -> Int {
    walker.asked.count { if case .trace = $0.1 { true } else { false } }
  }

  @Test func aRestingCursorAsksOnceAndARowSeenBeforeNothing() async throws {
    let walker = Walker(160, 45, pane: TracesPane(query: Self.slow))
    await walker.start()
    await walker.press(.character("\\"))
    #expect(Self.traces(walker) == 1)
    await walker.press(.down)
    #expect(Self.traces(walker) == 2)
    let count = walker.asked.count
    await walker.press(.up, .down, .up)
    #expect(walker.asked.count == count, "rows seen before are on the board")
    let shown = try #require(walker.state.place.split?.other?.pane as? WaterfallPane)
    #expect(shown.id == (walker.state.place.pane as? TracesPane)?.current?.id)
    await walker.press(.enter)
    #expect(walker.asked.count == count, "Enter opens what is beside")
    #expect((walker.state.place.pane as? WaterfallPane)?.foundBy == Self.slow)
    await walker.press(.backspace)
    #expect(walker.state.place.split?.leads == true)
    #expect(walker.asked.count == count, "back asks nothing")
  }

  @Test func nothingIsAskedWhileTheCursorMoves() async throws {
    let walker = Walker(160, 45, pane: TracesPane(query: Self.slow))
    await walker.start()
    var state = walker.state
    var effects = state.reduce(.input(.key(.character("\\"))))
    for _ in 0..<5 { effects += state.reduce(.input(.key(.down))) }
    #expect(effects.count == 6 && !effects.contains(where: Self.isTrace), "only waits: \(effects)")
    guard case .rest(let last)? = effects.last, case .rest(let first)? = effects.first else {
      Issue.record("no wait")
      return
    }
    #expect(state.reduce(.rested(first)).isEmpty, "a wait that was started anew")
    let asked = state.reduce(.rested(last))
    #expect(asked.count(where: Self.isTrace) == 1)
    guard case .ask(let ticket, _, _)? = asked.first else { return }
    let moved = state.reduce(.input(.key(.up)))
    #expect(moved.contains(.cancel(ticket)), "the cursor moved on: \(moved)")
  }

  @Test func spansOfOneTraceShareOneQuestion() async throws {
    let walker = Walker(160, 45, pane: TracesPane(query: Self.slow))
    await walker.start()
    await walker.press(.enter, .character("\\"))
    let logs = try #require(walker.state.place.split?.other?.pane as? LogsPane)
    #expect(logs.query.contains("trace_id"))
    let count = walker.asked.count
    await walker.press(.home, .down, .down)
    #expect(walker.asked.count == count)
    let moved = try #require(walker.state.place.split?.other?.pane as? LogsPane)
    #expect(moved.attention != logs.attention)
  }

  @Test func aLineMarksTheWaterfallAndTheChart() async throws {
    let walker = Walker(160, 45, pane: TracesPane(query: Self.slow))
    await walker.start()
    await walker.press(.enter, .character("\\"), .character(";"), .home)
    let line = try #require((walker.state.place.pane as? LogsPane)?.current)
    let waterfall = try #require(walker.state.place.split?.other?.pane as? WaterfallPane)
    #expect(waterfall.pointed == line.time)
  }

  @Test func aPlaceLeftKeepsItsSplitForwardToo() async {
    let walker = Walker(160, 45, pane: TracesPane(query: Self.slow))
    await walker.start()
    await walker.press(.character("1"), .character("3"), .character("\\"))
    let screen = walker.body
    await walker.press(.backspace, .alt("f"))
    #expect(walker.state.place.split?.other != nil)
    #expect(walker.body == screen)
  }

  @Test func nothingFoundSaysWhyInTheOtherHalf() async {
    let walker = Walker(160, 45, pane: TracesPane(query: Self.slow))
    await walker.start()
    walker.broken["tempo"] = QueryFailure(.unreachable, "connection refused")
    await walker.press(.character("\\"))
    #expect(walker.state.place.split?.other == nil)
    #expect(walker.text.contains("connection refused"))
    await walker.press(.character(";"))
    #expect(walker.message == "nothing stands in the other half yet")
  }

  @Test func bothHalvesRefresh() async throws {
    let walker = Walker(160, 45, pane: MetricsPane.exploring(focus: "jellyfin"))
    await walker.start()
    await walker.press(.character("\\"))
    var state = walker.state
    let effects = state.reduce(.tick(state.context.now + .seconds(60)))
    #expect(effects.contains { if case .ask(let ticket, _, _) = $0 { ticket.place == 0 } else { false } })
  }
}
