import Backends
import DemoLab
import Telemetry
import Testing

/// The same seed and origin give the same bytes; another seed another homelab.
@Suite struct LabRepeatTests {
  private static let questions: [(SourceKind, String)] =
    [
      "up", "probe_duration_seconds", "nfsd_queue_depth", "node_load1", "nfs_retries_total",
      "slo:sli_error:ratio_rate5m", "slo:period_error_budget_remaining:ratio",
      "sum by (service) (rate(traces_spanmetrics_calls_total[5m]))", "probe_http_duration_seconds",
      "histogram_quantile(0.99, sum by (le) (rate(traces_spanmetrics_latency_bucket[5m])))",
      "traces_service_graph_request_total", "argocd_app_sync_total", "probe_ssl_earliest_cert_expiry",
      "http_server_request_duration_seconds_count", "topk(3, traces_spanmetrics_calls_total)",
    ].map { (.prometheus, $0) }
    + [
      "{service_name=~\".+\"}", "{service_name=\"jellyfin\"} |= \"ERR\"", "{service_name=\"nas\"} | logfmt",
      "{service_name=\"authentik-server\"} | json", "rate({service_name=\"nas\"}[5m])",
      "sum by (service_name) (count_over_time({service_name=~\".+\"}[5m]))", "{service_name=\"transcoder\"}",
    ].map { (.loki, $0) }
    + [
      "{}", "{ status = error }", "{ duration > 3s }", "{ name = \"nfsd.read\" && duration > 2s }",
      "{ resource.service.name = \"argocd\" }", "{ .http.response.status_code = 503 }", "{ kind = client }",
      "{ span.disk = \"sdb\" } | count() > 0",
    ].map { (.tempo, $0) }

  private func answer(_ kind: SourceKind, _ text: String, seed: UInt64) async throws -> HTTPResponse {
    let now = LabQuestions.origin
    let transport = Lab(seed: seed, origin: now).transport(for: kind, now: { now })
    let seconds = (now - .minutes(20)).seconds
    let request =
      switch kind {
      case .prometheus:
        HTTPRequest(
          .get, "/api/v1/query_range",
          query: [
            .init("query", text), .init("start", "\(seconds)"), .init("end", "\(now.seconds)"),
            .init("step", "60"),
          ])
      case .loki:
        HTTPRequest(
          .get, "/loki/api/v1/query_range",
          query: [.init("query", text), .init("start", "\(seconds)"), .init("end", "\(now.seconds)")])
      default:
        HTTPRequest(
          .get, "/api/search",
          query: [.init("q", text), .init("start", "\(seconds)"), .init("end", "\(now.seconds)")])
      }
    return try await transport.send(request)
  }

  @Test func answersRepeatToTheByte() async throws {
    #expect(Self.questions.count == 30)
    for (kind, text) in Self.questions {
      let first = try await answer(kind, text, seed: 4)
      #expect(first.status == 200, "\(text): \(first.body.text.prefix(200))")
      let second = try await answer(kind, text, seed: 4)
      #expect(first.body == second.body, "\(text)")
    }
  }

  @Test(arguments: ["probe_duration_seconds", "slo:sli_error:ratio_rate5m"])
  func anotherSeedIsAnotherHomelab(text: String) async throws {
    let (four, five) = (
      try await answer(.prometheus, text, seed: 4), try await answer(.prometheus, text, seed: 5)
    )
    #expect(four.body != five.body)
  }
}
