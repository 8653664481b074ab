internal import Backends
internal import Telemetry
internal import Testing

extension LokiRecordings {
  private static let now = Instant(seconds: 1_795_232_424)

  static var metrics: [Recorded] {
    [
      Recorded(
        "loki/matrix-rate",
        .logMetricRange(
          LogQL: "sum by (detected_level) (count_over_time({service_name=~\".+\"}[1m]))",
          range: .recorded, step: .seconds(60))
      ) {
        let series = try $0.series()
        #expect(series.count == 4)
        #expect(series[0].labels == ["detected_level": "error"])
        #expect(series[0].samples.count == 17)
        #expect(series[0].samples.last == Sample(Instant(seconds: 1_795_232_460), 16))
      },
      Recorded(
        "loki/matrix-unwrap",
        .logMetricRange(
          LogQL: "quantile_over_time(0.99, {service_name=\"cilium-gateway\"} | logfmt "
            + "| unwrap duration(duration) [1m]) by (path)", range: .recorded, step: .seconds(60))
      ) {
        let series = try $0.series()
        #expect(series.count == 1)
        #expect(series[0].samples.count == 32)
        #expect(series[0].samples.last?.value == 0.19323999999999997)
      },
      Recorded(
        "loki/vector",
        .logMetricInstant(
          LogQL: "sum by (service_name) (count_over_time({namespace=~\".+\"}[5m]))", at: now)
      ) {
        let series = try $0.series()
        #expect(series.map { $0.samples[0].value } == [19, 566, 566, 449])
        #expect(series[0].labels == ["service_name": "argocd"])
      },
      Recorded(
        "loki/index-volume-range",
        .logVolume(selector: "{namespace=~\".+\"}", range: .recorded, step: .seconds(60), by: []),
        .differs(ours: ["limit": "100"])
      ) {
        let series = try $0.series()
        #expect(series.count == 5)
        #expect(series[0].labels == ["namespace": "media"])
        #expect(series[0].samples.count == 31)
        #expect(series[0].samples[0] == Sample(Instant(milliseconds: 1_795_230_659_999), 52_224))
      },
      // We ask for volume_range; the instant form has the same shape.
      Recorded(
        "loki/index-volume",
        .logVolume(selector: "{namespace=~\".+\"}", range: .recorded, step: .seconds(60), by: []),
        .none
      ) {
        let series = try $0.series()
        #expect(series.map { $0.samples[0].value } == [2_086_839, 1_663_620, 844_653, 59_615, 19_584])
      },
    ]
  }

  static var vocabulary: [Recorded] {
    [
      Recorded("loki/labels", .logLabelNames(selector: nil, range: .recorded)) {
        try #expect($0.names() == ["container", "namespace", "pod", "service_name"])
      },
      Recorded(
        "loki/label-values",
        .logLabelValues(label: "service_name", selector: nil, range: .recorded)
      ) {
        let names = try $0.names()
        #expect(
          names == ["argocd", "authentik", "cilium-gateway", "jellyfin", "nas", "zz-factcheck"])
      },
      Recorded("loki/series", .logSeries(selector: "{namespace=\"media\"}", range: .recorded)) {
        let sets = try $0.labelSets()
        #expect(
          sets == [
            [
              "container": "jellyfin", "namespace": "media", "pod": "jellyfin-0",
              "service_name": "jellyfin",
            ]
          ])
      },
      Recorded(
        "loki/detected-fields",
        .logFields(LogQL: "{service_name=\"cilium-gateway\"}", range: .recorded)
      ) {
        guard case .logFields(let fields) = try $0.get().body else { throw Unexpected($0) }
        #expect(fields.count == 10)
        #expect(
          fields[1] == LogField(name: "code", type: "int", cardinality: 2, parsers: ["logfmt"]))
        #expect(fields.first { $0.name == "span_id" }?.parsers == [])
        #expect(fields.first { $0.name == "duration" }?.type == "duration")
      },
      Recorded(
        "loki/detected-field-values",
        .logFieldValues(
          field: "code", LogQL: "{service_name=\"cilium-gateway\"}", range: .recorded)
      ) { try #expect($0.names() == ["200", "401"]) },
      Recorded(
        "loki/detected-labels", .logDetectedLabels(selector: "{namespace=~\".+\"}", range: .recorded)
      ) {
        guard case .logFields(let labels) = try $0.get().body else { throw Unexpected($0) }
        #expect(labels.map(\.name) == ["pod", "namespace", "container", "service_name"])
        #expect(labels.map(\.cardinality) == [5, 5, 5, 5])
        #expect(labels[0].type == "string" && labels[0].parsers == [])
      },
    ]
  }

  static var others: [Recorded] {
    [
      Recorded(
        "loki/patterns",
        .logPatterns(
          selector: "{service_name=\"cilium-gateway\"}", range: .recorded, step: .seconds(60))
      ) {
        guard case .logPatterns(let patterns) = try $0.get().body else { throw Unexpected($0) }
        #expect(patterns.count == 4)
        #expect(patterns[0].pattern.contains("code=<_> duration=<_> upstream=jellyfin"))
        #expect(patterns[0].level == .info)
        #expect(patterns[0].counts.count == 31)
        #expect(patterns[0].counts[0] == Sample(Instant(seconds: 1_795_230_600), 15))
      },
      Recorded("loki/index-stats", .logStats(selector: "{namespace=\"media\"}", range: .recorded)) {
        let expected = LogStats(streams: 1, chunks: 3, entries: 7962, bytes: 1_766_400)
        try #expect($0.get().body == .logStats(expected))
      },
      Recorded("loki/buildinfo", .identity) {
        try #expect($0.get().body == .identity(ServerIdentity(product: "Loki", version: "")))
      },
      Recorded("loki/ready", .identity, .none) {
        let failure = try $0.failure()
        #expect(failure.reason == .undecodable)
        #expect(failure.message == "expected JSON, got text/plain; charset=utf-8: ready")
      },
      Recorded(
        "loki/format-query",
        .logs(LogQL: "{a=\"b\"}", range: .recorded, limit: 1, direction: .backward), .none
      ) { try #expect($0.failure().reason == .undecodable) },
    ]
  }
}
