import Analysis
import Settings
import Testing

/// Every mistake has its file, its line and what was expected.
@Suite struct SpecMistakeTests {
  @Test(arguments: [
    ("", "the file is empty; expected version: prometheus/v1"),
    ("service: x", "1: neither version nor apiVersion"),
    ("version: prometheus/v2", "1: version: \"prometheus/v2\" is not known; expected version: prometheus/v1"),
    ("apiVersion: sloth.slok.dev/v1\nkind: Pod", "2: kind: expected PrometheusServiceLevel, found \"Pod\""),
    ("apiVersion: openslo/v1\nkind: Slo", "2: kind: expected SLO, found \"Slo\""),
    ("- a", "1: the document: expected keys and values, found a list"),
    ("version: [", "not YAML"),
  ]) func tellsWhatFileWasExpected(text: String, expected: String) {
    let found = SpecSketch.mistakes(text)
    #expect(found.count == 1 && found[0].contains(expected), "\(found)")
  }

  /// One line of a good file replaced.
  @Test(arguments: [
    ("service: jellyfin", "service: -x", "2: service: expected letters, digits"),
    ("labels: {team: home}\nslos", "labels: {2b: home}\nslos", "3: labels: \"2b\" is no label name"),
    ("objective: 99.5", "objective: 100.1", "6: slos[0].objective: expected a number above 0 and at most 100"),
    ("objective: 99.5", "objective: most", "found \"most\""),
    ("objective: 99.5", "objectve: 99.5", "6: slos[0]: unknown key \"objectve\", did you mean \"objective\"?"),
    ("events:", "raws:", "10: slos[0].sli: unknown key \"raws\""),
    (
      "[{{.window}}]))\n        total", "[5m]))\n        total",
      "11: slos[0].sli.events.error_query: expected {{.window}} where the range stands"
    ),
    (
      "=~\"5..\"}[{{.window}}]))", "=~5..}[{{.window}}]))",
      "11: slos[0].sli.events.error_query: no PromQL, character 51: unexpected"
    ),
    ("sum(rate(http_requests_total{job=\"jellyfin\"}[{{ .window }}]))", "rate(x[{{.window}}]) or \"a\"", "12: slos[0].sli.events.total_query: no PromQL"),
    ("name: JellyfinBurns", "name:", "expected name, a text"),
    ("ticket_alert: {disable: true}\n  - name: f", "ticket_alert: {disable: maybe}\n  - name: f", "18: slos[0].alerting.ticket_alert.disable: expected true or false"),
    ("name: freshness", "name: availability", "19: slos[1]: there is an objective \"availability\" already"),
    ("raw: {error_ratio_query: \"avg_over_time(stale[{{.window}}])\"}", "plugin: {id: x}", "21: slos[1].sli.plugin: plugins run within Sloth alone"),
    ("sli: {raw:", "sli: {events: {}, raw:", "21: slos[1].sli: expected either events or raw, found events and raw"),
  ]) func findsAMistake(right: String, wrong: String, expected: String) {
    let text = SpecSketch.sloth.replacingFirst(right, with: wrong)
    #expect(text != SpecSketch.sloth)
    let found = SpecSketch.mistakes(text)
    #expect(found.contains { $0.contains(expected) }, "\(found)")
    #expect(found.allSatisfy { $0.hasPrefix("/s/a.yaml:") })
  }

  @Test func findsAllAtOnceAndKeepsTheRest() {
    var text = SpecSketch.sloth.replacingFirst("objective: 99.5", with: "objective: 0")
    text = text.replacingFirst("=~\"5..\"}[", with: "=~\"5..\"}}[").replacingFirst("description:", with: "about:")
    let read = SpecSketch.read(text)
    #expect(read.mistakes.compactMap(\.line) == [6, 7, 11])
    #expect(read.specs.map(\.name) == ["freshness"])
  }

  @Test func countsTheLinesOfABlock() {
    let text = SpecSketch.sloth.replacingFirst(
      "error_query: sum(rate(http_requests_total{job=\"jellyfin\",code=~\"5..\"}[{{.window}}]))",
      with: "error_query: |\n            sum(\n              rate(x{a=}[{{.window}}])\n            )")
    #expect(SpecSketch.mistakes(text).first?.hasPrefix("/s/a.yaml:13: ") == true, "\(SpecSketch.mistakes(text))")
  }

  @Test(arguments: [
    ("ratio:\n  errors: {metric: a}", "spec.indicator.ratio: expected total"),
    ("ratio: {errors: {metric: sum(a)}, total: {metric: a}}", "expected a metric and its labels"),
    ("latency: {success: {metric: a_bucket}, total: {metric: a_count}}", "expected a bucket, with le="),
    ("latencyNative: {latency: soon, total: {metric: a}}", "spec.indicator.latencyNative.latency: expected a duration"),
    ("bool_gauge: {metric: up}\nratio: {}", "expected one of ratio, latency, latencyNative and bool_gauge, found ratio and bool_gauge"),
    ("bool_gauge: {metric: up, grouping: target}", "grouping: expected a list of at least one"),
  ]) func findsWhatPyrraWouldRefuse(indicator: String, expected: String) {
    let found = SpecSketch.mistakes(SpecSketch.pyrra(indicator))
    #expect(found.contains { $0.contains(expected) }, "\(found)")
  }

  @Test(arguments: ["soon", "30", "5m", "2y"]) func wantsAWindowOfDays(window: String) {
    let found = SpecSketch.mistakes(SpecSketch.pyrra("bool_gauge: {metric: up}", window: window))
    #expect(found.contains { $0.contains("8: spec.window: expected a duration") }, "\(found)")
  }

  @Test(arguments: [
    ("indicatorRef: logins", "indicatorRef: login", "there is no SLI \"login\" in this file, did you mean \"logins\"?"),
    ("isRolling: true", "isRolling: false", "windows by the calendar are not read"),
    ("Occurrences", "Timeslices", "expected Occurrences, found \"Timeslices\""),
    ("target: 0.999}", "target: 99.9}", "expected a number above 0 and at most 1"),
    ("bad:\n", "good: {}\n    bad:\n", "expected either good or bad, or raw"),
    ("'logins_total{result=\"error\"}'", "'sum(logins_total)'", "expected {{.window}} where the range stands"),
  ]) func findsAMistakeInOpenSLO(right: String, wrong: String, expected: String) {
    let found = SpecSketch.mistakes(SpecSketch.openSLO.replacingFirst(right, with: wrong))
    #expect(found.contains { $0.contains(expected) }, "\(found)")
  }
}

extension String {
  func replacingFirst(_ part: String, with other: String) -> String {
    guard let range = firstRange(of: part) else { return self }
    return replacingCharacters(in: range, with: other)
  }

  private func replacingCharacters(in range: Range<String.Index>, with other: String) -> String {
    String(self[..<range.lowerBound]) + other + self[range.upperBound...]
  }
}
