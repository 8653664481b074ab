import Analysis
import Telemetry
import Testing

@Suite struct TraceServiceGraphTests {
  private let graph = TraceServiceGraph([
    TraceSketch.tree(
      """
      web:GET 0-100
        web:render 0-5
        api:list 10-60 !
          api:query 20-50 client db.system=sqlite
        api:list 70-80
        bus:send 90-95 producer messaging.system=kafka
      """)
  ])

  @Test func countsCallsBetweenServices() {
    #expect(
      graph.edges.map { "\($0.client)>\($0.server) ×\($0.count) \($0.totalNs) ✗\($0.errors)" } == [
        "web>api ×2 60 ✗1", "api>sqlite ×1 30 ✗0", "bus>kafka ×1 5 ✗0", "web>bus ×1 5 ✗0",
      ])
    #expect(graph.edges[0].meanNs == 30 && graph.edges[0].longestNs == 50)
  }

  @Test func addsWhatSendsNoSpans() {
    #expect(graph.nodes.map(\.service) == ["web", "api", "sqlite", "bus", "kafka"])
    #expect(graph.nodes.map(\.isVirtual) == [false, false, true, false, true])
    #expect(graph.nodes.map(\.spans) == [2, 3, 0, 1, 0])
    #expect(graph.nodes[1].errors == 1 && graph.nodes[1].selfNs == 60)
  }

  @Test func callsAPeerByItsSpansWhereItSendsThem() {
    let trace = TraceServiceGraph([TraceSketch.tree("a:x 0-10 client peer.service=b\n  b:y 1-9")])
    #expect(trace.edges.count == 1 && trace.nodes.allSatisfy { !$0.isVirtual })
  }
}
