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
