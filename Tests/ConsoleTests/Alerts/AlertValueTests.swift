import Canvas
import Telemetry
import Testing

@testable import Console

@Suite struct AlertValueTests {
  @Test(arguments: [
    ("probe_ssl_earliest_cert_expiry - time() < 14 * 86400", 1_036_800, "12d"),
    ("(probe_ssl_earliest_cert_expiry - time()) / 86400 < 14", 12, "12d"),
    ("(time() - backup_last_success) / 3600 > 24", 30, "1d 6h"),
    ("probe_duration_seconds{job=\"blackbox\"} > 1", 2.5, "2.5 s"),
    ("node_filesystem_avail_bytes / 1024 / 1024 < 100", 50, "50 MiB"),
    ("probe_success == 0", 0, "0.00"),
    ("up == ", 1.25, "1.25"),
  ]) func saysItsUnit(expression: String, value: Double, text: String) {
    let found = AlertValue(of: expression).text(value)
    #expect(found == text, "\(expression)")
  }

  /// Groups, silences and messages have no query language; what was asked of them is shown all the same.
  @Test(arguments: [Query.alerts, .managedAlerts, .alertGroups, .silences, .notifications(since: "xE73I")])
  func whatWasAskedIsSaid(query: Query) throws {
    #expect(try #require(CommandLineFor.subject(of: query)).isEmpty == false)
    #expect(CommandLineFor(query).text.contains("_URL/"))
  }

  @Test func queriesOfTheAlertsScreen() async {
    let walker = Walker(200, 60, pane: AlertsPane(), withAlerting: true)
    await walker.start()
    await walker.press(.character("Y"))
    for part in ["$ALERTMANAGER_URL/api/v2/alerts/groups", "$ALERTMANAGER_URL/api/v2/silences", "$NTFY_URL/$TOPICS/json"] {
      #expect(walker.text.contains(part), "\(part)")
    }
  }
}
