internal import Telemetry

/// The rules and scrape targets of the homelab's Prometheus, as they stand at a moment.
struct HomelabRules: Sendable {
  let budgets: Budgets
  let gauges: Gauges

  func rules(at now: Instant) -> [Rule] {
    [budgetBurn, slowProbe, deadProbe, certificate, watchdog].map {
      $0.rule(at: now, changesFrom: gauges.incident.begin)
    }
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

  func targets(at now: Instant) -> [ScrapeTarget] {
    let scraped = Traffic.start(ofTick: Traffic.tick(of: now))
    return ScrapeJob.all.map { job in
      ScrapeTarget(
        labels: job.labels, pool: job.job, url: job.url, health: "up", lastError: "", lastScrape: scraped,
        lastScrapeSeconds: 0.012)
    }
  }

  static let metadata: [MetricMetadata] = [
    ("http_server_request_duration_seconds", "histogram", "Duration of HTTP server requests.", "seconds"),
    ("traces_spanmetrics_calls_total", "counter", "Spans by service, name, kind and status.", ""),
    ("traces_spanmetrics_latency", "histogram", "Duration of spans in seconds.", ""),
    ("traces_service_graph_request_total", "counter", "Requests between two services.", ""),
    ("traces_service_graph_request_server_seconds", "histogram", "Requests as the server saw them.", ""),
    ("nfsd_queue_depth", "gauge", "Requests waiting for a disk of the NAS.", ""),
    ("nfs_retries_total", "counter", "NFS requests sent again.", ""),
    ("node_disk_io_now", "gauge", "The number of I/Os currently in progress.", ""),
    ("node_load1", "gauge", "1m load average.", ""),
    ("argocd_app_info", "gauge", "Information about application.", ""),
    ("argocd_app_sync_total", "counter", "Number of application syncs.", ""),
    ("probe_success", "gauge", "Displays whether or not the probe was a success", ""),
    ("probe_duration_seconds", "gauge", "Returns how long the probe took to complete in seconds", ""),
    ("probe_http_status_code", "gauge", "Response HTTP status code", ""),
    ("probe_http_duration_seconds", "gauge", "Duration of http request by phase", ""),
    ("probe_ssl_earliest_cert_expiry", "gauge", "Returns last SSL chain expiry in unixtime", ""),
    ("up", "gauge", "Whether the last scrape succeeded.", ""),
  ].map { MetricMetadata(name: $0, type: $1, help: $2, unit: $3) }
}
