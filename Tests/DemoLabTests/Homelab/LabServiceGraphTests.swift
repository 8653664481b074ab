import Telemetry
import Testing

@testable import DemoLab

@Suite struct LabServiceGraphTests {
  private let questions = LabQuestions()

  @Test func edgesAgreeWithTheServicesTheyLeadTo() async throws {
    let served = try await questions.value(
      #"sum(increase(traces_spanmetrics_calls_total{service="jellyfin"}[30m]))"#)
    let called = try await questions.value(
      #"sum(increase(traces_service_graph_request_total{client="cilium-gateway", server="jellyfin"}[30m]))"#)
    #expect(served > 100 && called == served)
    let failed = try await questions.value(
      #"sum(increase(traces_spanmetrics_calls_total{service="jellyfin", status_code="STATUS_CODE_ERROR"}[30m]))"#)
    let failedCalls = try await questions.value(
      #"sum(increase(traces_service_graph_request_failed_total{client="cilium-gateway", server="jellyfin"}[30m]))"#)
    #expect(failed > 10 && failedCalls == failed, "the stall is in both")
  }

  @Test func readsFailWhileTheDiskStalls() async throws {
    let failed = try await questions.value(
      #"sum(increase(traces_service_graph_request_failed_total{client="jellyfin", server="nas"}[30m]))"#)
    let reads = try await questions.value(
      #"sum(increase(traces_service_graph_request_total{client="jellyfin", server="nas"}[30m]))"#)
    #expect(failed > 10 && failed < reads)
    let slowest = try await questions.value(
      "histogram_quantile(0.99, sum by (le) "
        + #"(rate(traces_service_graph_request_server_seconds_bucket{server="nas"}[30m])))"#)
    #expect(slowest > 2)
  }

  @Test func databasesAndCallersFromOutsideAreVirtual() async throws {
    let series = try await questions.series(
      #"sum by (client, server, connection_type) (traces_service_graph_request_total{connection_type!=""})"#)
    let edges = series.map { "\($0.labels["client"] ?? "")>\($0.labels["server"] ?? "") \($0.labels["connection_type"] ?? "")" }
    #expect(
      edges.sorted() == [
        "argocd>redis database", "authentik-server>postgresql database", "authentik-server>redis database",
        "jellyfin>library.db database", "user>cilium-gateway virtual_node",
      ])
  }

  @Test func everyCallIsInATraceToo() throws {
    let now = LabQuestions.origin
    let traffic = Lab(seed: 1, origin: now).traces(at: now)
    var stubs = 0
    for stub in traffic.traffic.requests(inTick: Traffic.tick(of: now) - 20) {
      stubs += 1
      let trace = traffic.builder.trace(of: stub)
      let databases = stub.observations.count { $0.series.family == .graph && $0.series.status == "database" }
      let asked = trace.spans.count { span in span.attributes["db.system.name"] != nil }
      #expect(databases == asked)
      let failed = trace.spans.count { $0.status == .error && ($0.kind == .server || $0.name == "nfs.read") }
      #expect(stub.observations.count { $0.series.family == .graphFailures } == failed)
    }
    #expect(stubs > 10)
  }
}
