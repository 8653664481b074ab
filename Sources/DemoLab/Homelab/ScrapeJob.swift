internal import Telemetry

/// What the homelab's Prometheus scrapes every 15 seconds.
struct ScrapeJob: Sendable {
  var job: String
  /// As the `instance` label has it.
  var instance: String
  /// Where it is fetched; probes are fetched from the exporter that makes them.
  var url: String
  /// Why the last scrape failed; `nil` when it went well.
  var fault: String?

  static let all: [ScrapeJob] =
    ["cilium-gateway", "authentik", "jellyfin", "argocd"].map { service in
      let instance = instance(of: service)
      return ScrapeJob(job: service, instance: instance, url: "http://\(instance)/metrics")
    } + [
      ScrapeJob(job: "nas", instance: "nas01:9100", url: "http://nas01:9100/metrics"),
      ScrapeJob(job: "node", instance: "nas01:9100", url: "http://nas01:9100/metrics"),
      ScrapeJob(job: "node", instance: "node1:9100", url: "http://node1:9100/metrics"),
    ]
    + Probe.all.map { probe in
      let query = "module=\(probe.module)&target=\(probe.url)"
      return ScrapeJob(job: "blackbox", instance: probe.url, url: "http://blackbox:9115/probe?\(query)")
    } + [transcoder]

  /// Configured, but nothing listens there.
  private static let transcoder = ScrapeJob(
    job: "transcoder", instance: "transcoder-0:9464", url: "http://transcoder-0:9464/metrics",
    fault: "Get \"http://transcoder-0:9464/metrics\": dial tcp 10.42.1.34:9464: connect: connection refused")

  /// Found by service discovery and dropped by relabelling.
  static let dropped: [Labels] = ["coredns-7d764666f9-k2x8p", "cilium-operator-6c4d9-wv7hj"].map { pod in
    [
      "__address__": "\(pod):9153", "__meta_kubernetes_namespace": "kube-system",
      "__meta_kubernetes_pod_annotation_prometheus_io_scrape": "false",
      "__meta_kubernetes_pod_name": pod, "__metrics_path__": "/metrics", "__scheme__": "http",
      "__scrape_interval__": "15s", "__scrape_timeout__": "10s", "job": "kubernetes-pods",
    ]
  }

  /// The address of a service's own metrics.
  static func instance(of service: String) -> String {
    (SpanBuilder.pods[service] ?? "\(service)-0") + ":9464"
  }

  var labels: Labels { ["job": job, "instance": instance] }
}
