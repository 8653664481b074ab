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

/// Since when a budget burns, from its own burn rates.
@Suite struct ObjectiveStandingTests {
  private static let labels: Labels = ["sloth_id": "shop-x", "sloth_service": "shop", "sloth_slo": "x"]

  private static func one(_ name: String, _ samples: [Sample]) -> Series {
    Series(labels: labels.merging(["__name__": name]), samples: samples)
  }

  /// Burns since `minutes` before the end of the range.
  private static func stage(burningFor minutes: Int, _ pane: any Pane, rules: Result<Answer, QueryFailure>) -> Stage {
    Stage(100, 30, pane: pane) { _, query in
      switch query {
      case .rules: return rules
      case .metricsRange(let text, let range, let step) where text.contains("sloth_id=~\"shop-x\""):
        let times = sequence(first: range.start) { $0 + step }.prefix { $0 <= range.end }
        let samples = times.map { Sample($0, $0 >= range.end - .minutes(minutes) ? 0.5 : 0.001) }
        return .success(Answer(.series(["5m", "1h", "30m", "6h"].map { one("slo:sli_error:ratio_rate\($0)", samples) })))
      case .metricsInstant(let text, _) where text.contains("slo:objective:ratio"):
        return .success(Answer(.series([one("slo:objective:ratio", [Sample(Walker.moment, 0.99)])])))
      case .metricsInstant(let text, _) where text.contains("slo:sli_error"):
        return .success(
          Answer(.series(["5m", "1h"].map { one("slo:sli_error:ratio_rate\($0)", [Sample(Walker.moment, 0.5)]) })))
      default: return .success(Answer(.series([])))
      }
    }
  }

  @Test(arguments: [(12, "12m"), (300, ">1h")])
  func tellsSinceWhen(minutes: Int, text: String) throws {
    let stage = Self.stage(burningFor: minutes, ObjectivesPane(), rules: .success(Answer(.rules([]))))
    #expect(stage.text.contains(" \(text) "))
    stage.press(.enter)
    #expect(stage.text.contains(minutes == 12 ? "since 23:29:07 (12m)" : "for more than 1h"))
  }

  /// A server without rules is asked as one without alerts.
  @Test func asksWithoutRulesToo() {
    let stage = Self.stage(burningFor: 12, ObjectivesPane(), rules: .failure(QueryFailure(.refused, "no rules here")))
    #expect(stage.text.contains(" 12m "))
  }

  /// One question, not one a refresh.
  @Test func isAskedSeldom() {
    let stage = Self.stage(burningFor: 12, ObjectivesPane(), rules: .success(Answer(.rules([]))))
    func asked() -> Int { stage.asked.count { $0.text?.contains("sloth_id=~") == true } }
    #expect(asked() == 1)
    for _ in 0..<4 { stage.wait(.seconds(10)) }
    #expect(asked() == 1)
    for _ in 0..<3 { stage.wait(.seconds(10)) }
    #expect(asked() == 2)
  }

  /// What an alert tells is not asked of the burn rates.
  @Test func anAlertIsBelieved() {
    let alert = Alert(
      labels: Self.labels.merging(["alertname": "A", "sloth_severity": "page"]), annotations: [:], state: .firing,
      activeAt: Walker.moment - .minutes(3), value: 1)
    let rule = Rule(
      kind: .alerting, name: "A", group: "g", query: "x", labels: ["sloth_severity": "page"], annotations: [:],
      state: .firing, holdSeconds: 0, health: "ok", lastError: nil, alerts: [alert])
    let stage = Self.stage(burningFor: 12, ObjectivesPane(), rules: .success(Answer(.rules([rule]))))
    #expect(stage.text.contains(" 3m "))
    #expect(!stage.asked.contains { $0.text?.contains("sloth_id=~") == true })
  }

  @Test(arguments: [80, 100, 200])
  func mistakesOfTheConfigurationAreSaid(width: Int) async {
    let walker = Walker(width, 30, pane: ObjectivesPane())
    walker.state.context.specMistakes = [
      SpecMistakes(file: "slo/shop.yaml", count: 2), SpecMistakes(file: "slo/b.yaml", count: 1),
    ]
    await walker.start()
    let text = walker.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(text.contains("✗ 3 mistakes in SLO specs; see them with: nightjar slo validate slo/shop.yaml slo/b.yaml"))
    Golden.expect(walker.state.view(), "objectives/mistakes")
  }

  /// The cursor's row stays in sight above a long list of files, and what does not fit is counted.
  @Test func mistakesLeaveTheListItsRows() async throws {
    for files in [1, 2, 40] {
      let walker = Walker(80, 24, pane: ObjectivesPane())
      walker.state.context.specMistakes = (0..<files).map {
        SpecMistakes(file: "/etc/nightjar/objectives/team-\($0)/availability.yaml", count: 1)
      }
      await walker.start()
      await walker.press(.end)
      let pane = try #require(walker.state.place.pane as? ObjectivesPane)
      let name = try #require(pane.current?.objective.name)
      #expect(walker.text.split(separator: "\n").contains { $0.contains(name) && !$0.contains("over") })
      #expect(walker.text.contains("nightjar slo validate"))
      #expect(walker.text.contains(files == 40 ? "(and 39 files more)" : "team-\(files - 1)/availability.yaml"))
    }
  }

  @Test func anExemplarIsChosenAndOpened() async throws {
    let walker = Walker(100, 30, pane: ObjectivesPane())
    await walker.start()
    await walker.press(.enter)
    let pane = try #require(walker.state.place.pane as? ObjectivePane)
    #expect(pane.detail.exemplars.count > 2 && pane.chosenRow == nil)
    #expect(walker.text.contains("exemplars, worst first"))
    await walker.press(.down, .down)
    let chosen = try #require((walker.state.place.pane as? ObjectivePane)?.chosen)
    #expect(chosen == pane.detail.exemplars[1].traceID)
    Golden.expect(walker.state.view(), "objectives/exemplar")
    await walker.press(.character("t"))
    #expect((walker.state.place.pane as? WaterfallPane)?.title.contains(chosen.description.prefix(8)) == true)
    await walker.press(.backspace, .character("l"))
    #expect(walker.state.place.pane.kind == .logs, "\(walker.message ?? "")")
    #expect(!walker.text.contains("nothing found"))
  }

  /// Without one chosen, `l` leads to what was logged while it burned.
  @Test func logsOfTheBurningWindow() async throws {
    let walker = Walker(100, 30, pane: ObjectivesPane())
    await walker.start()
    await walker.press(.enter)
    let pane = try #require(walker.state.place.pane as? ObjectivePane)
    let window = ObjectiveAnchor.window(of: pane.status)
    await walker.press(.character("l"))
    #expect(walker.state.place.pane.kind == .logs, "\(walker.message ?? "")")
    let asked = walker.asked.last { if case .logs = $0.1 { true } else { false } }
    let range = try #require(asked?.1.range)
    #expect(range.end <= Walker.moment + .minutes(1) && range.duration <= window + .minutes(2))
  }
}
