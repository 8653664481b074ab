import Canvas
import Telemetry
import Testing

@testable import Console

/// Writing a query on the homelab, on a small and a usual screen and without glyphs.
@Suite struct PromptWalkTests {
  private static let looks: [(Int, Int, GlyphSet)] = [
    (80, 24, .unicode), (120, 36, .unicode), (100, 30, .ascii),
  ]

  private func walker(
    _ look: (Int, Int, GlyphSet), _ pane: any Pane = MetricsPane(query: "sum by (job) (up)")
  ) async -> Walker {
    let walker = Walker(look.0, look.1, pane: pane, glyphs: look.2)
    await walker.start()
    await walker.press(.character("i"))
    return walker
  }

  private func keep(_ walker: Walker, _ name: String) {
    let folder = walker.state.context.glyphs == .ascii ? "prompt/ascii-" : "prompt/"
    Golden.expect(walker.state.view(), folder + name)
    if walker.state.context.glyphs == .ascii { #expect(walker.text.allSatisfy { $0.isASCII }) }
  }

  @Test(arguments: looks)
  func metricThenLabelThenValue(width: Int, height: Int, glyphs: GlyphSet) async {
    let walker = await walker((width, height, glyphs))
    await walker.press(.control("u"))
    await walker.type("rate(traces_sp")
    keep(walker, "1-metrics")
    await walker.press(.down, .down)
    keep(walker, "2-metric-picked")
    await walker.press(.enter)
    await walker.type("{serv")
    keep(walker, "3-labels")
    await walker.press(.tab)
    await walker.type("=\"")
    keep(walker, "4-values")
    await walker.type("jel")
    await walker.press(.tab)
    await walker.type("}[")
    keep(walker, "5-durations")
    await walker.press(.tab)
    await walker.type("])")
    await walker.press(.enter)
    #expect(walker.state.place.pane.isTyping == false)
    #expect(walker.asked.contains { $0.1.text?.contains("{service=\"jellyfin\"}[") == true })
  }

  @Test(arguments: looks)
  func severalLinesWithAComplaint(width: Int, height: Int, glyphs: GlyphSet) async {
    let walker = await walker((width, height, glyphs))
    await walker.press(.control("u"))
    await walker.paste("sum by (job) (\n  rate(up[5m]\n)")
    keep(walker, "6-lines")
    await walker.press(.up, .end)
    keep(walker, "7-lines-bracket")
    await walker.type(")")
    #expect(!walker.text.contains("unclosed left parenthesis"))
    await walker.press(.enter)
    keep(walker, "8-at-rest")
  }

  @Test(arguments: looks)
  func formatsAndRefusesToLoseComments(width: Int, height: Int, glyphs: GlyphSet) async {
    let walker = await walker((width, height, glyphs))
    await walker.press(.control("u"))
    await walker.paste(
      "histogram_quantile(0.99,sum by(le,service)(rate(traces_spanmetrics_latency_bucket{service!=\"nas\"}[$__rate_interval])))"
        + " / on(service) sum by(service)(rate(traces_spanmetrics_calls_total[$__rate_interval]))")
    await walker.press(.control("f"))
    keep(walker, "9-formatted")
    await walker.type(" # why")
    await walker.press(.control("f"))
    #expect(walker.message == "not formatted: the comments would be lost")
  }

  @Test(arguments: looks)
  func historyIsSearched(width: Int, height: Int, glyphs: GlyphSet) async {
    let walker = await walker((width, height, glyphs))
    for query in ["rate(up[5m])", "count by (job) (up)", "sum(rate(traces_spanmetrics_calls_total[5m]))"] {
      await walker.press(.control("u"))
      await walker.type(query)
      await walker.press(.enter, .character("i"))
    }
    await walker.press(.control("r"))
    await walker.type("rate")
    keep(walker, "10-history")
    await walker.press(.control("r"), .enter)
    #expect(walker.text.contains("rate(up[5m])"))
  }

  @Test(arguments: looks)
  func logsAndTracesComplete(width: Int, height: Int, glyphs: GlyphSet) async {
    let logs = await walker((width, height, glyphs), LogsPane(query: "{service_name=\"nas\"}"))
    await logs.type(" | js")
    keep(logs, "11-log-stages")
    await logs.press(.control("u"))
    await logs.type("{")
    keep(logs, "12-log-labels")
    let traces = await walker((width, height, glyphs), TracesPane(query: "{ }"))
    await traces.press(.control("u"))
    await traces.type("{ resource.se")
    keep(traces, "13-trace-attributes")
    await traces.press(.control("u"))
    await traces.type("{ resource.service.name = \"")
    keep(traces, "14-trace-values")
  }

  @Test func aLongTextNeverTakesMoreThanAThird() async {
    let walker = await walker((80, 24, .unicode))
    await walker.paste(String(repeating: "\n+ up", count: 30))
    let prompt = (walker.state.place.pane as? any PromptingPane)?.prompt
    #expect(prompt?.height == 8)
    #expect(walker.state.cursor() == Point(13, 9), "the last line is in sight")
    for _ in 0..<30 { await walker.press(.up) }
    #expect(walker.state.cursor()?.y == 2)
  }
}
