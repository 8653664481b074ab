import Analysis
import Foundation
import Reports
import Settings
import Telemetry
import Testing

enum SpecCorpus {
  static let folder = ProcessInfo.processInfo.environment["NIGHTJAR_CORPUS"].map { $0 + "/slo/" }
}

/// Specifications of others and what their tool made of them, which stay where they are.
@Suite(.enabled(if: SpecCorpus.folder != nil, "NIGHTJAR_CORPUS names no folder of files of others"))
struct CorpusRulesTests {
  private func read(_ name: String) throws -> String {
    try String(contentsOfFile: #require(SpecCorpus.folder) + name, encoding: .utf8)
  }

  private func specs(_ name: String) throws -> [ObjectiveSpec] {
    let read = SpecFiles(reading: [name], files: FileSketch(files: [name: try read(name)]).access)
    #expect(read.mistakes.isEmpty)
    return read.specs
  }

  @Test(arguments: [("getting-started", 1), ("home-wifi", 2), ("openslo-getting-started", 1)])
  func writesWhatSlothWrote(name: String, count: Int) throws {
    let specs = try specs("\(name).spec.yml")
    #expect(specs.count == count)
    let groups = specs.flatMap {
      ObjectiveRules($0, version: "dev", extraLabels: ["cmd": "examplesgen.sh"]).groups
    }
    let theirs = try RuleComparison.groups(in: read("\(name).sloth-rules.yml"))
    #expect(theirs.count >= 2 * count)
    #expect(RuleComparison.differences(theirs: theirs, ours: groups) == [])
    // And once more as the file says it.
    let written = try RuleComparison.groups(in: RulesReport(groups).yaml)
    #expect(RuleComparison.differences(theirs: theirs, ours: written) == [])
  }

  @Test(arguments: [
    ("pyrra-ratio-prometheus-http", Indicator.Kind.ratio, 99.0, 7), ("pyrra-latency-caddy-response", .latency, 90, 28),
    ("pyrra-boolgauge-probe-success", .boolGauge, 99, 7),
  ]) func readsPyrras(name: String, kind: Indicator.Kind, percent: Double, days: Int) throws {
    let spec = try #require(try specs("\(name).spec.yaml").first)
    #expect(spec.indicator.kind == kind && spec.percent == percent && spec.period == .days(days))
  }
}

/// Pyrra's own rules, found by the names it gives them.
@Suite(.enabled(if: SpecCorpus.folder != nil, "NIGHTJAR_CORPUS names no folder of files of others"))
struct CorpusPyrraTests {
  private static let moment = Instant(seconds: 1_795_000_000)

  private func groups() throws -> [WrittenRuleGroup] {
    let path = try #require(SpecCorpus.folder) + "pyrra-http.pyrra-rules.yaml"
    return try RuleComparison.groups(in: String(contentsOfFile: path, encoding: .utf8))
  }

  /// As a Prometheus that evaluates the file tells of it.
  private func rules() throws -> [Rule] {
    try groups().flatMap { group in
      group.rules.map { rule in
        let isRecord = rule.kind == .record
        return Rule(
          kind: isRecord ? .recording : .alerting, name: rule.name, group: group.name, query: rule.expression,
          labels: rule.labels, annotations: rule.annotations, state: isRecord ? nil : .inactive, holdSeconds: 0,
          health: "ok", lastError: nil, alerts: [])
      }
    }
  }

  /// What each recording rule records, by its own name and labels: burning at `burn` in every window.
  private func recorded(_ rules: [Rule], burn: Double) -> [Series] {
    rules.filter { $0.kind == .recording }.flatMap { rule -> [Series] in
      let labels = rule.labels.merging(["__name__": rule.name])
      func one(_ labels: Labels, _ value: Double) -> Series {
        Series(labels: labels, samples: [Sample(Self.moment, value)])
      }
      guard rule.name.contains(":increase") else { return [one(labels, burn * 0.005)] }
      return [one(labels.merging(["status": "200"]), 9_990), one(labels.merging(["status": "503"]), 10)]
    }
  }

  @Test func findsTheObjective() throws {
    let rules = try rules()
    #expect(rules.count { $0.name.hasPrefix("http_requests:burnrate") } == 7)
    let found = ObjectiveReader.statuses(from: recorded(rules, burn: 10), rules: rules)
    let status = try #require(found.first)
    #expect(found.count == 1 && status.objective.id == "http" && status.objective.tool == "pyrra")
    #expect(abs(status.objective.target - 0.995) < 1e-12 && status.objective.period == .days(28))
    #expect(status.objective.labels["team"] == "foo" && status.objective.group == [:])
    // Five of a thousand may be bad, one is: four fifths are left.
    #expect(abs(status.budgetRemaining - 0.8) < 1e-9 && abs(status.sli - 0.999) < 1e-12)
    #expect(status.burn.map(\.window) == [.minutes(5), .minutes(30), .hours(1), .hours(2), .hours(6), .days(1), .days(4)])
    #expect(status.alerts.map(\.factor) == [14, 7, 2, 1])
    // Above 7 but below 14.
    #expect(status.alerts.map(\.firing) == [false, true, true, true] && status.state == .page)
  }

  @Test func quietAndLoud() throws {
    let rules = try rules()
    #expect(ObjectiveReader.statuses(from: recorded(rules, burn: 0.5), rules: rules).first?.state == .ok)
    #expect(ObjectiveReader.statuses(from: recorded(rules, burn: 1.5), rules: rules).first?.state == .ticket)
  }
}

/// The comparison itself can fail.
@Suite struct RuleComparisonTests {
  private func groups(_ expression: String, labels: Labels = [:]) -> [WrittenRuleGroup] {
    [WrittenRuleGroup(name: "g", rules: [WrittenRule(.record, "a", expression: expression, labels: labels)])]
  }

  @Test func looksThroughFormatting() {
    let (a, b) = (groups("(sum( rate(x{a=\"1\",b=\"2\"}[5m])))/0.9990000000000001"), groups("sum(rate(x{b='2',a='1'}[5m]))\n/\n(0.999)"))
    #expect(RuleComparison.differences(theirs: a, ours: b) == [])
  }

  @Test(arguments: ["sum(rate(x[5m])) / 0.998", "sum(rate(x[6m])) / 0.999", "avg(rate(x[5m])) / 0.999", "sum(rate(x[5m]"])
  func seesWhatDiffers(expression: String) {
    let found = RuleComparison.differences(theirs: groups("sum(rate(x[5m])) / 0.999"), ours: groups(expression))
    #expect(found.count == 1)
    #expect(!RuleComparison.differences(theirs: groups("x"), ours: groups("x", labels: ["a": "b"])).isEmpty)
  }
}
