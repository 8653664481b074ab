import Testing

extension EndToEnd {
  /// Alerts, silences and probes on Debian's Prometheus, Alertmanager and Blackbox exporter.
  @Suite(.serialized, .enabled(if: Surroundings.prometheus != nil, "NIGHTJAR_E2E_PROMETHEUS is not set"))
  struct AlertingTests {
    private let directory: Directory
    private let file: String

    init() throws {
      directory = try Directory()
      file = try directory.file(
        "config.yaml",
        configuration(prometheus: Surroundings.prometheus, alertmanager: Surroundings.alertmanager))
    }

    private func screen(_ key: String, _ options: String = "") throws -> Terminal {
      let terminal = try Terminal()
      try terminal.run("nightjar console --config \(file) \(options)")
      try terminal.wait(for: "SLO budgets")
      try terminal.press(key)
      return terminal
    }

    /// The alerts screen with nothing but the alert of the target that never answers.
    private func deadTarget(_ options: String = "") throws -> Terminal {
      let terminal = try screen("7", options)
      try terminal.wait(for: "the alert, as it is routed", within: 90) {
        $0.text.contains("ProbeFailing") && $0.text.contains("to nobody")
      }
      try terminal.press("/")
      try terminal.type("9/dead")
      try terminal.press("Enter")
      try terminal.wait(for: "its alert alone", within: 30) { $0.text.contains("Alerts 1 ") }
      return terminal
    }

    @Test func anAlertIsSeenSilencedSeenSilencedAndHeardAgain() throws {
      let terminal = try deadTarget()
      try terminal.press("s")
      try terminal.wait(for: "new silence at alerts")
      try terminal.type("end to end")
      try terminal.press("Enter")
      try terminal.wait(for: "what it will match", within: 10) {
        $0.text.contains("loaded alerts: ProbeFailing") && $0.text.contains("Silence them?")
      }
      try terminal.press("Enter")
      try terminal.wait(for: "the alert as silenced", within: 60) { $0.text.contains("– silenced") }
      try terminal.wait(for: "by whom and why", within: 30) { $0.text.contains("end to end") }
      try terminal.press("X")
      try terminal.wait(for: "End it?")
      try terminal.press("Enter")
      try terminal.wait(for: "the alert heard again", within: 60) { screen in
        screen.text.contains("▲ firing") && !screen.text.contains("– silenced")
      }
      try terminal.quit()
    }

    @Test func readonlyWritesNothing() throws {
      let terminal = try deadTarget("--readonly")
      try terminal.press("s")
      try terminal.wait(for: "--readonly: nothing is written")
      try terminal.quit()
    }

    @Test(.enabled(if: Surroundings.flapping != nil, "NIGHTJAR_E2E_FLAPPING is not set"))
    func aProbeThatGoesDownAndComesBackIsFollowed() throws {
      let port = try #require(Surroundings.flapping)
      let terminal = try screen("6")
      try terminal.press("/")
      try terminal.type("flapping")
      try terminal.press("Enter")
      try terminal.wait(for: "the target down", within: 60) { $0.text.contains("✗ down") }
      try terminal.wait(for: "the phase that failed", within: 30) { $0.text.contains("failed in connect") }
      var server: FakeServer? = try FakeServer(port: port) { _ in
        .answer(status: 200, type: "text/plain", body: "ok")
      }
      try terminal.wait(for: "the target up", within: 60) {
        $0.text.contains("● up") && $0.text.contains("200")
      }
      #expect(server != nil)
      server = nil
      try terminal.wait(for: "the target down again", within: 60) { $0.text.contains("✗ down") }
      try terminal.quit()
    }
  }
}
