import Analysis
import Telemetry
import Testing

@Suite struct AlertBoardTests {
  private func alert(
    _ name: String, _ labels: Labels = [:], _ state: Alert.State = .firing, silencedBy: [String] = [],
    inhibitedBy: [String] = [], fingerprint: String? = nil
  ) -> Alert {
    Alert(
      labels: labels.merging(["alertname": name]), annotations: [:], state: state,
      activeAt: Instant(seconds: 1),
      value: 2, silencedBy: silencedBy, inhibitedBy: inhibitedBy, fingerprint: fingerprint)
  }

  private func rule(_ name: String, _ alerts: [Alert] = [], error: String? = nil) -> Rule {
    Rule(
      kind: .alerting, name: name, group: "g", query: "x > 1", labels: [:], annotations: [:],
      state: alerts.isEmpty ? .inactive : .firing, holdSeconds: 0, health: error == nil ? "ok" : "err",
      lastError: error,
      alerts: alerts)
  }

  private func findings(
    rules: [Rule] = [], groups: [AlertGroup] = [], silences: [Silence] = []
  ) -> AlertBoard.Findings {
    var found = AlertBoard.Findings()
    (found.rules, found.groups, found.silences) = (rules, groups, silences)
    return found
  }

  @Test func alertsOfOneNameInTwoClustersStayApart() {
    let group = AlertGroup(labels: [:], receiver: "call", alerts: [alert("A", ["cluster": "x"])])
    let one = AlertBoard(
      ["am": findings(groups: [group]), "prom": findings(rules: [rule("A", [alert("A")])])], hasManagers: true)
    let two = AlertBoard(["prom-edge": findings(rules: [rule("A", [alert("A")])])], hasManagers: false)
    let board = AlertBoard(watching: [one, two])
    #expect(board.sections.map(\.kind) == [.routed, .unrouted])
    #expect(board.sections.flatMap(\.entries).map(\.ruler) == ["prom", "prom-edge"])
    #expect(board.sections.last?.receiver == "–", "where no Alertmanager is, nothing can miss one")
  }

  @Test func joinsRuleGroupAndSilence() throws {
    let silence = Silence(
      id: "s", matchers: [], start: .epoch, end: .epoch, createdBy: "mei", comment: "", state: .active)
    let managed = alert("A", ["cluster": "x"], .suppressed, silencedBy: ["s"], inhibitedBy: ["f00"])
    let board = AlertBoard(
      [
        "prom": findings(rules: [rule("A", [alert("A")]), rule("B", [alert("B")])]),
        "am": findings(
          groups: [
            AlertGroup(
              labels: ["service": "s"], receiver: "call", alerts: [managed, alert("B", fingerprint: "f00")])
          ],
          silences: [silence]),
      ], hasManagers: true)
    #expect(board.sections.count == 1 && board.sections[0].receiver == "call")
    let entries = board.sections[0].entries
    #expect(entries.map(\.alert.name) == ["B", "A"], "the silenced one last")
    let quiet = try #require(entries.last)
    #expect(quiet.silences == [silence] && quiet.inhibitors == ["B"] && quiet.managers == ["am"])
    #expect(quiet.rule?.name == "A" && quiet.alert.value == 2 && quiet.managedLabels?["cluster"] == "x")
    #expect(board.alerts.count == 2)
  }

  @Test func saysWhatReachesNobody() {
    let rules = [
      rule("Loud", [alert("Loud")]), rule("Soon", [alert("Soon", [:], .pending)]),
      rule("Bad", error: "many-to-many"),
      rule("Calm"), rule("Watchdog", [alert("Watchdog")]),
    ]
    let board = AlertBoard(["prom": findings(rules: rules)], hasManagers: true)
    #expect(board.sections.map(\.kind) == [.unrouted, .pending])
    #expect(board.sections.flatMap(\.entries).map(\.alert.name) == ["Loud", "Soon"])
    #expect(board.broken.map(\.rule.name) == ["Bad"] && board.resting.map(\.rule.name) == ["Calm"])
  }

  @Test func aPairOfManagersTellsItOnce() {
    let group = AlertGroup(labels: [:], receiver: "r", alerts: [alert("A")])
    let board = AlertBoard(
      ["am1": findings(groups: [group]), "am2": findings(groups: [group])], hasManagers: true)
    #expect(board.sections.count == 1 && board.sections[0].entries.count == 1)
    #expect(board.sections[0].entries[0].managers == ["am1", "am2"])
  }

  @Test(
    arguments: [
      ("http://p/graph?g0.expr=probe_success+%3D%3D+0&g0.tab=1", "probe_success == 0"),
      ("http://p/graph?g0.tab=1", nil), ("", nil), ("?g0.expr=%zz", nil), ("?g0.expr=%", nil),
      ("?g0.expr=%E6%BC%A2", "漢"),
      ("?g0.expr=%FF", nil),
    ] as [(String, String?)])
  func readsTheExpressionOfALink(url: String, expected: String?) {
    #expect(GeneratorURL.expression(url) == expected)
  }

  @Test func applicationsInTroubleFirst() {
    func info(_ name: String, _ sync: String, _ health: String, value: Double = 1) -> Series {
      Series(
        labels: ["name": name, "sync_status": sync, "health_status": health, "exported_namespace": "argo"],
        samples: [Sample(.epoch, value)])
    }
    let apps = ArgoApplication.applications(
      in: [
        info("a", "Synced", "Healthy"), info("b", "OutOfSync", "Healthy"), info("c", "Synced", "Degraded"),
        info("old", "Synced", "Missing", value: 0), info("d", "Synced", "Progressing"),
      ], source: "prom")
    #expect(apps.map(\.name) == ["c", "b", "d", "a"])
    #expect(apps.map(\.isInTrouble) == [true, true, false, false] && apps[0].namespace == "argo")
  }

  @Test func matchesNotificationsByNameThenLabelsThenTime() {
    func message(_ title: String, _ text: String = "", at seconds: Int64 = 10) -> Notification {
      Notification(id: "i", time: Instant(seconds: seconds), topic: "t", title: title, message: text)
    }
    let alerts = [
      alert("ProbeDown", ["instance": "nas01"]), alert("ProbeDown", ["instance": "web02"]), alert("Probe"),
    ]
    #expect(
      NotificationMatch.alert(for: message("[FIRING] ProbeDown", "web02 does not answer"), among: alerts)
        == alerts[1])
    #expect(NotificationMatch.alert(for: message("[FIRING:1] Probe"), among: alerts) == alerts[2])
    #expect(NotificationMatch.alert(for: message("ProbeDownAgain"), among: alerts) == nil)
    #expect(NotificationMatch.alert(for: message("", ""), among: [alert("")]) == nil)
  }
}
