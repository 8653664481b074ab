internal import Telemetry

/// What the homelab's Prometheus scrapes, as it stands at a moment.
struct HomelabTargets: Sendable {
  let gauges: Gauges

  /// Those that are scraped, then those that relabelling dropped.
  func targets(at now: Instant) -> [ScrapeTarget] {
    let tick = Traffic.tick(of: now)
    return ScrapeJob.all.enumerated().map { active($1, number: UInt64($0), tick: tick) }
      + ScrapeJob.dropped.map { labels in
        ScrapeTarget(
          labels: [:], discovered: labels, pool: labels["job"] ?? "", url: "", health: "dropped",
          lastError: "", lastScrape: nil, lastScrapeSeconds: 0)
      }
  }

  private func active(_ job: ScrapeJob, number: UInt64, tick: Int64) -> ScrapeTarget {
    let scraped = Traffic.start(ofTick: tick)
    return ScrapeTarget(
      labels: job.labels,
      discovered: [
        "__address__": job.instance, "__metrics_path__": job.job == "blackbox" ? "/probe" : "/metrics",
        "__scheme__": "http", "__scrape_interval__": "15s", "__scrape_timeout__": "10s", "job": job.job,
      ],
      pool: job.job, url: job.url, health: job.fault == nil ? "up" : "down", lastError: job.fault ?? "",
      lastScrape: scraped, lastScrapeSeconds: seconds(job, number: number, at: scraped),
      interval: .nanoseconds(Traffic.tickNs), timeout: .seconds(10))
  }

  /// A few milliseconds, and for a probe what the probe itself takes.
  private func seconds(_ job: ScrapeJob, number: UInt64, at moment: Instant) -> Double {
    var random = SplitMix(gauges.seed, 0x5C4A, number, UInt64(bitPattern: moment.seconds))
    let own = random.between(0.002, job.job == "blackbox" ? 0.004 : 0.02)
    guard job.fault == nil else { return own / 10 }
    let probe = Probe.all.enumerated().first { job.job == "blackbox" && $0.element.url == job.instance }
    return own + (probe.map { gauges.duration(of: $0.element, number: UInt64($0.offset), at: moment) } ?? 0)
  }

  static let metadata: [MetricMetadata] = [
    ("http_server_request_duration_seconds", "histogram", "Duration of HTTP server requests.", "seconds"),
    ("traces_spanmetrics_calls_total", "counter", "Spans by service, name, kind and status.", ""),
    ("traces_spanmetrics_latency", "histogram", "Duration of spans in seconds.", ""),
    ("traces_service_graph_request_total", "counter", "Requests between two services.", ""),
    ("traces_service_graph_request_failed_total", "counter", "Failed requests between two services.", ""),
    ("traces_service_graph_request_server_seconds", "histogram", "Requests as the server saw them.", ""),
    ("nfsd_queue_depth", "gauge", "Requests waiting for a disk of the NAS.", ""),
    ("nfs_retries_total", "counter", "NFS requests sent again.", ""),
    ("node_disk_io_now", "gauge", "The number of I/Os currently in progress.", ""),
    ("node_load1", "gauge", "1m load average.", ""),
    ("argocd_app_info", "gauge", "Information about application.", ""),
    ("argocd_app_sync_total", "counter", "Number of application syncs.", ""),
    ("probe_ip_protocol", "gauge", "Specifies whether probe ip protocol is IP4 or IP6", ""),
    ("probe_success", "gauge", "Displays whether or not the probe was a success", ""),
    ("probe_duration_seconds", "gauge", "Returns how long the probe took to complete in seconds", ""),
    ("probe_http_status_code", "gauge", "Response HTTP status code", ""),
    ("probe_http_duration_seconds", "gauge", "Duration of http request by phase", ""),
    ("probe_http_redirects", "gauge", "The number of redirects", ""),
    ("probe_tls_version_info", "gauge", "Returns the TLS version used or NaN when unknown", ""),
    ("probe_ssl_earliest_cert_expiry", "gauge", "Returns last SSL chain expiry in unixtime", ""),
    ("up", "gauge", "Whether the last scrape succeeded.", ""),
  ].map { MetricMetadata(name: $0, type: $1, help: $2, unit: $3) }
}
