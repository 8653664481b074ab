internal import Telemetry

/// The rules and scrape targets of the homelab's Prometheus, as they stand at a moment.
struct HomelabRules: Sendable {
  let budgets: Budgets
  let gauges: Gauges

  func rules(at now: Instant) -> [Rule] {
    let jellyfin = Budgets.objectives[0]
    let (short, long) = (
      budgets.errorRatio(jellyfin, over: .minutes(5), at: now), budgets.errorRatio(jellyfin, over: .hours(1), at: now)
    )
    let pages = short > 14.4 * 0.005 && long > 14.4 * 0.005
    let since = gauges.incident.latestStall(before: now) + .seconds(75)
    let probe = gauges.values(at: now)
    let slow = probe.first { $0.0.metricName == "probe_duration_seconds" && $0.0["instance"]?.contains("jellyfin") == true }?.1 ?? 0
    return [
      rule(
        "JellyfinHighErrorRate", severity: "page", service: "jellyfin", isFiring: pages, since: since, value: long, hold: 0,
        query: "slo:sli_error:ratio_rate5m{sloth_id=\"jellyfin-availability\"} > (14.4 * 0.005) and slo:sli_error:ratio_rate1h{sloth_id=\"jellyfin-availability\"} > (14.4 * 0.005)",
        summary: "Jellyfin burns its error budget 14 times too fast", runbook: "https://runbooks.home.lan/jellyfin/slow-playback"),
      rule(
        "ProbeSlow", severity: "warning", service: "jellyfin", isFiring: slow > 1, since: since + .seconds(45), value: slow, hold: 60,
        query: "probe_duration_seconds{job=\"blackbox\"} > 1", summary: "The probe of jellyfin takes longer than a second",
        runbook: "https://runbooks.home.lan/probes/slow"),
      rule(
        "ProbeDown", severity: "warning", service: "", isFiring: true, since: gauges.origin - .days(3), value: 0, hold: 120,
        query: "probe_success{job=\"blackbox\"} == 0", summary: "http://127.0.0.1:9/down does not answer",
        runbook: "https://runbooks.home.lan/probes/down"),
      rule(
        "CertificateExpiring", severity: "warning", service: "jellyfin", isFiring: true, since: gauges.origin - .days(2), value: 12 * 86_400, hold: 0,
        query: "probe_ssl_earliest_cert_expiry - time() < 14 * 86400", summary: "The certificate of jellyfin.home.lan ends in 12 days",
        runbook: "https://runbooks.home.lan/certificates"),
      rule(
        "Watchdog", severity: "none", service: "", isFiring: true, since: gauges.origin - .days(30), value: 1, hold: 0, query: "vector(1)",
        summary: "Always fires", runbook: ""),
    ]
  }

  private func rule(
    _ name: String, severity: String, service: String, isFiring: Bool, since: Instant, value: Double, hold: Double,
    query: String, summary: String, runbook: String
  ) -> Rule {
    var labels: Labels = ["severity": severity]
    if !service.isEmpty { labels["service"] = service }
    let annotations: Labels = ["summary": summary, "runbook_url": runbook]
    let alert = Alert(
      labels: labels.merging(["alertname": name]), annotations: annotations, state: .firing, activeAt: since, value: value)
    return Rule(
      kind: .alerting, name: name, group: "homelab", query: query, labels: labels, annotations: annotations,
      state: isFiring ? .firing : .inactive, holdSeconds: hold, health: "ok", lastError: nil, alerts: isFiring ? [alert] : [])
  }

  func targets(at now: Instant) -> [ScrapeTarget] {
    let scraped = Instant(nanoseconds: now.nanoseconds.dividedFloor(by: Traffic.tickNs) * Traffic.tickNs)
    return Gauges.jobs.map { job in
      ScrapeTarget(
        labels: ["job": job, "instance": "\(job).home.lan:9100"], pool: job, url: "http://\(job).home.lan:9100/metrics",
        health: "up", lastError: "", lastScrape: scraped, lastScrapeSeconds: 0.012)
    }
  }

  static let metadata: [MetricMetadata] = [
    MetricMetadata(name: "http_server_request_duration_seconds", type: "histogram", help: "Duration of HTTP server requests.", unit: "seconds"),
    MetricMetadata(name: "traces_spanmetrics_calls_total", type: "counter", help: "Spans by service, name, kind and status.", unit: ""),
    MetricMetadata(name: "traces_spanmetrics_latency", type: "histogram", help: "Duration of spans in seconds.", unit: ""),
    MetricMetadata(name: "traces_service_graph_request_total", type: "counter", help: "Requests between two services.", unit: ""),
    MetricMetadata(name: "nfsd_queue_depth", type: "gauge", help: "Requests waiting for a disk of the NAS.", unit: ""),
    MetricMetadata(name: "nfs_retries_total", type: "counter", help: "NFS requests sent again.", unit: ""),
    MetricMetadata(name: "probe_success", type: "gauge", help: "Whether the probe succeeded.", unit: ""),
    MetricMetadata(name: "probe_duration_seconds", type: "gauge", help: "How long the probe took.", unit: "seconds"),
    MetricMetadata(name: "up", type: "gauge", help: "Whether the last scrape succeeded.", unit: ""),
  ]
}
