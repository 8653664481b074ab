internal import Backends
internal import Telemetry
internal import Testing

extension PrometheusRecordings {
  static var objects: [Recorded] { vocabulary + alerting + others }

  private static let bounds = ["start": "1795230624", "end": "1795232424"]

  private static var vocabulary: [Recorded] {
    [
      Recorded(
        "prometheus/labels", .metricLabelNames(matching: [], range: .recorded), .differs(ours: bounds)
      ) {
        let names = try $0.names()
        #expect(names.count == 127)
        #expect(names.prefix(2) == ["__metrics_gen_instance", "__name__"])
      },
      Recorded(
        "prometheus/label-names",
        .metricLabelValues(label: "__name__", matching: [], range: .recorded), .differs(ours: bounds)
      ) {
        let names = try $0.names()
        #expect(names.count == 1261)
        #expect(names.first == "ALERTS")
      },
      Recorded(
        "prometheus/label-values-service",
        .metricLabelValues(label: "service", matching: ["homelab_requests_total"], range: .recorded),
        .differs(ours: bounds)
      ) { try #expect($0.names() == ["argocd", "authentik", "jellyfin"]) },
      Recorded(
        "prometheus/series", .metricSeries(matching: ["probe_success"], range: .recorded)
      ) {
        let sets = try $0.labelSets()
        #expect(sets.count == 5)
        #expect(sets.allSatisfy { $0.metricName == "probe_success" && $0["job"] == "blackbox" })
      },
      Recorded("prometheus/metadata", .limited(.metricMetadata, to: 50)) {
        guard case .metadata(let entries) = try $0.get().body else { throw Unexpected($0) }
        #expect(entries.count == 51)
        #expect(
          entries.first?.name == "go_godebug_non_default_behavior_httpservecontentkeepheaders_events")
        #expect(entries.first?.type == "counter")
        #expect(entries.first?.unit == "events")
        #expect(entries.first?.help.hasPrefix("The number of non-default behaviors") == true)
      },
    ]
  }

  private static var alerting: [Recorded] {
    [
      Recorded("prometheus/alerts", .alerts) {
        let alerts = try $0.alerts()
        #expect(
          alerts.map(\.name) == [
            "JellyfinHighErrorRate", "ServiceProbeFailing", "ServiceProbeFailing",
            "CertificateExpiring",
          ])
        #expect(alerts.allSatisfy { $0.state == .firing })
        #expect(alerts[0].value == 0.04323631285445232)
        #expect(alerts[0].activeAt == RFC3339.instant("2026-11-21T02:59:08.52144586Z"))
        #expect(alerts[0].annotations["summary"] == "High error rate on jellyfin responses")
      },
      Recorded("prometheus/rules", .rules) {
        guard case .rules(let rules) = try $0.get().body else { throw Unexpected($0) }
        #expect(rules.count == 53)
        #expect(rules.filter { $0.kind == .alerting }.count == 12)
        #expect(rules[0].group == "argocd-sync")
        #expect(rules[0].state == nil)
        let probe = try #require(rules.first { $0.name == "ServiceProbeFailing" })
        #expect(probe.group == "probes")
        #expect(probe.query == "probe_success == 0")
        #expect(probe.holdSeconds == 30)
        #expect(probe.state == .firing)
        #expect(probe.health == "ok")
        #expect(probe.lastError == nil)
        #expect(probe.alerts.map(\.value) == [0, 0])
      },
    ]
  }

  private static var others: [Recorded] {
    [
      Recorded("prometheus/targets", .scrapeTargets) {
        guard case .scrapeTargets(let targets) = try $0.get().body else { throw Unexpected($0) }
        #expect(targets.count == 10)
        #expect(targets.filter { $0.pool == "blackbox" }.count == 5)
        #expect(targets.allSatisfy { $0.health == "up" && $0.lastError.isEmpty })
        #expect(targets[0].labels["instance"] == "http://127.0.0.1:19100/jellyfin/health")
        #expect(targets[0].lastScrapeSeconds == 0.002004507)
        #expect(targets[0].lastScrape == RFC3339.instant("2026-11-21T03:40:24.027432556Z"))
        #expect(targets[0].url.hasPrefix("http://127.0.0.1:19115/probe?module=http_2xx&target="))
      },
      Recorded("prometheus/buildinfo", .identity) {
        let expected = ServerIdentity(product: "Prometheus", version: "2.42.0+ds")
        try #expect($0.get().body == .identity(expected))
      },
      Recorded("prometheus/not-found", .identity, .none) {
        try #expect($0.failure() == QueryFailure(.notFound, "404 page not found", status: 404))
      },
      Recorded("prometheus/ready", .identity, .none) {
        let failure = try $0.failure()
        #expect(failure.reason == .undecodable)
        #expect(failure.message.contains("Prometheus Server is Ready."))
      },
      // A string where the data should be an object: nothing of ours asks for it.
      Recorded("prometheus/format-query", .metricsInstant(PromQL: "up", at: now), .none) {
        try #expect($0.failure().reason == .undecodable)
      },
    ]
  }
}
