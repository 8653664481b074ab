import Foundation
import Testing

/// Specifications of others and the rules their tool made of them, outside of the project.
enum Corpus {
  static let folder = ProcessInfo.processInfo.environment["NIGHTJAR_CORPUS"].map { $0 + "/slo/" }
}

extension EndToEnd {
  /// `slo rules` and `slo validate`, judged by Prometheus' own tool.
  @Suite(.serialized) struct SLORulesTests {
    private static let promtool = "/usr/bin/promtool"

    private static let spec = """
      version: prometheus/v1
      service: shop
      slos:
        - name: availability
          objective: 99
          sli:
            events:
              error_query: sum(rate(requests_total{code=~"5.."}[{{.window}}]))
              total_query: sum(rate(requests_total[{{.window}}]))
          alerting: {name: ShopBurns}

      """

    @Test func promtoolAcceptsWhatWeWrite() throws {
      let directory = try Directory()
      let written = try nightjar(["slo", "rules", directory.file("spec.yaml", Self.spec)])
      #expect(written.status == 0 && written.errors.isEmpty, "\(written.errors)")
      let checked = try promtool(["check", "rules", directory.file("rules.yaml", written.output)])
      #expect(checked.status == 0 && checked.output.contains("17 rules found"), "\(checked)")
    }

    @Test func validateTellsEveryMistake() throws {
      let directory = try Directory()
      let wrong = Self.spec.replacingOccurrences(of: "objective: 99", with: "objective: 199")
        .replacingOccurrences(of: "total_query", with: "totalQuery")
      let file = try directory.file("spec.yaml", wrong)
      let checked = try nightjar(["slo", "validate", file])
      #expect(checked.status == 3)
      for line in [5, 9] { #expect(checked.output.contains("\(file):\(line): "), "\(checked.output)") }
      let refused = try nightjar(["slo", "rules", file])
      #expect(refused.status == 2 && refused.output.isEmpty && refused.errors.contains("\(file):5: "))
      let fine = try nightjar(["slo", "validate", directory.file("fine.yaml", Self.spec)])
      #expect(fine.status == 0 && fine.output.isEmpty)
    }

    /// What to evaluate: samples a minute, questions, and alerts, late enough for all windows of alerts
    /// but the longest to be full.
    struct Case: Sendable {
      var name: String
      var rows: [String: String]
      var alert: String?
    }

    static let cases = [
      Case(
        name: "getting-started",
        rows: [
          #"http_request_duration_seconds_count{job="myservice",code="200"}"#: "0+600x1500",
          #"http_request_duration_seconds_count{job="myservice",code="429"}"#: "0+7x1500",
          #"http_request_duration_seconds_count{job="myservice",code="503"}"#: "0+20x700 0+20x799",
        ], alert: "MyServiceHighErrorRate"),
      Case(
        name: "home-wifi",
        rows: [
          #"unifipoller_client_satisfaction_ratio{client="a"}"#: "0.3+0x1500",
          #"unifipoller_client_satisfaction_ratio{client="b"}"#: "0.9+0x1500",
        ], alert: "GoodWifiClientSatisfaction"),
      Case(
        name: "openslo-getting-started",
        rows: [
          #"http_request_duration_seconds_count{job="myservice",code="200"}"#: "0+600x1500",
          #"http_request_duration_seconds_count{job="myservice",code="500"}"#: "0+3x1500",
        ]),
    ]

    /// Sloth's rules and ours over the same samples answer the same.
    @Test(.enabled(if: Corpus.folder != nil, "NIGHTJAR_CORPUS names no folder of files of others"), arguments: cases)
    func evaluatesToWhatSlothsRulesDo(one: Case) throws {
      let folder = try #require(Corpus.folder)
      let directory = try Directory()
      let written = try nightjar([
        "slo", "rules", "--label", "cmd=examplesgen.sh", folder + one.name + ".spec.yml",
      ])
      #expect(written.status == 0, "\(written.errors)")
      let theirs = try String(contentsOfFile: folder + one.name + ".sloth-rules.yml", encoding: .utf8)
      let answers = try [theirs, written.output].map { rules -> String in
        _ = try directory.file("rules.yaml", rules)
        return try promtool(["test", "rules", directory.file("test.yaml", Self.test(one))]).report
      }
      #expect(answers[0] == answers[1])
      #expect(answers[0].contains("__name__=\"slo:period_error_budget_remaining:ratio\""), "\(answers[0].prefix(2000))")
      if one.alert != nil { #expect(answers[0].contains("sloth_severity=\"page\""), "\(answers[0].prefix(4000))") }
    }

    /// Every expectation is one that no rules can meet, so that promtool prints what it got.
    private static func test(_ one: Case) -> String {
      var lines = ["rule_files: [rules.yaml]", "evaluation_interval: 1m", "tests:", "- interval: 1m", "  input_series:"]
      for (series, values) in one.rows.sorted(by: { $0.key < $1.key }) {
        lines += ["  - series: '\(series)'", "    values: '\(values)'"]
      }
      lines.append("  promql_expr_test:")
      for question in ["{__name__=~\"slo:.*\"}", "sum without (sloth_version) (sloth_slo_info)"] {
        for minute in [10, 400, 1450] {
          lines += [
            "  - expr: '\(question)'", "    eval_time: \(minute)m", "    exp_samples: [{labels: 'nothing{}', value: 0}]",
          ]
        }
      }
      guard let alert = one.alert else { return lines.joined(separator: "\n") + "\n" }
      lines += [
        "  alert_rule_test:", "  - alertname: \(alert)", "    eval_time: 1450m", "    exp_alerts: [{exp_labels: {a: b}}]",
      ]
      return lines.joined(separator: "\n") + "\n"
    }

    private func promtool(_ arguments: [String]) throws -> Invocation {
      let home = try Directory()
      return try Invocation(Self.promtool, arguments, environment: cleanEnvironment(home: home.path), within: 120)
    }
  }
}

extension Invocation {
  /// Both streams without what names the run, numbers to five digits: promtool evaluates groups in any
  /// order, so that a rule which reads another group's series may see it a minute younger or older.
  fileprivate var report: String {
    let lines = (output + errors).split(separator: "\n").filter { !$0.contains("test.yaml") }
    return lines.map { line in
      line.replacing(/-?[0-9]\.[0-9]+E[+-][0-9]+/) { match in
        Double(match.output).map { String(format: "%.4e", $0) } ?? String(match.output)
      }
    }.joined(separator: "\n")
  }
}
