internal import Telemetry

/// What the homelab's Prometheus scrapes every 15 seconds.
struct ScrapeJob: Sendable {
  var job: String
  /// As the `instance` label has it.
  var instance: String
  /// Where it is fetched; probes are fetched from the exporter that makes them.
  var url: String

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
    }

  /// The address of a service's own metrics.
  static func instance(of service: String) -> String {
    (SpanBuilder.pods[service] ?? "\(service)-0") + ":9464"
  }

  var labels: Labels { ["job": job, "instance": instance] }
}
