import Analysis
import Canvas
import Telemetry
import Testing

@testable import Console

@Suite struct ObjectiveFindingsTests {
  private func spec(_ name: String) -> ObjectiveSpec {
    ObjectiveSpec(
      format: .sloth, service: "shop", name: name, percent: 99,
      indicator: Indicator(
        .events,
        .bad(QueryTemplate("sum(rate(bad[{{.window}}]))"), total: QueryTemplate("sum(rate(all[{{.window}}]))"))))
  }

  private func context(specs: [ObjectiveSpec]) -> Context {
    let sources = [Source(id: "prom", kind: .prometheus)]
    var context = Context(
      now: Walker.moment, sources: sources, correlator: Correlator(sources: sources, renames: [:]),
      size: Size(100, 30))
    context.specs = specs
    return context
  }

  private func recorded(_ id: String) -> [Series] {
    let labels: Labels = ["sloth_id": id, "sloth_service": "shop", "sloth_slo": "x"]
    return [
      Series(labels: labels.merging(["__name__": "slo:objective:ratio"]), samples: [Sample(Walker.moment, 0.99)]),
      Series(labels: labels.merging(["__name__": "slo:sli_error:ratio_rate5m"]), samples: [Sample(Walker.moment, 0.001)]),
    ]
  }

  /// Two questions for what is recorded; three more, once, for all that is not.
  @Test func twoHundredObjectivesTakeFiveQuestions() {
    let context = context(specs: (0..<200).map { spec("o\($0)") })
    var findings = ObjectiveFindings()
    let first = findings.questions("prom", in: context)
    #expect(first.count == 2)
    #expect(findings.take(recorded("shop-o0"), first[0], in: context).isEmpty)
    let live = findings.take([], first[1], in: context)
    #expect(live.count == 3)
    let all = findings.questions("prom", in: context)
    #expect(all.count == 5)
    #expect(all.map(\.goodFor) == [nil, nil, nil, .minutes(5), .hours(1)])
    #expect(findings.statuses.count == 200)
    #expect(findings.statuses.count { $0.origin == .live } == 199)
    // What is recorded is not asked for twice.
    #expect(all.dropFirst(2).allSatisfy { $0.query.text?.contains("\"shop-o0\"") == false })
    #expect(all.dropFirst(2).allSatisfy { $0.query.text?.contains("\"shop-o199\"") == true })
  }

  @Test func withoutSpecificationsNothingMoreIsAsked() {
    let context = context(specs: [])
    var findings = ObjectiveFindings()
    for (index, question) in findings.questions("prom", in: context).enumerated() {
      #expect(findings.take(index == 0 ? recorded("a") : [], question, in: context).isEmpty)
    }
    #expect(findings.questions("prom", in: context).count == 2)
    #expect(findings.statuses.map(\.objective.id) == ["a"])
  }

  /// Live from raw metrics of the homelab: the same objective the lab records under another name.
  @Test func worksOutLiveWhatNothingRecords() async throws {
    let walker = Walker(100, 30, pane: ObjectivesPane())
    walker.state.context.specs = [
      ObjectiveSpec(
        format: .sloth, service: "authentik", name: "logins", percent: 99.9,
        indicator: .ratio(
          errors: #"http_server_request_duration_seconds_count{job="authentik",http_response_status_code=~"5.."}"#,
          total: #"http_server_request_duration_seconds_count{job="authentik"}"#, grouping: []))
    ]
    await walker.start()
    let rows = try #require(walker.state.place.pane as? ObjectivesPane).rows
    let live = try #require(rows.first { $0.origin == .live })
    #expect(rows.count == 4 && live.objective.source == "prom")
    #expect(!live.hasNoTraffic && live.sli > 0.99)
    #expect(walker.text.contains("live@prom"))
    Golden.expect(walker.state.view(), "objectives/live")
  }

  @Test func aDefinitionComesFromItsRule() async throws {
    let walker = Walker(100, 30, pane: ObjectivesPane())
    await walker.start()
    let pane = try #require(walker.state.place.pane as? ObjectivesPane)
    let status = try #require(pane.current)
    let events = try #require(pane.findings.events(of: status, in: walker.state.context))
    #expect(events.total.contains("http_server_request_duration_seconds_count"))
    #expect(pane.anchor(in: walker.state.context)?.range.duration == status.decisive?.long)
  }
}
