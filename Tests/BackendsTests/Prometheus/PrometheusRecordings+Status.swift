internal import Backends
internal import Telemetry
internal import Testing

/// What a small Prometheus told about itself: one target down, one dropped, one rule broken.
extension PrometheusRecordings {
  static var status: [Recorded] { targets + ruleHealth + metadata + itself }

  private static var targets: [Recorded] {
    [
      Recorded("prometheus/targets-any", .allScrapeTargets) {
        guard case .scrapeTargets(let targets) = try $0.get().body else { throw Unexpected($0) }
        #expect(targets.map(\.health) == ["up", "down", "up", "dropped"])
        #expect(
          targets[1]
            == ScrapeTarget(
              labels: ["instance": "127.0.0.1:9", "job": "nas"],
              discovered: [
                "__address__": "127.0.0.1:9", "__metrics_path__": "/metrics", "__scheme__": "http",
                "__scrape_interval__": "1s", "__scrape_timeout__": "1s", "job": "nas",
              ], pool: "nas", url: "http://127.0.0.1:9/metrics", health: "down",
              lastError: "Get \"http://127.0.0.1:9/metrics\": dial tcp 127.0.0.1:9: connect: "
                + "connection refused",
              lastScrape: RFC3339.instant("2026-11-21T07:43:32.186193499Z"),
              lastScrapeSeconds: 0.000444793, interval: .seconds(1), timeout: .seconds(1)))
        let dropped = targets[3]
        #expect(dropped.isDropped && dropped.labels.isEmpty && dropped.url.isEmpty)
        #expect(dropped.pool == "retired")
        #expect(dropped.discovered["site"] == "cellar")
        #expect(dropped.interval == .seconds(1))
        #expect(dropped.lastScrape == nil)
      }
    ]
  }

  private static var ruleHealth: [Recorded] {
    [
      Recorded("prometheus/rules-errors", .rules) {
        guard case .rules(let rules) = try $0.get().body else { throw Unexpected($0) }
        #expect(rules.map(\.health) == ["ok", "err", "ok", "ok"])
        #expect(rules.map(\.state) == [nil, nil, .firing, .inactive])
        #expect(rules.map(\.holdSeconds) == [0, 0, 4, 300])
        #expect(rules.map(\.keepFiringSeconds) == [0, 0, 60, 0])
        #expect(rules.map(\.evaluationSeconds) == [0.000617171, 0.000264755, 0.000218066, 0.000038087])
        #expect(rules.allSatisfy { $0.groupEvaluationSeconds == 0.00121966 })
        #expect(rules.allSatisfy { $0.interval == .seconds(2) && $0.group == "house" })
        #expect(rules.allSatisfy { $0.file == "/etc/prometheus/rules/house.yml" })
        let broken = rules[1]
        #expect(broken.name == "job:broken:ratio" && broken.query == "up * on () up")
        #expect(broken.lastError?.hasPrefix("found duplicate series for the match group {}") == true)
        #expect(broken.lastEvaluation == RFC3339.instant("2026-11-21T07:43:32.070951504Z"))
        #expect(rules[2].alerts.map(\.value) == [0])
        #expect(rules[2].annotations["summary"] == "{{ $labels.instance }} is down")
        #expect(rules[0].labels == ["site": "home"])
      }
    ]
  }

  private static var metadata: [Recorded] {
    let expected = MetricMetadata(
      name: "delta_seconds", type: "histogram", help: "How early or late, in seconds.", unit: "")
    return [
      Recorded("prometheus/target-metadata", .targetMetadata(metric: "delta_seconds")) {
        let house: Labels = ["instance": "127.0.0.1:39464", "job": "house"]
        try #expect($0.get().body == .targetMetadata([TargetMetadata(target: house, metric: expected)]))
      },
      Recorded("prometheus/target-metadata-none", .targetMetadata(metric: "nothing_here")) {
        try #expect($0.get().body == .targetMetadata([]))
      },
      Recorded("prometheus/metadata-metric", .metadata(metric: "delta_seconds")) {
        try #expect($0.get().body == .metadata([expected]))
      },
    ]
  }

  private static var itself: [Recorded] {
    [
      Recorded("prometheus/tsdb", .tsdbStatus(top: 10)) {
        guard case .tsdbStatus(let status) = try $0.get().body else { throw Unexpected($0) }
        #expect(status.series == 449)
        #expect(status.labelPairs == 353)
        #expect(status.chunks == 450)
        #expect(status.oldest == Instant(milliseconds: 1_795_246_972_954))
        #expect(status.newest == Instant(milliseconds: 1_795_247_012_186))
        #expect(status.seriesByMetric.count == 10)
        #expect(status.seriesByMetric[0] == .init("prometheus_target_sync_length_seconds", 20))
        #expect(status.valuesByLabel[0] == .init("__name__", 221))
        #expect(status.bytesByLabel[0] == .init("__name__", 8363))
        #expect(status.seriesByPair[0] == .init("job=prometheus", 430))
      },
      Recorded("prometheus/flags", .serverFlags) {
        guard case .serverFlags(let flags) = try $0.get().body else { throw Unexpected($0) }
        #expect(flags.features == ["exemplar-storage", "native-histograms"])
        #expect(flags.keepsExemplars && flags.keepsNativeHistograms)
        #expect(flags.queryTimeout == .minutes(2))
        #expect(flags.lookback == .minutes(5))
        #expect(flags.maximumSamples == 50_000_000)
        #expect(flags.values.count == 54)
      },
      Recorded("prometheus/runtimeinfo", .serverRuntime) {
        let expected = ServerRuntime(
          start: RFC3339.instant("2026-11-21T07:42:47.564646272Z"),
          configured: RFC3339.instant("2026-11-21T07:42:47Z"), configuredWell: true,
          retention: "15d", corruptions: 0, goroutines: 31)
        try #expect($0.get().body == .serverRuntime(expected))
      },
    ]
  }
}
