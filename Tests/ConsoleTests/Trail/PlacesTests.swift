import Canvas
import Reports
import Telemetry
import Testing

@testable import Console

@Suite struct PlacesTests {
  private static func earlier(_ title: String, _ link: Permalink, hours: Int) -> KeptRecord {
    KeptPlace(link: link, title: title, left: Walker.moment - .hours(hours)).record(in: "stage")
  }

  private static let records = [
    earlier("logs nas", Permalink(.logs(#"{service_name="nas"}"#), span: .last(.hours(3))), hours: 20),
    earlier("traces", Permalink(.search("{ }"), source: "tempo"), hours: 19),
    KeptRecord(kind: .place, context: "stage", name: "x", fields: ["nightjar://nowhere", "broken", ""]),
    KeptRecord(kind: .place, context: "edge", name: "y", fields: ["nightjar://logs?q=x", "of others", "2026-11-20T00:00:00Z"]),
  ]

  private func stage(_ records: [KeptRecord] = records) -> Stage {
    Stage(100, 30, pane: OverviewPane(), kept: Kept(records, context: "stage")) { _, _ in
      .success(Answer(.series([])))
    }
  }

  @Test func opensOnOverviewAndBackLeadsToLastTime() {
    let stage = stage()
    #expect(stage.state.place.pane.kind == .overview)
    stage.press(.backspace)
    #expect(stage.text.contains("traces") && stage.text.contains("last time, left 2026-11-20 04:41"))
    #expect(!stage.text.contains("broken") && !stage.text.contains("of others"))
    stage.press(.down, .enter)
    #expect(stage.pane(LogsPane.self)?.query == #"{service_name="nas"}"#)
    #expect(stage.state.context.window == .last(.hours(3)))
    stage.press(.backspace)
    #expect(stage.state.place.pane.kind == .overview)
  }

  @Test func everyPlaceLeftIsKeptOnceAndTheLastWhenQuitting() {
    let stage = stage([])
    stage.press(.character("4"), .character("3"), .character("q"))
    let kept = stage.keepings.compactMap { if case .put(let record) = $0 { KeptPlace(record) } else { nil } }
    #expect(kept.map(\.title) == ["logs", "traces"])
    #expect(kept.allSatisfy { $0.left == Walker.moment })
    #expect(Set(stage.keepings).count == 2)
  }

  @Test func theSameQueryAtAnotherTimeTakesTheOldOnesPlace() {
    let id = TraceID(hex: "cafe")!
    func name(_ link: Permalink) -> String { KeptPlace(link: link, title: "", left: Walker.moment).record(in: "c").name }
    #expect(name(Permalink(.trace(id, SpanID(1)), moment: Walker.moment)) == name(Permalink(.trace(id, nil))))
    #expect(name(Permalink(.logs("a"), span: .last(.hours(1)))) == name(Permalink(.logs("a"), item: "x")))
    #expect(name(Permalink(.logs("a"))) != name(Permalink(.logs("b"))))
  }

  @Test func whatNothingKeepsIsNotGivenAway() {
    let stage = Stage(100, 30, pane: OverviewPane()) { _, _ in .success(Answer(.series([]))) }
    stage.press(.character("4"), .character("M"), .character("a"), .character("I"), .enter, .character("q"))
    #expect(stage.keepings.isEmpty)
  }

  @Test func anyPlaceOfTheTrailIsOneChoiceAway() {
    let stage = stage([])
    stage.press(.character("4"), .character("3"), .character("2"), .backspace, .character("H"))
    #expect(stage.lines.filter { $0.contains("│ ") && ($0.contains("‹") || $0.contains("›") || $0.contains("●")) }.count == 4)
    stage.press(.end, .enter)
    #expect(stage.state.place.pane.kind == .overview)
    #expect(stage.state.trail.ahead.count == 3)
    stage.press(.character("H"), .home, .enter)
    #expect(stage.state.place.pane.kind == .metrics)
    stage.press(.character("H"), .down, .character("y"))
    #expect(stage.copied.last?.hasPrefix("nightjar://logs") == true)
  }

  @Test func listOfPlacesDrawn() async {
    let walker = Walker(80, 24)
    await walker.start()
    walker.state.kept = Kept(
      Self.records.map { KeptRecord(kind: $0.kind, context: "homelab", name: $0.name, fields: $0.fields) },
      context: "homelab")
    await walker.press(.character("m"), .character("t"), .backspace, .character("H"))
    for (width, height) in ScreenSize.all {
      await walker.resize(width, height)
      Golden.expect(walker.state.view(), "trail/places")
    }
  }

  @Test func credentialsInAQueryDoNotLeave() {
    let stage = stage([])
    stage.paste(Permalink(.logs(#"{a="b"} |= "Bearer abcdefgh12345678""#)).text)
    stage.press(.character("2"))
    #expect(!stage.keepings.isEmpty && !"\(stage.keepings)".contains("abcdefgh12345678"))
  }
}
