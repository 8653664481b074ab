import Testing

extension EndToEnd {
  /// A source that takes half a minute: the console lives on meanwhile, and says how it ended.
  @Suite(.enabled(if: Surroundings.prometheus != nil, "NIGHTJAR_E2E_PROMETHEUS is not set"))
  struct SlowSourceTests {
    @Test func isGivenUpAfterHalfAMinuteInItsOwnPane() throws {
      let server = try FakeServer { _ in .silence }
      let terminal = try Terminal()
      let file = try terminal.home.file(
        "config.yaml", configuration(prometheus: Surroundings.prometheus, loki: server.url))
      try terminal.run("nightjar --config \(file)")
      let early = try terminal.wait(for: "the other panes, while loki is waited for", within: 20) {
        $0.text.contains("ProbeFailing") && $0.text.contains("waiting for loki")
      }
      #expect(early.text.contains("prom ●"))
      // Keys act at once although an answer is out.
      try terminal.press("2")
      _ = try terminal.wait(for: "Metrics", within: 5) { $0.text.contains("promql›") }
      try terminal.press("BSpace")
      let late = try terminal.wait(for: "the reason, beside panes that live", within: 60) {
        $0.text.contains("loki ✗") && $0.text.contains("asking loki again") && $0.text.contains("ProbeFailing")
      }
      #expect(late.text.contains("prom ●"))
      try terminal.quit()
    }
  }
}
