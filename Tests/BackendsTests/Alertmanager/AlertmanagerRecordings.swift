internal import Backends
internal import Telemetry
internal import Testing

/// Alertmanager 0.25's answers. What nightjar has no question for must be refused as a shape.
enum AlertmanagerRecordings {
  static var all: [Recorded] { alerts + silences + foreign }

  private static let names = ["CertificateExpiring", "ServiceProbeFailing", "JellyfinHighErrorRate"]

  private static var alerts: [Recorded] {
    [
      Recorded("alertmanager/alerts", .managedAlerts) {
        let alerts = try $0.alerts()
        #expect(alerts.map(\.name) == names)
        #expect(alerts.map(\.state) == [.firing, .firing, .firing])
        #expect(alerts[2].activeAt == RFC3339.instant("2026-11-21T02:59:08.521Z"))
        #expect(alerts[0].value == nil)
        #expect(
          alerts[0].generatorURL
            == "http://ringtail:19090/graph?g0.expr=probe_ssl_earliest_cert_expiry+-+time%28%29"
            + "+%3C+20+%2A+86400&g0.tab=1")
      },
      Recorded(
        "alertmanager/alerts-silenced", .managedAlerts, .differs(theirs: ["silenced": "true"])
      ) {
        let alerts = try $0.alerts()
        #expect(alerts[0].state == .suppressed)
        #expect(alerts[0].silencedBy == ["7d5bf137-3175-4a8e-8a2a-30ac4392067d"])
        #expect(alerts[0].labels["cluster"] == "homelab")
      },
      Recorded(
        "alertmanager/alerts-filtered", .managedAlerts,
        .differs(theirs: ["filter": "severity=\"critical\"", "active": "true"])
      ) {
        let alerts = try $0.alerts()
        #expect(alerts.map(\.name) == ["ServiceProbeFailing"])
        #expect(alerts[0].severity == "critical")
      },
    ]
  }

  private static var silences: [Recorded] {
    [
      Recorded("alertmanager/silences", .silences) {
        guard case .silences(let silences) = try $0.get().body else { throw Unexpected($0) }
        #expect(silences.map(\.state) == [.active, .expired])
        #expect(silences[0].id == "7d5bf137-3175-4a8e-8a2a-30ac4392067d")
        #expect(
          silences[0].matchers == [
            .init(name: "alertname", value: "CertificateExpiring", isRegex: false)
          ])
        #expect(silences[0].createdBy == "billy")
        #expect(silences[0].comment == "renewal is planned")
        #expect(silences[0].end == RFC3339.instant("2026-11-21T04:40:24Z"))
      },
      Recorded("alertmanager/silence-create", .silences, .none) {
        try #expect($0.failure().reason == .undecodable)
      },
      Recorded("alertmanager/silence-bad", .silences, .none) {
        let failure = try $0.failure()
        #expect(
          failure
            == QueryFailure(.refused, "matchers in body should have at least 1 items", status: 422))
      },
      Recorded("alertmanager/silence-delete", .silences, .none) {
        try #expect($0.failure().reason == .undecodable)
      },
      Recorded("alertmanager/silence-missing", .silences, .none) {
        let failure = try $0.failure()
        #expect(failure.reason == .notFound)
        #expect(failure.message == "HTTP 404 without a word of explanation")
      },
    ]
  }

  private static var foreign: [Recorded] {
    [
      Recorded("alertmanager/status", .identity) {
        let expected = ServerIdentity(product: "Alertmanager", version: "0.25.0")
        try #expect($0.get().body == .identity(expected))
      },
      Recorded("alertmanager/groups", .managedAlerts, .none) {
        try #expect($0.failure().reason == .undecodable)
      },
      Recorded("alertmanager/receivers", .managedAlerts, .none) {
        try #expect($0.failure().reason == .undecodable)
      },
    ]
  }
}
