import Backends
import Telemetry
import Testing

@testable import DemoLab

/// What the lab's Prometheus says about itself is what its series say.
@Suite struct LabStatusTests {
  private let questions = LabQuestions()

  private func targets() async throws -> [ScrapeTarget] {
    guard case .scrapeTargets(let targets) = try await questions.body(.allScrapeTargets) else { throw AnotherBody() }
    return targets
  }

  private func rules() async throws -> [Rule] {
    guard case .rules(let rules) = try await questions.body(.rules) else { throw AnotherBody() }
    return rules
  }

  @Test func everyTargetIsUpAsItsSeriesSays() async throws {
    let active = try await targets().filter { !$0.isDropped }
    let up = try await questions.series("up")
    #expect(active.count == up.count && active.count == 14)
    for target in active {
      let series = try #require(up.first { $0.labels.dropping(["__name__"]) == target.labels })
      #expect(series.samples.last?.value == (target.health == "up" ? 1 : 0))
      #expect(target.lastError.isEmpty == (target.health == "up"))
      #expect(target.interval == .seconds(15) && target.timeout == .seconds(10))
      #expect(try #require(target.lastScrape) <= questions.now)
      #expect(target.lastScrapeSeconds > 0 && target.lastScrapeSeconds < 10)
      #expect(target.discovered["__address__"] == target.labels["instance"])
    }
    #expect(active.filter { $0.health == "down" }.map(\.pool) == ["transcoder"])
  }

  @Test func droppedTargetsAreListedWhenAskedFor() async throws {
    let dropped = try await targets().filter(\.isDropped)
    #expect(dropped.count == 2 && dropped.allSatisfy { $0.pool == "kubernetes-pods" })
    #expect(dropped.allSatisfy { $0.discovered["__meta_kubernetes_pod_name"] != nil })
    guard case .scrapeTargets(let active) = try await questions.body(.scrapeTargets) else { throw AnotherBody() }
    #expect(active.count == 14 && active.allSatisfy { !$0.isDropped })
  }

  @Test func aSlowProbeIsASlowScrape() async throws {
    let probe = try await questions.value("probe_duration_seconds{instance=~\".*jellyfin.*\"}")
    let found = try await targets().first { $0.labels["instance"]?.contains("jellyfin.home") == true }
    let target = try #require(found)
    #expect(probe > 1)
    #expect(target.lastScrapeSeconds > probe && target.lastScrapeSeconds < probe + 0.01)
  }

  @Test func ruleTimesAddUp() async throws {
    let groups = Dictionary(grouping: try await rules(), by: \.group)
    #expect(groups.count == 8)
    for (name, rules) in groups {
      let spent = rules.compactMap(\.evaluationSeconds).reduce(0, +)
      let whole = try #require(rules[0].groupEvaluationSeconds)
      #expect(rules.allSatisfy { $0.groupEvaluationSeconds == whole && $0.interval == .seconds(15) })
      #expect(whole >= spent && whole < spent + 0.001 && whole < 1)
      #expect(rules.allSatisfy { $0.file == "/etc/prometheus/rules/\(name).yml" })
      let times = try rules.map { try #require($0.lastEvaluation) }
      #expect(times == times.sorted())
      #expect(times.allSatisfy { $0 <= questions.now && questions.now - $0 < .seconds(15) })
    }
  }

  @Test func theBrokenRuleFailsAsItsQueryDoes() async throws {
    let broken = try await rules().filter { $0.health != "ok" }
    #expect(broken.map(\.health) == ["err"])
    let rule = try #require(broken.first)
    let failure = await #expect(throws: QueryFailure.self) {
      _ = try await self.questions.series(rule.query)
    }
    #expect(failure?.message == rule.lastError)
    #expect(try await questions.series(rule.name).isEmpty)
  }

  @Test func recordingRulesRecordTheSeriesThereAre() async throws {
    let healthy = try await rules().filter { $0.kind == .recording && $0.health == "ok" }
    #expect(healthy.count == 45)
    let recorded = try await questions.series("{__name__=~\"slo:.+|sloth_slo_info\"}").map(\.labels)
    let promised = healthy.map { $0.labels.merging(["__name__": $0.name]) }
    #expect(Set(promised) == Set(recorded))
  }

  @Test func derivedRulesAreExact() async throws {
    for rule in try await rules() where rule.group.hasPrefix("sloth-slo-meta") {
      let labels = rule.labels.pairs.map { "\($0.name)=\"\($0.value)\"" }.joined(separator: ",")
      let recorded = try await questions.value("\(rule.name){\(labels)}")
      #expect(abs(try await questions.value(rule.query) / recorded - 1) < 1e-9, "\(rule.name)")
    }
  }

  @Test func theHeadHoldsTheSeriesThereAre() async throws {
    guard case .tsdbStatus(let status) = try await questions.body(.tsdbStatus(top: 10_000)) else { throw AnotherBody() }
    let total = try await questions.value("count({__name__=~\".+\"})")
    let series = try #require(status.series)
    #expect(Double(series) >= total && series > 1000)
    #expect(status.seriesByMetric.map(\.value).reduce(0, +) == series)
    #expect(status.labelPairs.map(Int.init) == status.seriesByPair.count)
    #expect(status.valuesByLabel.map(\.value).reduce(0, +) == status.labelPairs)
    #expect(status.seriesByMetric == status.seriesByMetric.sorted { $0.value > $1.value })
    let up = try #require(status.seriesByPair.first { $0.name == "__name__=up" })
    #expect(up.value == 14)
    #expect(status.newest == questions.now.floored(to: .seconds(15)))
    let length = try #require(status.newest) - (try #require(status.oldest))
    #expect(length >= .hours(1) && length <= .hours(3) + .seconds(15))
    #expect(try #require(status.chunks) >= series)
    guard case .tsdbStatus(let top) = try await questions.body(.tsdbStatus(top: 3)) else { throw AnotherBody() }
    #expect(top.seriesByMetric == Array(status.seriesByMetric.prefix(3)))
  }

  @Test func everyScrapedMetricHasMetadataAndATarget() async throws {
    let range = TimeRange(last: .minutes(5), until: questions.now)
    let names = Query.metricLabelValues(
      label: "__name__", matching: ["{job=~\".+\",__name__!=\"up\"}"], range: range)
    guard case .names(let found) = try await questions.body(names) else { throw AnotherBody() }
    #expect(found.count > 10)
    for name in found {
      let family = ["_bucket", "_count", "_sum"].first { name.hasSuffix($0) }.map { name.dropLast($0.count) }
      let metric = String(family ?? name[...])
      guard case .metadata(let entries) = try await questions.body(.metadata(metric: metric)) else { throw AnotherBody() }
      #expect(entries.map(\.name) == [metric])
      guard case .targetMetadata(let targets) = try await questions.body(.targetMetadata(metric: metric))
      else { throw AnotherBody() }
      #expect(!targets.isEmpty && targets.allSatisfy { $0.metric == entries[0] }, "\(metric)")
    }
  }

  @Test func targetsOfAMetricAreThoseOfItsSeries() async throws {
    let query = Query.targetMetadata(metric: "node_load1")
    guard case .targetMetadata(let targets) = try await questions.body(query) else { throw AnotherBody() }
    let series = try await questions.series("node_load1").map { $0.labels.dropping(["__name__"]) }
    #expect(Set(targets.map(\.target)) == Set(series))
    let nobody = try await questions.body(.targetMetadata(metric: "traces_spanmetrics_latency"))
    #expect(nobody == .targetMetadata([]))
  }

  @Test func flagsAndRuntimeAgree() async throws {
    guard case .serverFlags(let flags) = try await questions.body(.serverFlags),
      case .serverRuntime(let runtime) = try await questions.body(.serverRuntime)
    else { throw AnotherBody() }
    #expect(flags.keepsExemplars && !flags.keepsNativeHistograms)
    #expect(flags.values["storage.tsdb.retention.time"] == runtime.retention)
    #expect(try #require(runtime.start) < questions.now)
    #expect(runtime.configuredWell == true && runtime.corruptions == 0)
  }

  @Test func limitsCutWhatTheServerSends() async throws {
    let range = TimeRange(last: .minutes(5), until: questions.now)
    let names = Query.metricLabelNames(matching: [], range: range)
    guard case .names(let whole) = try await questions.body(names),
      case .names(let cut) = try await questions.body(.limited(names, to: 4))
    else { throw AnotherBody() }
    #expect(whole.count > 4 && cut == Array(whole.prefix(4)))
  }
}

/// The answer is of another kind than the question.
private struct AnotherBody: Error {}
