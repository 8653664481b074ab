import Testing

extension EndToEnd {
  /// The console and the verbs on Debian's Prometheus, Alertmanager and exporters.
  @Suite(.serialized, .enabled(if: Surroundings.prometheus != nil, "NIGHTJAR_E2E_PROMETHEUS is not set"))
  struct RealServersTests {
    private let directory: Directory
    private let file: String

    init() throws {
      directory = try Directory()
      let text = configuration(
        prometheus: Surroundings.prometheus, alertmanager: Surroundings.alertmanager)
      file = try directory.file("config.yaml", text)
    }

    @Test func theOverviewShowsBudgetProbeAndAlert() throws {
      let terminal = try Terminal()
      try terminal.run("nightjar --config \(file)")
      let screen = try terminal.wait(for: "an objective, a dead probe and a firing alert", within: 60) { screen in
        screen.text.contains("prometheus requests") && screen.text.contains("127.0.0.1:9/")
          && screen.text.contains("ProbeFailing")
      }
      #expect(screen.text.contains(/✗ 127\.0\.0\.1:9.* down\b/), "a probe that fails says so in words")
      try terminal.press("2")
      try terminal.wait(for: "promql›")
      try terminal.quit()
    }

    /// The console, opened on its Metrics screen.
    private func metricsScreen() throws -> Terminal {
      let terminal = try Terminal()
      try terminal.run("nightjar --config \(file)")
      try terminal.wait(for: "SLO budgets")
      try terminal.press("2")
      try terminal.wait(for: "promql›")
      return terminal
    }

    @Test func aQueryTypedByAPersonIsAnswered() throws {
      let terminal = try metricsScreen()
      try terminal.press("i", "C-u")
      try terminal.type("sum by (job) (up{job=\"node\"})")
      try terminal.press("Enter")
      try terminal.wait(for: "the series", within: 30) { $0.text.contains("●") && $0.text.contains("node") }
      try terminal.press("1")
      try terminal.wait(for: "SLO budgets")
      try terminal.quit()
    }

    @Test func thePromptCompletesFromTheServer() throws {
      let terminal = try metricsScreen()
      try terminal.press("i", "C-u")
      try terminal.type("node_memory_MemAvail")
      try terminal.wait(for: "the metric with its type", within: 30) {
        $0.text.contains("node_memory_MemAvailable_bytes") && $0.text.contains("gauge")
      }
      try terminal.press("Tab")
      try terminal.type("{")
      try terminal.wait(for: "its labels", within: 30) { $0.text.contains("instance") && $0.text.contains("__name__") }
      try terminal.press("Escape")
      // Escape and Backspace at once would be Alt-Backspace, which takes the whole word.
      try terminal.wait(for: "the list closed", within: 10) { !$0.text.contains("__name__") }
      try terminal.press("BSpace", "Enter")
      try terminal.wait(for: "the chart", within: 30) { $0.text.contains("1 series") && $0.text.contains("GiB") }
      try terminal.quit()
    }

    @Test func theServersMetricsTargetsAndRulesAreShown() throws {
      let terminal = try metricsScreen()
      try terminal.press("S")
      try terminal.wait(for: "targets", within: 30) { $0.text.contains("Targets") && $0.text.contains("blackbox") }
      try terminal.press("Tab")
      try terminal.wait(for: "rules", within: 30) { $0.text.contains("ProbeFailing") }
      try terminal.press("Tab")
      try terminal.wait(for: "storage", within: 30) { $0.text.contains("series") && $0.text.contains("prometheus_") }
      try terminal.press("BSpace", "b")
      try terminal.wait(for: "metrics by prefix", within: 30) { $0.text.contains("node_") && $0.text.contains("metrics") }
      try terminal.quit()
    }

    @Test func anInstantQuery() throws {
      let ran = try nightjar(["query", "up{job=\"node\"}", "-o", "json", "--config", file])
      #expect(ran.status == 0, "\(ran.errors)")
      let series = try #require(try ran.object["series"] as? [[String: Any]])
      let labels = try #require(series.first?["labels"] as? [String: String])
      #expect(labels["job"] == "node" && labels["__name__"] == "up")
      let points = try #require(series.first?["points"] as? [[Any]])
      #expect(points.first?.last as? Double == 1)
    }

    @Test func aRangeIsPrintedAndDrawn() throws {
      let question = ["query", "up{job=\"node\"}", "--range", "--since", "10m", "--config", file]
      let json = try nightjar(question + ["-o", "json"])
      #expect(json.status == 0, "\(json.errors)")
      let chart = try nightjar(question + ["-o", "chart", "--width", "80"])
      #expect(chart.status == 0 && chart.output.contains("┤"), "\(chart.output)\(chart.errors)")
    }

    @Test func theOverviewAsJSON() throws {
      var alerts: [[String: Any]] = []
      let complete = try poll(for: 30) {
        let ran = try nightjar(["overview", "-o", "json", "--config", file])
        #expect(ran.status == 0, "\(ran.errors)")
        let overview = try ran.object
        alerts = overview["alerts"] as? [[String: Any]] ?? []
        let names = ((overview["slos"] as? [[String: Any]]) ?? []).map { $0["service"] as? String }
        let probes = overview["probes"] as? [[String: Any]] ?? []
        return !alerts.isEmpty && names.contains("prometheus") && probes.count == 4
      }
      #expect(complete, "an objective, four probes and an alert")
      #expect(alerts.contains { $0["name"] as? String == "ProbeFailing" })
    }

    @Test func aMistakeIsShownWhereItIs() throws {
      let ran = try nightjar(["query", "rate(up[5m]", "--config", file])
      #expect(ran.status == 1 && ran.output.isEmpty)
      #expect(ran.errors.contains("rate(up[5m]") && ran.errors.contains("^"), "\(ran.errors)")
    }

    @Test func nothingFoundIsNotAFailure() throws {
      let ran = try nightjar(["query", "no_such_metric", "-o", "json", "--config", file])
      #expect(ran.status == 0)
      #expect(try (ran.object["series"] as? [Any])?.isEmpty == true)
      #expect(!ran.errors.isEmpty, "an empty answer is said on standard error")
    }
  }
}
