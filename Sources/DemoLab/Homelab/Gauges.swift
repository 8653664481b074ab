internal import Telemetry

/// What is measured at a moment rather than counted: probes, queues, certificates, deployments.
struct Gauges: Sendable {
  struct Probe: Sendable {
    var url: String
    var module: String
    var base: Double
    var status: Double
    /// Days until the certificate ends at the origin; `nil` without TLS.
    var certificateDays: Double?
    var isUp: Bool
    var feelsNAS: Bool
  }

  static let probes = [
    Probe(url: "https://jellyfin.home.lan/web/index.html", module: "http_2xx", base: 0.045, status: 200, certificateDays: 12, isUp: true, feelsNAS: true),
    Probe(url: "https://authentik.home.lan/-/health/live/", module: "http_2xx", base: 0.018, status: 204, certificateDays: 61, isUp: true, feelsNAS: false),
    Probe(url: "https://argocd.home.lan/healthz", module: "http_2xx", base: 0.008, status: 200, certificateDays: 61, isUp: true, feelsNAS: false),
    Probe(url: "https://grafana.home.lan/api/health", module: "http_2xx", base: 0.006, status: 200, certificateDays: 61, isUp: true, feelsNAS: false),
    Probe(url: "nas01.home.lan:2049", module: "tcp_connect", base: 0.002, status: 0, certificateDays: nil, isUp: true, feelsNAS: false),
    Probe(url: "http://127.0.0.1:9/down", module: "http_2xx", base: 0.001, status: 0, certificateDays: nil, isUp: false, feelsNAS: false),
  ]

  static let jobs = ["cilium-gateway", "authentik", "jellyfin", "nas", "argocd", "blackbox", "node"]

  let seed: UInt64
  let origin: Instant
  let incident: Incident

  /// All gauges at a moment.
  func values(at moment: Instant) -> [(Labels, Double)] {
    let stall = incident.stall(at: moment)
    var random = SplitMix(seed, 0x6A, UInt64(bitPattern: moment.seconds))
    let noise = random.unit()
    var values: [(Labels, Double)] = Self.jobs.map { (["__name__": "up", "job": $0, "instance": "\($0).home.lan:9100"], 1) }
    values += Self.probes.flatMap { probe($0, at: moment, stall, noise) }
    values += storage(at: moment, stall, noise)
    let synced: Labels = ["__name__": "argocd_app_sync_total", "job": "argocd", "name": "jellyfin", "phase": "Succeeded"]
    values.append((synced, syncs(at: moment)))
    for name in ["jellyfin", "authentik", "grafana", "loki", "tempo"] {
      values.append((
        [
          "__name__": "argocd_app_info", "job": "argocd", "name": name, "namespace": "argocd", "project": "homelab",
          "sync_status": name == "loki" ? "OutOfSync" : "Synced", "health_status": "Healthy",
        ], 1
      ))
    }
    return values
  }

  private func storage(at moment: Instant, _ stall: Double, _ noise: Double) -> [(Labels, Double)] {
    let nas: Labels = ["job": "nas", "instance": "nas01:9100"]
    let node: Labels = ["job": "node", "instance": "nas01:9100"]
    func named(_ base: Labels, _ name: String, _ more: Labels = [:]) -> Labels {
      base.merging(more).merging(["__name__": name])
    }
    let stalls = stall > 0
    let queue: Double = stalls ? 38 + stall * 24 * noise : 1 + noise * 4
    let busy: Double = stalls ? 32 + noise * 16 : noise * 3
    let idle: Double = 1 + noise * 3
    return [
      (named(nas, "nfsd_queue_depth", ["disk": "sda"]), idle.rounded()),
      (named(nas, "nfsd_queue_depth", ["disk": "sdb"]), queue.rounded()),
      (named(node, "node_disk_io_now", ["device": "sdb"]), busy.rounded()),
      (named(node, "node_load1"), 0.4 + stall * 7 + noise * 0.3),
      (["__name__": "node_load1", "job": "node", "instance": "node1:9100"], 1.1 + noise * 0.5),
      (["__name__": "nfs_retries_total", "job": "jellyfin", "instance": "node1:9100"], retries(at: moment)),
    ]
  }

  private func probe(_ probe: Probe, at moment: Instant, _ stall: Double, _ noise: Double) -> [(Labels, Double)] {
    let labels: Labels = ["job": "blackbox", "instance": probe.url, "module": probe.module]
    let slow = probe.feelsNAS ? stall * (2 + noise) : 0
    let duration = probe.base * (0.8 + noise * 0.5) + slow
    func named(_ name: String, _ more: Labels = [:]) -> Labels { labels.merging(more).merging(["__name__": name]) }
    var values: [(Labels, Double)] = [
      (named("probe_success"), probe.isUp ? 1 : 0), (named("probe_duration_seconds"), duration),
      (named("probe_ip_protocol"), 4),
    ]
    guard probe.module == "http_2xx" else { return values }
    values.append((named("probe_http_status_code"), probe.status))
    let phases: [(String, Double)] = probe.isUp
      ? [("resolve", 0.0008), ("connect", 0.0011), ("tls", 0.0034), ("processing", max(0, duration - 0.006)), ("transfer", 0.0006)]
      : [("resolve", 0), ("connect", 0), ("tls", 0), ("processing", 0), ("transfer", 0)]
    values += phases.map { (named("probe_http_duration_seconds", ["phase": $0.0]), $0.1) }
    if let days = probe.certificateDays {
      values.append((named("probe_ssl_earliest_cert_expiry"), Double((origin + .seconds(Int64(days * 86_400))).seconds)))
    }
    return values
  }

  /// Grows only while the queue stalls: about one retry a second.
  private func retries(at moment: Instant) -> Double {
    let step: Int64 = 15
    var count = 0.0
    var t = incident.begin
    while t <= moment {
      count += incident.stall(at: t) > 0 ? Double(step) : 0
      t = t + .seconds(step)
    }
    return 1200 + count
  }

  /// A sync every three hours.
  private func syncs(at moment: Instant) -> Double {
    412 + Double((moment - origin).wholeNanoseconds.dividedFloor(by: 3 * 3_600_000_000_000))
  }
}
