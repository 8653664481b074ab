import Analysis
import Reports
import Telemetry
import Testing

@Suite struct RulesReportTests {
  private func yaml(_ rule: WrittenRule) -> String {
    RulesReport([WrittenRuleGroup(name: "g", rules: [rule])]).yaml
  }

  @Test func writesWhatPrometheusReads() {
    let rule = WrittenRule(
      .record, "slo:objective:ratio", expression: "sum(a)\n/\nsum(b)", labels: ["owner": "home", "tier": "2"])
    #expect(
      yaml(rule) == """
        groups:
        - name: g
          rules:
          - record: "slo:objective:ratio"
            expr: |-
              sum(a)
              /
              sum(b)
            labels:
              owner: home
              tier: "2"

        """)
  }

  @Test func writesAlertsWithAnnotations() {
    let rule = WrittenRule(.alert, "Burns", expression: "a > 1", labels: [:], annotations: ["title": "(page) {{$labels.a}}"])
    #expect(yaml(rule).hasSuffix("  - alert: Burns\n    expr: \"a > 1\"\n    annotations:\n      title: \"(page) {{$labels.a}}\"\n"))
  }

  @Test(arguments: [
    ("yes", "\"yes\""), ("No", "\"No\""), ("null", "\"null\""), ("1e3", "\"1e3\""), ("a: b", "\"a: b\""), ("", "\"\""),
    ("#c", "\"#c\""), ("a\"b\\c\nd\u{7}", "\"a\\\"b\\\\c\\nd\\x07\""), ("häuslich", "\"häuslich\""), ("plain-text_1.0/x", "plain-text_1.0/x"),
  ]) func quotesWhatWouldBeReadOtherwise(text: String, written: String) {
    let rule = WrittenRule(.record, "r", expression: "a", labels: ["l": text])
    #expect(yaml(rule).hasSuffix("      l: \(written)\n"))
  }

  @Test func aBlockThatWouldBeReadOtherwiseIsQuoted() {
    let rule = WrittenRule(.record, "r", expression: "  sum(a)\n/ b", labels: [:])
    #expect(yaml(rule).contains("    expr: \"  sum(a)\\n/ b\"\n"))
    #expect(RulesReport([]).yaml == "groups: []\n")
  }
}
