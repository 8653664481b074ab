import Testing

extension EndToEnd {
  /// Links, split views, jumps from what has no id, and the doctor, by keys on the built-in homelab.
  @Suite(.serialized) struct CorrelationTests {
    private func open(_ arguments: String = "") throws -> Terminal {
      let terminal = try Terminal()
      try terminal.run("nightjar demo --seed 7 \(arguments)")
      return terminal
    }

    @Test func aLinkOpensItsPlace() throws {
      let terminal = try open("'nightjar://logs?q=%7Bservice_name%3D%22nas%22%7D&since=30m'")
      try terminal.wait(for: "the query and the range of the link") {
        $0.text.contains(#"{service_name="nas"}"#) && $0.text.contains("last 30m")
      }
      try terminal.press("Y")
      try terminal.wait(for: "the same place as a link") { $0.text.contains("nightjar://logs?q=%7Bservice_name%3D%22nas%22%7D") }
      try terminal.press("Escape")
      try terminal.wait(for: "the place again") { !$0.text.contains("link to this place") }
      try terminal.quit()
    }

    @Test func anotherPlaceThanALinkIsRefused() throws {
      let ran = try nightjar(["demo", "nightjar://nowhere"])
      #expect(ran.status == 2 && ran.errors.contains("nowhere: no such place"), "\(ran.errors)")
    }

    @Test func theDoctorFindsTheHomelabWell() throws {
      let terminal = try open()
      try terminal.wait(for: "SLO budgets")
      try terminal.press("8")
      try terminal.wait(for: "every check and its outcome") {
        $0.text.contains("checks") && $0.text.contains("all well") && $0.text.contains("exemplar storage")
      }
      try terminal.press("BSpace")
      try terminal.wait(for: "SLO budgets")
      try terminal.quit()
    }

    @Test func everythingLeadsOnFromAnAlert() throws {
      let terminal = try open()
      try terminal.wait(for: "SLO budgets")
      try terminal.press("7")
      let alerts = try terminal.wait(for: "what fires") { $0.text.contains("firing") || $0.text.contains("Alerts") && $0.text.contains("▲") }
      try terminal.press("l")
      try terminal.wait(for: "lines of the alert's service") { $0.text.contains("logql›") && $0.text.contains("trouble") }
      try terminal.press("t")
      try terminal.wait(for: "the trace that a line belongs to") { $0.text.contains("self    total") }
      try terminal.press("BSpace", "BSpace")
      try terminal.wait(for: "the alerts as they were") { $0.trail == alerts.trail }
      try terminal.quit()
    }
  }
}
