import Telemetry
import Testing

@testable import DemoLab

/// Whenever the demo is started, it starts with the same story.
@Suite struct LabBudgetTests {
  private static let raw =
    "http_server_request_duration_seconds_count{job=\"jellyfin\",http_route=~\".*PlaybackInfo|/Videos/.*\""

  @Test(arguments: [1, 2, 77] as [UInt64])
  func thePageFiresAtAnyOrigin(seed: UInt64) async throws {
    for index in 0..<20 {
      let origin = LabQuestions.origin + .seconds(index * 86_399 / 7)
      let questions = LabQuestions(seed: seed, origin: origin)
      for window in ["5m", "1h"] {
        let burn = try await questions.value(
          "slo:sli_error:ratio_rate\(window){sloth_id=\"jellyfin-availability\"} / 0.005")
        #expect(burn > 14.4, "\(window) at \(RFC3339.string(origin))")
      }
      let left = try await questions.value(
        "slo:period_error_budget_remaining:ratio{sloth_id=\"jellyfin-availability\"}")
      #expect(left > 0.1 && left < 0.4, "at \(RFC3339.string(origin))")
      guard case .rules(let rules) = try await questions.body(.rules) else {
        Issue.record("no rules")
        continue
      }
      let page = try #require(rules.first { $0.name == "JellyfinHighErrorRate" })
      #expect(page.state == .firing)
      for alert in rules.flatMap(\.alerts) { #expect(try #require(alert.activeAt) <= origin) }
    }
  }

  @Test(arguments: ["30m", "1h", "6h", "3d"])
  func recordedRatiosAgreeWithTheCounters(window: String) async throws {
    let questions = LabQuestions()
    let counted = try await questions.value(
      "sum(rate(\(Self.raw),http_response_status_code=~\"5..\"}[\(window)]))"
        + " / sum(rate(\(Self.raw)}[\(window)]))")
    let recorded = try await questions.value(
      "slo:sli_error:ratio_rate\(window){sloth_id=\"jellyfin-availability\"}")
    #expect(abs(counted / recorded - 1) < 0.1)
  }

  @Test func theRulesAgreeWithTheirExpressions() async throws {
    for minutes in [0, 3, 9, 14, 24] {
      let questions = LabQuestions(now: LabQuestions.origin + .minutes(minutes))
      guard case .rules(let rules) = try await questions.body(.rules) else { continue }
      for rule in rules where rule.kind == .alerting {
        let holds = try await !questions.series(rule.query).isEmpty
        #expect(holds == !rule.alerts.isEmpty, "\(rule.name) after \(minutes) minutes")
      }
    }
  }
}
