import Analysis
import Canvas
import Telemetry
import Testing

@testable import Console

@Suite struct ServerPaneTests {
  private static let now = Walker.moment

  private func target(
    _ instance: String, job: String = "node", health: String = "up", took: Double = 0.01, error: String = "",
    ago: Int64 = 5
  ) -> ScrapeTarget {
    ScrapeTarget(
      labels: ["job": job, "instance": instance], pool: job, url: "http://\(instance)/metrics",
      health: health,
      lastError: error, lastScrape: Self.now - .seconds(ago), lastScrapeSeconds: took, interval: .seconds(15),
      timeout: .seconds(10))
  }

  private func rule(
    _ name: String, health: String = "ok", error: String? = nil, took: Double = 0.001, ago: Int64 = 5,
    kind: Rule.Kind = .recording
  ) -> Rule {
    Rule(
      kind: kind, name: name, group: "g", query: "sum(\(name)) > 1", labels: ["service": "jellyfin"],
      annotations: [:], state: nil, holdSeconds: 0, health: health, lastError: error, alerts: [],
      interval: .seconds(15), evaluationSeconds: took, groupEvaluationSeconds: took,
      lastEvaluation: Self.now - .seconds(ago))
  }

  private func stage(
    _ width: Int = 120, _ height: Int = 36, targets: [ScrapeTarget] = [], rules: [Rule] = [],
    storage: TSDBStatus = TSDBStatus()
  ) -> Stage {
    Stage(width, height, pane: ServerPane()) { _, query in
      switch query {
      case .scrapeTargets: .success(Answer(.scrapeTargets(targets)))
      case .rules: .success(Answer(.rules(rules)))
      case .tsdbStatus: .success(Answer(.tsdbStatus(storage)))
      default: .success(Answer(.series([])))
      }
    }
  }

  private func pane(_ stage: Stage) throws -> ServerPane { try #require(stage.pane(ServerPane.self)) }

  // MARK: Order

  @Test func targetsStandWorstFirst() throws {
    let stage = stage(targets: [
      target("fine", took: 0.2), target("new", health: "unknown"), target("slow", took: 6),
      target("down", health: "down", error: "connection refused"), target("late", ago: 60), target("finer"),
    ])
    let states = try pane(stage).targets.map { ($0.instance, $0.state) }
    #expect(states.map(\.0) == ["down", "new", "late", "slow", "fine", "finer"])
    #expect(states.map(\.1) == [.down, .unknown, .late, .slow, .up, .up])
  }

  @Test func jobsAreCountedThoseThatMissFirst() throws {
    let stage = stage(targets: [
      target("a"), target("b"), target("c", job: "web", health: "down"), target("d", job: "web"),
    ])
    #expect(try pane(stage).jobs.map { "\($0.job) \($0.up)/\($0.all)" } == ["web 1/2", "node 2/2"])
    #expect(stage.text.contains("web 1/2"))
  }

  @Test func rulesStandWorstFirst() throws {
    let stage = stage(rules: [
      rule("ok"), rule("slow", took: 9), rule("err", health: "err", error: "many-to-many matching"),
      rule("late", ago: 300), rule("new", health: "unknown"),
    ])
    #expect(try pane(stage).rules.map(\.rule.name) == ["err", "new", "late", "slow", "ok"])
  }

  @Test func errorsAreWholeUnderTheCursor() {
    let error = "Get \"http://web:80/metrics\": context deadline exceeded while waiting for a connection"
    let stage = stage(80, 24, targets: [target("a", health: "down", error: error)])
    let joined = stage.lines.map { $0.trimmingPrefix { $0 == " " } }.joined(separator: " ")
    #expect(joined.contains("✗ " + error))
  }

  @Test func onlyTroubleHidesTheRestAndSaysSo() throws {
    let stage = stage(targets: [target("a"), target("b", health: "down")])
    stage.press(.character("f"))
    #expect(try pane(stage).targets.map(\.instance) == ["b"])
    stage.press(.tab)
    #expect(stage.text.contains("none of them is in trouble") || stage.text.contains("nothing found"))
    stage.press(.character("f"), .backTab)
    #expect(try pane(stage).targets.count == 2)
  }

  @Test func troubleIsOneKeyAway() throws {
    let stage = stage(targets: [target("a"), target("b"), target("c", health: "down")])
    stage.press(.character("s"))
    #expect(try pane(stage).targets.map(\.instance) == ["a", "b", "c"])
    stage.press(.character("e"))
    #expect(try pane(stage).currentTarget?.instance == "c")
  }

  // MARK: Opening

  @Test func alertOpensWhatItMeasures() {
    let stage = stage(rules: [rule("errors", kind: .alerting)])
    stage.press(.tab, .enter)
    #expect(stage.asked.contains { $0.text == "sum(errors)" })
    stage.press(.backspace, .character("y"))
    #expect(stage.copied == ["sum(errors) > 1"])
  }

  @Test func storageLeadsToTheBrowserAndToWhoHasALabel() throws {
    let storage = TSDBStatus(
      series: 100, seriesByMetric: [.init("big_total", 60)], valuesByLabel: [.init("le", 9)],
      bytesByLabel: [], seriesByPair: [.init("job=a=b", 3)])
    let stage = stage(storage: storage)
    stage.press(.tab, .tab, .enter)
    #expect(stage.state.place.pane.kind == .browser)
    stage.press(.backspace, .down, .enter)
    #expect(stage.asked.contains { $0.text == "topk(10, count by (__name__) ({le!=\"\"}))" })
    stage.press(.backspace, .down, .enter)
    #expect(stage.asked.contains { $0.text == "topk(10, count by (__name__) ({job=\"a=b\"}))" })
  }

  @Test func anchorIsTheTargetAndTheRule() throws {
    let stage = stage(targets: [target("nas:9100")], rules: [rule("x")])
    let anchor = try #require(try pane(stage).anchor(in: stage.state.context))
    #expect(anchor.labels == ["job": "node", "instance": "nas:9100"])
    #expect(anchor.query == "up{instance=\"nas:9100\", job=\"node\"}")
    stage.press(.tab)
    #expect(try pane(stage).anchor(in: stage.state.context)?.service == "jellyfin")
  }

  @Test func aDeadPartLeavesTheOthersAlive() {
    let targets = [target("nas:9100")]
    let stage = Stage(200, 60, pane: ServerPane()) { _, query in
      switch query {
      case .scrapeTargets: .success(Answer(.scrapeTargets(targets)))
      default: .failure(QueryFailure(.notFound, "404 page not found"))
      }
    }
    #expect(stage.text.contains("nas:9100"))
    #expect(stage.text.contains("404 page not found"))
  }

  @Test(arguments: [(60, 15), (120, 36), (200, 60)])
  func rowsSayWhichServerTellsThem(width: Int, height: Int) throws {
    let targets = [target("nas:9100")]
    let stage = Stage(width, height, pane: ServerPane(), others: ["edge", "dead"]) { source, query in
      switch query {
      case _ where source == "dead": .failure(QueryFailure(.unreachable, "connection refused"))
      case .scrapeTargets: .success(Answer(.scrapeTargets(targets)))
      default: .success(Answer(.series([])))
      }
    }
    #expect(try pane(stage).targets.map(\.source) == ["edge", "prom"])
    #expect(stage.text.contains("dead ✗: connection refused"))
    if width > 60 { #expect(stage.lines.contains { $0.contains("nas:9100") && $0.contains("edge") }) }
  }

  @Test func noKeyIsSilent() {
    let storage = TSDBStatus(seriesByMetric: [.init("a", 1)])
    for keys: [Key] in [[], [.tab], [.tab, .tab]] {
      for command in Command.allCases {
        let stage = stage(
          targets: [target("a"), target("b", health: "down")], rules: [rule("x"), rule("y")], storage: storage
        )
        stage.press(keys)
        Explanations.expect(command, on: stage)
      }
    }
  }
}
