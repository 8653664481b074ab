import Canvas
import Reports
import Telemetry
import Testing

@testable import Console

@Suite struct LinkTests {
  private func opened(_ link: Permalink) -> Stage {
    let stage = Stage(120, 30, pane: OverviewPane()) { _, query in
      if case .trace = query { return .success(Answer(.trace(SampleTraces.untidy))) }
      return .success(Answer(.series([])))
    }
    stage.paste(link.text)
    return stage
  }

  private static let range = TimeRange(last: .minutes(30), until: Walker.moment - .hours(2))

  static let links = [
    Permalink(.metrics(["up", "rate(x[5m])"]), source: "prom", span: .fixed(range)),
    Permalink(.logs(#"{a="b"} |= "c""#), source: "loki", span: .last(.hours(3)), focus: "nas"),
    Permalink(.search("{ duration > 1s }"), source: "tempo", span: .last(.hours(1))),
    Permalink(.trace(SampleTraces.id, SpanID(3)), source: "tempo", span: .last(.hours(1))),
    Permalink(.screen(.alerts), span: .last(.hours(1))), Permalink(.screen(.slo), span: .last(.hours(1))),
    Permalink(.screen(.services), span: .last(.hours(1))),
  ]

  @Test(arguments: links) func aPastedLinkOpensThePlaceItWasTakenFrom(link: Permalink) {
    let stage = opened(link)
    #expect(stage.state.link == link)
    #expect(stage.state.message == "opened from a link")
    stage.press(.backspace)
    #expect(stage.state.place.pane.kind == .overview)
  }

  @Test func offersBothLinksWithTheQueries() {
    let stage = opened(Self.links[1])
    stage.press(.character("Y"))
    let entries = stage.state.queryEntries.map(\.text)
    #expect(entries.contains(Self.links[1].text))
    #expect(entries.last?.hasPrefix("/explore?schemaVersion=1&panes=") == true)
    stage.press(Array(repeating: .down, count: entries.count))
    stage.press(.up, .character("y"))
    #expect(stage.copied == [Self.links[1].text])
  }

  @Test func aPastedTraceIDOpensTheTrace() {
    let stage = Stage(120, 30, pane: OverviewPane()) { _, query in
      if case .trace = query { return .success(Answer(.trace(SampleTraces.untidy))) }
      return .success(Answer(.series([])))
    }
    stage.paste("\(SampleTraces.id)\n")
    #expect(stage.state.place.pane.kind == .waterfall)
    stage.press(.character("7"), .character("/"))
    stage.paste(Self.links[1].text)
    #expect(stage.state.place.pane.kind == .logs, "no filter begins as a link does")
  }

  @Test func aBrokenLinkSaysWhatIsWrong() {
    let stage = Stage(120, 30, pane: OverviewPane()) { _, _ in .success(Answer(.series([]))) }
    stage.paste("nightjar://trace/xyz")
    #expect(stage.state.message?.contains("32 hexadecimal digits") == true)
    #expect(stage.state.place.pane.kind == .overview)
  }

  @Test func aSourceThatIsNotHereIsSaid() {
    let stage = opened(Permalink(.logs("{a=\"b\"}"), source: "edge"))
    #expect(stage.state.message == "the link names a source edge that is not here; asking others")
    #expect(stage.pane(LogsPane.self)?.source == nil)
  }
}
