import Analysis
import Telemetry
import Testing

@Suite struct ServiceMapTests {
  private func series(_ client: String, _ server: String, _ value: Double, _ connection: String = "") -> Series {
    Series(
      labels: ["client": client, "server": server, "connection_type": connection],
      samples: [Sample(Instant(seconds: 1), value)])
  }

  private var map: ServiceMap {
    ServiceMapReader.map(
      from: [
        .rate: [
          series("web", "api", 10), series("api", "db", 30, "database"), series("api", "auth", 5),
          series("user", "web", 12, "virtual_node"), series("cron", "auth", 1), series("", "web", 1),
        ],
        .failed: [series("web", "api", 1)],
        .serverP99: [series("web", "api", 0.4), series("api", "db", .nan, "database")],
        .clientP99: [series("web", "api", 0.9), series("api", "db", 0.05, "database")],
      ], services: [ServiceHealth(service: "idle")])
  }

  @Test func asksInBothUnits() {
    let at = Instant(seconds: 100)
    #expect(
      ServiceMapReader.query(.rate, .seconds, at: at, window: .minutes(5))
        == .metricsInstant(
          PromQL: "sum by (client, server, connection_type, virtual_node) (rate(traces_service_graph_request_total[5m]))", at: at))
    #expect(
      ServiceMapReader.query(.clientP99, .milliseconds, at: at, window: .minutes(5)).text
        == "histogram_quantile(0.99, sum by (client, server, connection_type, virtual_node, le) "
        + "(rate(traces_service_graph_request_client_bucket[5m]))) / 1000")
    #expect(
      ServiceMapReader.query(.serverP99, .seconds, at: at, window: .minutes(1)).text?
        .contains("traces_service_graph_request_server_seconds_bucket[1m]") == true)
  }

  @Test func findsOutHowDurationsAreNamed() {
    let found = { (names: String...) in
      ServiceMapReader.histogram(from: names.map { Series(labels: ["__name__": $0], samples: []) })
    }
    #expect(found() == nil)
    #expect(found("traces_service_graph_request_total") == .seconds)
    #expect(found("traces_service_graph_request_total", "traces_service_graph_request_server_bucket") == .milliseconds)
    #expect(ServiceMapReader.detection.contains("traces_service_graph_request_server_seconds_bucket"))
  }

  @Test func joinsParts() throws {
    #expect(map.edges.map { "\($0.client)>\($0.server)" } == ["api>db", "user>web", "web>api", "api>auth", "cron>auth"])
    let edge = try #require(map.edges.first { $0.server == "api" })
    #expect((edge.rate, edge.errorRatio, edge.p99) == (10, 0.1, 0.4))
    #expect(edge.isTroubled)
    #expect((map.edges[0].connection, map.edges[0].errorRatio, map.edges[0].p99) == (.database, 0, 0.05))
    #expect(map.services == ["api", "auth", "cron", "db", "idle", "user", "web"])
  }

  @Test func followsCallsBothWays() {
    #expect(map.callers(of: "auth").map(\.client) == ["api", "cron"])
    #expect(map.callees(of: "api").map(\.server) == ["db", "auth"])
    #expect(map.upstream(of: "api") == ["user", "web"] && map.downstream(of: "web") == ["api", "auth", "db"])
    let focused = map.focused(on: "api")
    #expect(focused.services == ["api", "auth", "db", "user", "web"])
    #expect(!focused.edges.contains { $0.client == "cron" })
  }

  @Test func comesFromTracesToo() {
    let graph = TraceServiceGraph([TraceSketch.tree("a:x 0-100\n  b:y 0-50 ! client db.system=pg\n  b:y 50-60")])
    let map = ServiceMap(sampled: graph, over: .seconds(2))
    #expect(map.edges.map { "\($0.client)>\($0.server) \($0.rate) \($0.errorRatio)" } == ["a>b 1.0 0.5", "b>pg 0.5 1.0"])
    #expect(map.edges[1].connection == .virtual && map.edges[0].p99 == 50e-9)
  }
}

@Suite struct LayeredLayoutTests {
  private func layout(_ text: String) -> LayeredLayout {
    let links = text.split(separator: " ").map { pair in
      let ends = pair.split(separator: ">").map(String.init)
      return LayeredLayout.Link(from: ends[0], to: ends[1])
    }
    return LayeredLayout(nodes: Set(links.flatMap { [$0.from, $0.to] }).sorted(), edges: links)
  }

  @Test func putsCallersLeft() {
    let layout = layout("web>api api>db web>auth api>cache web>db")
    #expect(layout.places.mapValues(\.layer) == ["web": 0, "api": 1, "auth": 1, "db": 2, "cache": 2])
    // web>db passes through the middle layer.
    #expect(layout.routes[4].places.count == 3 && layout.heights == [1, 3, 2])
    #expect(layout.routes.allSatisfy { !$0.isBackward })
  }

  @Test func untanglesCrossings() {
    // In the order given, a>z and b>y cross.
    #expect(layout("a>z b>y").crossings == 0)
    #expect(layout("r>a r>b r>c a>3 b>2 c>1").crossings == 0)
  }

  @Test func drawsCirclesBackwards() {
    let layout = layout("a>b b>c c>a d>d")
    #expect(layout.routes.map(\.isBackward) == [false, false, true, true])
    #expect(layout.routes[2].places.first == layout.places["c"] && layout.routes[2].places.last == layout.places["a"])
    #expect(layout.routes[3].places == [layout.places["d"]])
  }

  @Test(arguments: 0..<60 as Range<UInt64>) func placesEveryNodeOnce(seed: UInt64) {
    var random = Seeded(state: seed)
    let nodes = (0..<12).map { "n\($0)" }
    let links = (0..<Int.random(in: 0...30, using: &random)).map { _ in
      LayeredLayout.Link(from: nodes.randomElement(using: &random)!, to: nodes.randomElement(using: &random)!)
    }
    let layout = LayeredLayout(nodes: nodes, edges: links)
    #expect(Set(layout.places.values).count == nodes.count)
    #expect(layout.places.values.allSatisfy { $0.order >= 0 && $0.order < layout.heights[$0.layer] })
    #expect(layout.routes.map(\.link) == links)
    for route in layout.routes {
      #expect(route.places.first == layout.places[route.link.from])
      #expect(route.places.last == layout.places[route.link.to])
      for (a, b) in zip(route.places, route.places.dropFirst()) {
        #expect(b.layer - a.layer == (route.isBackward ? -1 : 1))
      }
    }
  }

  @Test func holdsNothing() {
    let layout = LayeredLayout(nodes: [], edges: [LayeredLayout.Link(from: "x", to: "y")])
    #expect(layout.places.isEmpty && layout.routes.isEmpty && layout.heights.isEmpty)
  }
}
