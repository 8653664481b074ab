import Analysis
import Telemetry
import Testing

@Suite struct AlertOrderTests {
  private func alert(
    _ name: String, _ state: Alert.State, _ severity: String = "warning", at seconds: Int64 = 0
  ) -> Alert {
    Alert(
      labels: ["alertname": name, "severity": severity], annotations: [:], state: state,
      activeAt: Instant(seconds: seconds), value: nil)
  }

  @Test func showsTheWorstFirst() {
    let ordered = AlertOrder.worstFirst([
      alert("Silenced", .suppressed, "critical"), alert("Pending", .pending, "critical"),
      alert("Old", .firing, at: 1), alert("New", .firing, at: 2), alert("Info", .firing, "info"),
      alert("Page", .firing, "page"), alert("Odd", .firing, "colour"),
    ])
    #expect(
      ordered.map(\.name) == ["Page", "New", "Old", "Odd", "Info", "Pending", "Silenced"])
  }

  @Test func hidesWhatAlwaysFires() {
    let hidden = AlertOrder.worstFirst([
      alert("Watchdog", .firing, "none"), alert("InfoInhibitor", .firing), alert("Gone", .inactive),
    ])
    #expect(hidden.isEmpty)
  }

  @Test(arguments: [("CRITICAL", 0), ("page", 0), ("error", 1), ("ticket", 2), ("", 3), ("none", 4)])
  func ranksSeverities(severity: String, rank: Int) {
    #expect(AlertOrder.rank(ofSeverity: severity) == rank)
  }
}
