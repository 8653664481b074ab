import Testing

extension EndToEnd {
  /// A source that fails marks itself, and the others go on.
  @Suite(.serialized, .enabled(if: Surroundings.prometheus != nil, "NIGHTJAR_E2E_PROMETHEUS is not set"))
  struct BrokenSourceTests {
    struct Failing: Sendable, CustomTestStringConvertible {
      var testDescription: String
      var reply: FakeServer.Reply
    }

    static let failures = [
      Failing(testDescription: "500", reply: .answer(status: 500, type: "text/plain", body: "the ring is empty")),
      Failing(
        testDescription: "HTML",
        reply: .answer(status: 200, type: "text/html", body: "<html><body><h1>Sign in</h1></body></html>")),
      Failing(
        testDescription: "half a JSON", reply: .half(body: #"{"status":"success","data":{"resultType":"streams"}}"#)),
      Failing(testDescription: "nothing", reply: .nothing),
      Failing(testDescription: "a JSON that ends", reply: .json(#"{"status":"success","data":{"resultT"#)),
    ]

    @Test(arguments: failures)
    func marksItselfAndBlanksNoOther(failing: Failing) throws {
      let server = try FakeServer { _ in failing.reply }
      // The healthy source is still healthy.
      try overview(loki: server.url) { $0.text.contains("loki ✗") && $0.text.contains("prom ●") }
    }

    @Test func downMarksItselfAndBlanksNoOther() throws {
      let port = try FakeServer { _ in .nothing }.port  // closed again: nobody listens there
      try overview(loki: "http://127.0.0.1:\(port)") { $0.text.contains("loki ✗") }
    }

    @Test func silenceIsWaitedForInItsOwnPane() throws {
      let server = try FakeServer { _ in .silence }
      try overview(loki: server.url) { $0.text.contains("loki ◐") && $0.text.contains("waiting for loki") }
    }

    @Test(arguments: failures)
    func aVerbFailsInWords(failing: Failing) throws {
      let server = try FakeServer { _ in failing.reply }
      let directory = try Directory()
      let file = try directory.file("config.yaml", configuration(loki: server.url))
      let ran = try nightjar(["logs", "{job=\"x\"}", "--config", file])
      #expect(ran.status == 1 && ran.output.isEmpty && ran.errors.contains("loki"), "\(ran)")
    }

    /// What Prometheus says of alerts stands without the Alertmanager.
    @Test func alertsOfThoseThatAnswer() throws {
      let port = try FakeServer { _ in .nothing }.port
      let server = try FakeServer { path in
        path == "/api/v1/alerts"
          ? .json(
            #"{"status":"success","data":{"alerts":[{"labels":{"alertname":"StillToldOf","severity":"page"},"#
              + #""annotations":{},"state":"firing","activeAt":"2026-11-20T22:00:00Z","value":"1"}]}}"#)
          : .json(#"{"status":"success","data":{"resultType":"vector","result":[]}}"#)
      }
      let directory = try Directory()
      let file = try directory.file(
        "config.yaml", configuration(prometheus: server.url, alertmanager: "http://127.0.0.1:\(port)"))
      for verb in ["alerts", "overview"] {
        let ran = try nightjar([verb, "--config", file])
        #expect(ran.status == 0 && ran.output.contains("StillToldOf"), "\(verb): \(ran)")
        #expect(ran.errors.contains("warning: alerts: "), "\(verb): \(ran.errors)")
      }
    }

    @Test func aVerbDoesNotWaitForever() throws {
      let server = try FakeServer { _ in .silence }
      let directory = try Directory()
      let file = try directory.file("config.yaml", configuration(loki: server.url))
      let ran = try nightjar(["logs", "{job=\"x\"}", "--config", file, "--timeout", "1s"], within: 20)
      #expect(ran.status == 1 && !ran.errors.isEmpty, "\(ran)")
    }

    /// Opens the console with a healthy Prometheus beside this Loki, waits until the Prometheus' panes
    /// are filled and `loki` looks as expected, and quits.
    @discardableResult
    private func overview(loki: String, _ matches: (Screen) -> Bool) throws -> Screen {
      let terminal = try Terminal()
      let file = try terminal.home.file(
        "config.yaml", configuration(prometheus: Surroundings.prometheus, loki: loki))
      try terminal.run("nightjar --config \(file)")
      let screen = try terminal.wait(for: "full panes of prom beside a marked loki", within: 30) { screen in
        screen.text.contains("ProbeFailing") && screen.text.contains("127.0.0.1:9/")
          && screen.text.contains("prometheus requests") && matches(screen)
      }
      try terminal.quit()
      return screen
    }
  }
}
