internal import Telemetry

/// What is measured at a moment rather than counted: probes, queues, certificates, deployments.
struct Gauges: Sendable {
  let seed: UInt64
  let origin: Instant
  let incident: Incident

  var all: [Gauge] {
    ScrapeJob.all.map { Gauge("up", $0.labels, $0.fault == nil ? 1 : 0) }
      + Probe.all.enumerated().flatMap { gauges(of: $1, number: UInt64($0)) } + storage + deployments
  }

  /// In [0, 1), another for every source and second.
  private func noise(_ source: UInt64, _ moment: Instant) -> Double {
    var random = SplitMix(seed, 0x6A00 + source, UInt64(bitPattern: moment.seconds))
    return random.unit()
  }

  /// Seconds the jellyfin probe, or another one, takes.
  func duration(of probe: Probe, number: UInt64, at moment: Instant) -> Double {
    probe.duration(noise: noise(number, moment), stall: incident.stall(at: moment))
  }

  private func gauges(of probe: Probe, number: UInt64) -> [Gauge] {
    let labels: Labels = ["job": "blackbox", "instance": probe.url, "module": probe.module]
    var gauges = [
      Gauge("probe_success", labels, probe.isUp ? 1 : 0),
      Gauge("probe_duration_seconds", labels) { duration(of: probe, number: number, at: $0) },
      Gauge("probe_ip_protocol", labels, 4),
    ]
    guard probe.isHTTP else { return gauges }
    gauges.append(Gauge("probe_http_status_code", labels, probe.status))
    gauges.append(Gauge("probe_http_redirects", labels, probe.feelsNAS ? 1 : 0))
    gauges += ["resolve", "connect", "tls", "processing", "transfer"].map { phase in
      Gauge("probe_http_duration_seconds", labels.merging(["phase": phase])) { moment in
        probe.phase(phase, noise: noise(number, moment), stall: incident.stall(at: moment))
      }
    }
    if let days = probe.certificateDays {
      let end = Double((origin + .days(Int(days))).seconds)
      gauges.append(Gauge("probe_ssl_earliest_cert_expiry", labels, end))
      gauges.append(Gauge("probe_tls_version_info", labels.merging(["version": "TLS 1.3"]), 1))
    }
    return gauges
  }

  private var storage: [Gauge] {
    let nas: Labels = ["job": "nas", "instance": "nas01:9100"]
    let disks: Labels = ["job": "node", "instance": "nas01:9100"]
    let node: Labels = ["job": "node", "instance": "node1:9100"]
    return [
      Gauge("nfsd_queue_depth", nas.merging(["disk": "sda"])) { (1 + noise(20, $0) * 3).rounded() },
      Gauge("nfsd_queue_depth", nas.merging(["disk": "sdb"])) { moment in
        let (stall, noise) = (incident.stall(at: moment), noise(21, moment))
        return (stall > 0 ? 38 + stall * 24 * noise : 1 + noise * 4).rounded()
      },
      Gauge("node_disk_io_now", disks.merging(["device": "sdb"])) { moment in
        (incident.stall(at: moment) > 0 ? 32 + noise(22, moment) * 16 : noise(22, moment) * 3).rounded()
      },
      Gauge("node_load1", disks) { 0.4 + incident.stall(at: $0) * 7 + noise(23, $0) * 0.3 },
      Gauge("node_load1", node) { 1.1 + noise(24, $0) * 0.5 },
      // About one retry a second while the queue stalls.
      Gauge("nfs_retries_total", node) { 1200 + incident.stalledSeconds(until: $0).rounded(.down) },
    ]
  }

  private var deployments: [Gauge] {
    let synced: Labels = ["job": "argocd", "name": "jellyfin", "phase": "Succeeded"]
    return ["jellyfin", "authentik", "grafana", "loki", "tempo"].map { name in
      Gauge(
        "argocd_app_info",
        [
          "job": "argocd", "name": name, "namespace": "argocd", "project": "homelab",
          "sync_status": name == "loki" ? "OutOfSync" : "Synced", "health_status": "Healthy",
        ], 1)
    } + [Gauge("argocd_app_sync_total", synced) { Double(Sync.count(until: $0)) - 162_000 }]
  }
}
