import Analysis
import Canvas
import Telemetry
import Testing

@testable import Console

/// What switching keeps, what it asks, and that nothing of one context is taken for another's.
@Suite struct ContextTests {
  private static let edge: Set<SourceID> = ["prom-edge", "loki-edge", "tempo-edge"]

  private static func walker(_ pane: any Pane) async -> Walker {
    let walker = Walker(160, 45, pane: pane, withEdge: true)
    await walker.start()
    return walker
  }

  private static func go(_ walker: Walker, to name: String) async {
    await walker.press(.character(":"))
    await walker.type("ctx \(name)")
    await walker.press(.enter)
  }

  @Test func theSameQueryAndRangeAreAskedOfTheOther() async throws {
    let text = "{service_name=\"jellyfin\"} |= \"Slow\""
    let walker = await Self.walker(LogsPane(query: text))
    await walker.press(.character("["))
    let window = walker.state.place.window
    let count = walker.asked.count
    await Self.go(walker, to: "edge")
    let asked = walker.asked.dropFirst(count)
    #expect(!asked.isEmpty && asked.allSatisfy { Self.edge.contains($0.0) })
    #expect((walker.state.place.pane as? LogsPane)?.query == text)
    #expect(walker.state.place.window == window)
    #expect(walker.state.health.map(\.id) == ["prom-edge", "loki-edge", "tempo-edge"])
    #expect(walker.lines[0].contains("edge"))
  }

  @Test func backLeadsToTheContextToo() async {
    let walker = await Self.walker(OverviewPane())
    let screen = walker.body
    await Self.go(walker, to: "edge")
    #expect(walker.body != screen)
    await walker.press(.backspace)
    #expect(walker.state.name == "homelab")
    #expect(walker.body == screen)
    await walker.press(.alt("f"))
    #expect(walker.state.name == "edge")
  }

  @Test func aLateAnswerOfTheOldContextIsDropped() async throws {
    let walker = Walker(160, 45, pane: LogsPane(query: "{app=\"x\"}"), withEdge: true)
    var state = walker.state
    let old = state.start()
    for key in [Key.character("K"), .character("e"), .enter] { _ = state.reduce(.input(.key(key))) }
    try #require(state.name == "edge")
    let late = try #require(
      old.lazy.compactMap { effect -> Ticket? in if case .ask(let ticket, _, _) = effect { ticket } else { nil } }.first)
    let line = LogLine(time: Walker.moment, line: "of homelab", labels: [:], metadata: [:], source: "loki")
    _ = state.reduce(.answered(late, .success(Answer(.logs([line]))), at: Walker.moment))
    #expect((state.place.pane as? LogsPane)?.list.isEmpty == true)
    #expect(!state.view().lines.joined().contains("of homelab"))
  }

  @Test func tabsStartAnewInAnotherContext() async {
    let walker = await Self.walker(OverviewPane())
    await walker.press(.character("4"), .character("1"))
    await Self.go(walker, to: "edge")
    let count = walker.asked.count
    await walker.press(.character("4"))
    #expect(walker.asked.dropFirst(count).allSatisfy { Self.edge.contains($0.0) })
    #expect((walker.state.place.pane as? LogsPane)?.current?.source == "loki-edge")
  }

  @Test func aSplitFollowsInTheOtherContext() async throws {
    let walker = await Self.walker(TracesPane(query: "{ resource.service.name = \"jellyfin\" && duration > 3s }"))
    await walker.press(.character("\\"))
    await Self.go(walker, to: "edge")
    let other = try #require(walker.state.place.split?.other?.pane as? WaterfallPane)
    #expect(other.source == "tempo-edge")
  }

  @Test func jumpsStayInTheContextOfTheRow() async throws {
    let walker = await Self.walker(TracesPane(query: "{ resource.service.name = \"jellyfin\" && duration > 3s }"))
    await Self.go(walker, to: "all")
    let sources = (walker.state.context.sources).map(\.id)
    #expect(sources == ["prom", "loki", "tempo", "prom-edge", "loki-edge", "tempo-edge"])
    let rows = try #require((walker.state.place.pane as? TracesPane)?.rows.traces)
    let index = try #require(rows.firstIndex { $0.source == "tempo-edge" })
    await walker.press(.home)
    for _ in 0..<index { await walker.press(.down) }
    let count = walker.asked.count
    await walker.press(.enter, .character("l"))
    let asked = walker.asked.dropFirst(count)
    #expect(asked.allSatisfy { Self.edge.contains($0.0) }, "\(asked.map(\.0))")
  }

  @Test func aLinkOfAnotherContextLeadsThere() async {
    let walker = await Self.walker(OverviewPane())
    await walker.press(.character("4"), .character("1"))
    let screen = walker.body
    await walker.paste("nightjar://logs?q=%7Bapp%3D%22x%22%7D&source=loki-edge")
    #expect(walker.state.name == "edge")
    #expect(walker.message == "opened from a link, in context edge")
    await walker.press(.backspace)
    #expect(walker.state.name == "homelab")
    #expect(walker.body == screen)
  }

  @Test func whatIsNotThereIsExplained() async {
    let walker = await Self.walker(OverviewPane())
    await Self.go(walker, to: "nowhere")
    #expect(walker.message == "there is no context nowhere; there are homelab, edge, all")
    await Self.go(walker, to: "homelab")
    #expect(walker.message == "this is homelab already; there are homelab, edge, all")
    let plain = Walker(160, 45)
    await plain.start()
    await plain.press(.character("K"))
    #expect(plain.message?.hasPrefix("the configuration has no contexts") == true)
  }

  @Test func aSourceOfTwoContextsIsAskedOnceAndNamedAfterBoth() {
    let shared = Source(id: "tempo", kind: .tempo)
    let all = SourceChoice(watching: [
      SourceChoice(name: "a", sources: [Source(id: "p1", kind: .prometheus), shared]),
      SourceChoice(name: "b", sources: [Source(id: "p2", kind: .prometheus), Source(id: "p3", kind: .prometheus), shared]),
    ])
    #expect(all.sources.map(\.id) == ["p1", "tempo", "p2", "p3"])
    var context = Context(
      now: Walker.moment, sources: all.sources, correlator: Correlator(sources: all.sources, renames: [:]),
      size: Size(80, 24))
    #expect(context.origin(of: "p1") == nil, "one context needs no names")
    context.origins = all.origins
    #expect(context.origin(of: "p1") == "a")
    #expect(context.origin(of: "p2") == "b/p2")
    #expect(context.origin(of: "tempo") == "a+b")
  }
}
