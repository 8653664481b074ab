internal import Telemetry

/// The rules of the homelab's Prometheus, as they stand at a moment.
struct HomelabRules: Sendable {
  let budgets: Budgets
  let gauges: Gauges

  func rules(at now: Instant) -> [Rule] {
    let alerting = [budgetBurn, slowProbe, deadProbe, certificate, watchdog].map {
      $0.rule(at: now, changesFrom: gauges.incident.begin)
    }
    return RuleClock(seed: gauges.seed).timed(alerting + SlothRecordings.rules + [diskWait], at: now)
  }

  /// Written by somebody who forgot that the NAS has two disks: it has never recorded anything.
  private var diskWait: Rule {
    let series = ["sdb", "sda"].map { disk in
      "{__name__=\"nfsd_queue_depth\", disk=\"\(disk)\", instance=\"nas01:9100\", job=\"nas\"}"
    }
    return Rule(
      kind: .recording, name: "nas:disk_wait:product", group: "storage",
      query: "node_disk_io_now * on (instance) nfsd_queue_depth", labels: [:], annotations: [:],
      state: nil, holdSeconds: 0, health: "err",
      lastError: "found duplicate series for the match group {instance=\"nas01:9100\"} on the right "
        + "hand-side of the operation: [\(series.joined(separator: ", "))];many-to-many matching not "
        + "allowed: matching labels must be unique on one side", alerts: [])
  }

  /// Sloth's page: both of a pair of windows burn too fast.
  private var budgetBurn: AlertDefinition {
    func pair(_ short: String, _ long: String, _ factor: String) -> String {
      let own = "{sloth_id=\"jellyfin-availability\"}"
      return "(slo:sli_error:ratio_rate\(short)\(own) > (\(factor) * 0.005) and ignoring (sloth_window) "
        + "slo:sli_error:ratio_rate\(long)\(own) > (\(factor) * 0.005))"
    }
    return AlertDefinition(
      name: "JellyfinHighErrorRate", severity: "page", service: "jellyfin",
      query: pair("5m", "1h", "14.4") + " or ignoring (sloth_window) " + pair("30m", "6h", "6"),
      summary: "Jellyfin burns its error budget 14 times too fast",
      runbook: "https://runbooks.home.lan/jellyfin/slow-playback", since: gauges.incident.begin
    ) { [budgets] moment in
      func ratio(_ window: Duration) -> Double {
        budgets.errorRatio(Budgets.jellyfin, over: window, at: moment)
      }
      func exceeds(_ short: Duration, _ long: Duration, _ factor: Double) -> Bool {
        let limit = factor * Budgets.jellyfin.budget
        return ratio(long) > limit && ratio(short) > limit
      }
      if exceeds(.minutes(5), .hours(1), 14.4) { return ratio(.minutes(5)) }
      return exceeds(.minutes(30), .hours(6), 6) ? ratio(.minutes(30)) : nil
    }
  }

  private var slowProbe: AlertDefinition {
    AlertDefinition(
      name: "ProbeSlow", severity: "warning", service: "jellyfin",
      query: "probe_duration_seconds{job=\"blackbox\"} > 1",
      summary: "The probe of jellyfin takes longer than a second",
      runbook: "https://runbooks.home.lan/probes/slow", hold: .seconds(60), since: gauges.incident.begin
    ) { [gauges] moment in
      let seconds = gauges.duration(of: Probe.all[0], number: 0, at: moment)
      return seconds > 1 ? seconds : nil
    }
  }

  private var deadProbe: AlertDefinition {
    AlertDefinition(
      name: "ProbeDown", severity: "warning", query: "probe_success{job=\"blackbox\"} == 0",
      summary: "http://127.0.0.1:9/down does not answer", runbook: "https://runbooks.home.lan/probes/down",
      hold: .seconds(120), since: gauges.origin - .days(3)
    ) { _ in 0 }
  }

  private var certificate: AlertDefinition {
    let end = gauges.origin + .days(12)
    return AlertDefinition(
      name: "CertificateExpiring", severity: "warning", service: "jellyfin",
      query: "probe_ssl_earliest_cert_expiry - time() < 14 * 86400",
      summary: "The certificate of jellyfin.home.lan ends in less than 14 days",
      runbook: "https://runbooks.home.lan/certificates", since: end - .days(14)
    ) { (end - $0).inSeconds }
  }

  private var watchdog: AlertDefinition {
    AlertDefinition(
      name: "Watchdog", severity: "none", query: "vector(1)", summary: "Always fires",
      since: gauges.origin - .days(30)
    ) { _ in 1 }
  }
}
