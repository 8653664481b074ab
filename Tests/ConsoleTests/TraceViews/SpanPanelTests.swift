import Canvas
import Reports
import Telemetry
import Testing

@testable import Console

/// What keys do in the enlarged detail of a span.
@Suite struct SpanPanelTests {
  private func stage(
    _ width: Int = 100, _ height: Int = 40, foundBy: String? = nil,
    linking: Result<Answer, QueryFailure> = .success(Answer(.traces([])))
  ) -> Stage {
    let pane = WaterfallPane(id: SampleTraces.id, source: "tempo", foundBy: foundBy)
    let traces = [TraceViewSamples.detailed, SampleTraces.single]
    return Stage(width, height, pane: pane) { _, query in
      switch query {
      case .trace(let id, _): .success(Answer(.trace(traces.first { $0.id == id })))
      case .traceSearch(let text, _, _, _) where text.contains("link:traceID"): linking
      case .traceSearch: .success(Answer(.traces([])))
      default: .success(Answer(.series([])))
      }
    }
  }

  /// Puts the cursor on the first line that holds a text.
  private func go(to text: String, on stage: Stage) throws {
    stage.press(.home)
    for _ in 0..<120 {
      if line(of: stage)?.contains(text) == true { return }
      stage.press(.down)
    }
    Issue.record("no line with \(text)")
  }

  private func line(of stage: Stage) -> String? {
    guard let panel = stage.pane(WaterfallPane.self)?.panel, let page = panel.page,
      page.layout.lines.indices.contains(panel.scroll.cursor)
    else { return nil }
    return page.layout.lines[panel.scroll.cursor].runs.map(\.text).joined()
  }

  @Test func copiesTheValueWholeNotItsLines() throws {
    let stage = stage()
    stage.press(.tab)
    try go(to: "  order  ", on: stage)
    stage.press(.down, .character("y"))
    #expect(stage.copied == [#"{"id":7,"items":[{"sku":"a-1","count":2}],"note":"leave at the door"}"#])
  }

  @Test(arguments: [
    ("http.request.method", "+", "{ span.http.request.method = \"POST\" }"),
    ("http.response", "-", "{ span.http.response.status_code != 500 }"),
    ("host.name", "+", "{ resource.host.name = \"node1\" }"),
    ("reason", "+", "{ link.reason = \"retry of\" }"), ("attempt", "+", "{ event.attempt = 2 }"),
    ("Shop.StoreException", "+", "{ event.exception.type = \"Shop.StoreException\" }"),
    ("Shop.Web", "+", "{ instrumentation:name = \"Shop.Web\" }"),
    ("✗ error", "+", "{ status = error }"), ("kind  ", "-", "{ kind != server }"),
  ])
  func plusAndMinusSearch(line: String, key: String, query: String) throws {
    let stage = stage()
    stage.press(.tab)
    try go(to: line, on: stage)
    stage.press(.character(Character(key)))
    #expect(stage.pane(TracesPane.self)?.query == query)
    stage.press(.backspace)
    #expect(stage.state.place.pane.kind == .waterfall)
  }

  @Test func theSearchItCameFromIsNarrowed() throws {
    let stage = stage(foundBy: "{ duration > 1s }")
    stage.press(.tab)
    try go(to: "http.request.method", on: stage)
    stage.press(.character("+"))
    #expect(stage.pane(TracesPane.self)?.query == "{ duration > 1s && span.http.request.method = \"POST\" }")
  }

  @Test func refusesWhatNoSearchCompares() throws {
    let stage = stage()
    stage.press(.character("+"))
    #expect(stage.state.message?.contains("Tab enlarges") == true)
    stage.press(.tab)
    try go(to: "hosts", on: stage)
    stage.press(.character("+"))
    #expect(stage.state.message?.contains("hosts is none") == true)
  }

  @Test func filtersByKeyAndValue() {
    let stage = stage()
    stage.press(.character("a"))
    stage.type("STORE")
    #expect(stage.text.contains("Shop.StoreException") && !stage.text.contains("http.request.method"))
    stage.press(.enter)
    #expect(stage.state.place.pane.isTyping == false)
    stage.press(.character("/"), .control("u"))
    stage.type("nowhere")
    #expect(stage.text.contains("no attribute of this span has nowhere"))
    stage.press(.control("u"), .escape)
    #expect(stage.text.contains("Shop.StoreException"))
  }

  @Test func foldsAndUnfoldsTheStack() throws {
    let stage = stage()
    stage.press(.tab)
    #expect(stage.text.contains("Step3") && !stage.text.contains("Step4") && stage.text.contains("6 more lines"))
    try go(to: "Step1", on: stage)
    stage.press(.character(" "))
    #expect(stage.text.contains("Step9"))
    #expect(line(of: stage)?.contains("Step1") == true)
    stage.press(.enter)
    #expect(!stage.text.contains("Step9"))
    try go(to: "http.request.method", on: stage)
    stage.press(.character(" "))
    #expect(stage.state.message == "this value shows whole")
  }

  @Test func followsTheLinkUnderTheCursor() throws {
    let stage = stage()
    stage.press(.tab)
    try go(to: SampleTraces.other.description, on: stage)
    stage.press(.enter)
    #expect(stage.pane(WaterfallPane.self)?.id == SampleTraces.other)
    stage.press(.backspace)
    try go(to: TraceViewSamples.faster.description, on: stage)
    stage.press(.enter)
    #expect(stage.pane(WaterfallPane.self)?.id == TraceViewSamples.faster)
  }

  @Test func asksWhoLinksHereOnlyOnceEnlarged() throws {
    let summary = TraceSummary(
      id: SampleTraces.other, rootService: "cron", rootName: "tick", start: SampleTraces.start,
      durationNanoseconds: 1, spanCount: 1, errorCount: nil, services: [], matched: [], matchedCount: 1)
    let stage = stage(linking: .success(Answer(.traces([summary]))))
    let isLinkQuery: (Query) -> Bool = { $0.text?.contains("link:traceID") == true }
    #expect(!stage.asked.contains(where: isLinkQuery))
    stage.press(.tab)
    #expect(stage.asked.filter(isLinkQuery).map(\.text) == ["{ link:traceID = \"\(SampleTraces.id)\" }"])
    stage.press(.tab, .tab)
    #expect(stage.asked.count(where: isLinkQuery) == 1)
    try go(to: "cron tick", on: stage)
    stage.press(.enter)
    #expect(stage.pane(WaterfallPane.self)?.id == SampleTraces.other)
  }

  @Test func aRefusalToSayWhoLinksHereIsKind() throws {
    let stage = stage(linking: .failure(QueryFailure(.unsupported, "link is not known")))
    stage.press(.tab)
    let lines = try #require(stage.pane(WaterfallPane.self)?.panel.page?.layout.lines)
    let said = "the server cannot say which traces link here: link is not known"
    #expect(lines.contains { $0.runs.map(\.text).joined().contains(said) })
  }

  @Test(arguments: [(80, 24), (100, 30)]) func looks(width: Int, height: Int) throws {
    let stage = stage(width, height)
    Golden.expect(stage.state.view(), "traceviews/1-detail-small")
    stage.press(.tab)
    Golden.expect(stage.state.view(), "traceviews/2-detail")
    try go(to: "  order  ", on: stage)
    Golden.expect(stage.state.view(), "traceviews/3-detail-json")
    stage.press(.end)
    Golden.expect(stage.state.view(), "traceviews/4-detail-end")
    stage.press(.character("/"))
    stage.type("http")
    Golden.expect(stage.state.view(), "traceviews/5-detail-filter")
  }
}
