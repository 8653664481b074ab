internal import Telemetry

/// What the homelab's Alertmanager and ntfy make of its alerts.
struct HomelabManager: Sendable {
  let rules: HomelabRules

  /// Firing alerts as Prometheus sent them: with the label that says which cluster.
  func alerts(at now: Instant) -> [Alert] {
    rules.rules(at: now).flatMap(\.alerts).filter { $0.state == .firing }.map { alert in
      var alert = alert
      alert.labels = alert.labels.merging(["cluster": "homelab"])
      return alert
    }
  }

  /// Somebody knows about the certificate.
  static func silences(origin: Instant) -> [Silence] {
    [
      Silence(
        id: SilenceStore.id(0),
        matchers: [.init(name: "alertname", value: "CertificateExpiring", isRegex: false)],
        start: origin - .hours(5), end: origin + .hours(19), createdBy: "mei",
        comment: "is renewed on Saturday", state: .active)
    ]
  }

  /// What the bridge between Alertmanager and ntfy sent, and what others send to the same topics.
  func notifications(at now: Instant) -> [Notification] {
    let sent = rules.rules(at: now).flatMap(\.alerts).filter { $0.state == .firing && $0.name != "Watchdog" }
      .compactMap { alert -> Notification? in
        guard let active = alert.activeAt else { return nil }
        let isGrave = alert.severity == "page"
        return Notification(
          id: Self.id(alert.name), time: active + .seconds(75), topic: "alerts",
          title: "[FIRING] \(alert.name)",
          message: alert.annotations["summary"] ?? "", tags: [isGrave ? "rotating_light" : "warning"],
          priority: isGrave ? 5 : 3, link: alert.annotations["runbook_url"] ?? "")
      }
    let backup = Notification(
      id: Self.id("backup"), time: now.floored(to: .hours(24)) + .hours(3), topic: "backups", title: "restic",
      message: "备份完成: 214 GiB in 41 min, nothing to complain about", tags: ["white_check_mark"], priority: 2)
    return (sent + [backup]).filter { $0.time <= now && $0.time > now - .hours(96) }
      .sorted { ($0.time, $0.id) < ($1.time, $1.id) }
  }

  /// Twelve letters and digits, as ntfy's are.
  private static func id(_ name: String) -> String {
    var random = SplitMix(0x17F1, name.utf8.reduce(0) { $0 &* 31 &+ UInt64($1) })
    let letters = Array("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789")
    return String((0..<12).map { _ in random.pick(letters) })
  }
}
