internal import Backends
internal import Telemetry
internal import Testing

/// Tempo's answers of August 2026 to searches, metrics and names; traces are in
/// `TempoRecordings+Traces.swift`.
enum TempoRecordings {
  static var all: [Recorded] { searches + metrics + names + traces + others }

  private static func search(
    _ file: String, _ text: String, limit: Int = 5, spansPerSet: Int = 3,
    theirs: [String: String] = [:], _ check: @escaping Recorded.Check
  ) -> Recorded {
    // Most recordings leave spss to the server; ours always names it.
    let named = spansPerSet == 5 || file == "search-slow"
    return Recorded(
      "tempo/" + file,
      .traceSearch(TraceQL: text, range: .recorded, limit: limit, spansPerSet: spansPerSet),
      .differs(ours: named ? [:] : ["spss": "3"], theirs: theirs), check)
  }

  private static var searches: [Recorded] {
    [
      search(
        "search-slow", "{ resource.service.name=\"jellyfin\" && duration>3s }", limit: 20
      ) {
        let traces = try $0.traces()
        #expect(traces.count == 20)
        let first = try #require(traces.first)
        #expect(first.id.description == "ca9272d0f0197915ada3acef98659b3b")
        #expect(first.rootService == "cilium-gateway")
        #expect(first.rootName == "GET /Items/{itemId}/PlaybackInfo")
        #expect(first.start == Instant(nanoseconds: 1_795_231_815_564_550_656))
        #expect(first.durationNanoseconds == 7_657_000_000)
        #expect(first.matchedCount == 3)
        #expect(first.matched.map(\.durationNanoseconds) == [7_641_193_728, 7_635_993_856, 7_525_184_000])
        #expect(first.matched[0].attributes == [Attribute("service.name", .string("jellyfin"))])
        #expect(first.spanCount == 14)
        #expect(first.errorCount == 0)
        #expect(first.services.prefix(2) == ["authentik", "authentik-outpost"])
      },
      search(
        "search-errors", "{ status=error } | select(span.http.route, resource.service.name)",
        limit: 20, spansPerSet: 5
      ) {
        let traces = try $0.traces()
        #expect(traces.count == 20)
        #expect(traces[0].errorCount == 2)
        #expect(traces[0].matched[1].attributes["status"] == .string("error"))
        #expect(traces[0].matched[0].id == SpanID(hex: "09c68d577cdda0ce"))
      },
      search(
        "search-aggregate",
        "{ resource.service.name=\"jellyfin\" } | avg(duration) > 1s | count() > 3"
      ) {
        let traces = try $0.traces()
        #expect(traces[0].id.description == "0030e44868cef832386c142fb91a84dd")
        #expect(traces[0].matched.count == 3)
        #expect(traces[0].matchedCount == 5)
      },
      search("search-by", "{ } | by(resource.service.name) | count() > 2") {
        let traces = try $0.traces()
        #expect(traces.count == 5)
        #expect(traces[0].matchedCount == 3)
        #expect(traces[0].durationNanoseconds == 135_000_000)
      },
      search("search-event-attr", "{ event:name = \"nfs.retransmit\" }") {
        let traces = try $0.traces()
        #expect(traces[0].id.description == "0c4322775a090611281a1eeb60ba6e88")
        #expect(traces[0].matched[0].attributes["event:name"] == .string("nfs.retransmit"))
      },
      search(
        "search-structural",
        "{ resource.service.name=\"cilium-gateway\" } >> "
          + "{ resource.service.name=\"nas\" && duration > 2s }"
      ) {
        let traces = try $0.traces()
        #expect(traces.count == 5)
        #expect(traces[0].matched[0].durationNanoseconds == 4_155_713_792)
      },
      search("search-empty", "{ resource.service.name=\"nobody\" }", limit: 20) {
        try #expect($0.traces().isEmpty)
      },
      search("search-no-query", "") {
        let traces = try $0.traces()
        #expect(traces.count == 5)
        #expect(traces[2].id.description == "021613ec52f76e9d4b5a6a85777ff079")
        #expect(traces[4].rootService == "transcoder")
        #expect(traces[4].spanCount == nil)
        #expect(traces[4].matched.isEmpty)
      },
      search(
        "search-tags-param", "", limit: 3,
        theirs: ["tags": "service.name=jellyfin", "minDuration": "3s"]
      ) {
        let traces = try $0.traces()
        #expect(traces.map(\.durationNanoseconds) == [4_302_000_000, 5_686_000_000, 6_726_000_000])
      },
      search("error-traceql", "{ duration > }", limit: 20) {
        let failure = try $0.failure()
        #expect(failure.reason == .refused)
        #expect(failure.position == TextPosition(line: 1, column: 14))
        #expect(failure.message.hasPrefix("invalid TraceQL query: parse error at line 1, col 14"))
      },
      search("error-traceql-type", "{ duration = \"x\" }", limit: 20) {
        let failure = try $0.failure()
        #expect(failure.position == nil)
        #expect(failure.message.hasSuffix("must operate on the same type: duration = `x`"))
      },
    ].map { recorded in
      var recorded = recorded
      // Recorded without a limit, which ours always names.
      if ["tempo/search-empty", "tempo/error-traceql", "tempo/error-traceql-type"]
        .contains(recorded.file)
      {
        recorded.request = .differs(ours: ["spss": "3", "limit": "20"])
      }
      return recorded
    }
  }

  private static func range(
    _ file: String, _ text: String, step: Int, exemplars: Bool = false,
    _ check: @escaping Recorded.Check
  ) -> Recorded {
    Recorded(
      "tempo/" + file,
      .traceMetricsRange(TraceQL: text, range: .recorded, step: .seconds(step)),
      exemplars ? .differs(theirs: ["exemplars": "20"]) : .same, check)
  }

  private static var metrics: [Recorded] {
    [
      range("metrics-rate", "{ } | rate() by (resource.service.name)", step: 30, exemplars: true) {
        let series = try $0.series()
        #expect(series.count == 9)
        #expect(series[0].labels == ["resource.service.name": "argocd"])
        #expect(series[0].samples.count == 60)
        #expect(series[0].samples[0] == Sample(Instant(seconds: 1_795_230_600), 0.4))
        // Left out by the server because it is zero.
        #expect(series[0].samples[6] == Sample(Instant(seconds: 1_795_230_780), 0))
        let exemplars = try $0.get().exemplars
        #expect(exemplars.count == 17)
        #expect(exemplars[0].traceID?.description == "000a58d9d642e0f6d3f99e2d3d09f26a")
        #expect(exemplars[0].series == ["resource.service.name": "cilium-gateway"])
        #expect(exemplars[0].time == Instant(milliseconds: 1_795_231_399_054))
        #expect(exemplars[0].value == 6.3)
      },
      range(
        "metrics-quantile",
        "{ resource.service.name=\"jellyfin\" } | quantile_over_time(duration, .5, .99) by (name)",
        step: 60, exemplars: true
      ) {
        let series = try $0.series()
        #expect(series.count == 16)
        #expect(series[1].labels == ["name": "GET /Items/{itemId}/PlaybackInfo", "p": "0.99"])
        #expect(series[0].samples[0].value == 0.09602148636496378)
        let exemplar = try #require(try $0.get().exemplars.first)
        #expect(exemplar.labels["duration"] == "123.138048ms")
        #expect(exemplar.value == 0.123138048)
      },
      range("metrics-histogram", "{ } | histogram_over_time(duration)", step: 60) {
        let series = try $0.series()
        #expect(series.count == 25)
        #expect(series.prefix(2).map { $0.labels["__bucket"] } == ["0", "0.000131072"])
        #expect(series[0].samples.map(\.value).prefix(3) == [1, 0, 0])
        #expect(series[24].labels["__bucket"] == "8.589934592")
      },
      range(
        "metrics-compare",
        "{ resource.service.name=\"jellyfin\" } | compare({ duration > 3s }, 5)", step: 300
      ) {
        let series = try $0.series()
        #expect(series.count == 238)
        #expect(
          series[0].labels == ["__meta_type": "baseline", "instrumentation:name": "homelab/jellyfin"])
        #expect(series[0].samples.map(\.value).prefix(3) == [2910, 2075, 16780])
        #expect(series[237].labels == ["__meta_type": "selection_total", "statusMessage": "nil"])
      },
      Recorded(
        "tempo/metrics-instant",
        .traceMetricsInstant(
          TraceQL: "{ status=error } | count_over_time() by (resource.service.name)",
          range: .recorded)
      ) {
        let series = try $0.series()
        #expect(series.map { $0.samples[0].value } == [10, 215, 91, 111, 14, 13, 22, 11])
        #expect(series[0].samples[0].time == TimeRange.recorded.end)
      },
    ]
  }

  private static var others: [Recorded] {
    [
      Recorded("tempo/buildinfo", .identity) {
        try #expect($0.get().body == .identity(ServerIdentity(product: "Tempo", version: "")))
      },
      Recorded("tempo/echo", .identity, .none) {
        let failure = try $0.failure()
        #expect(failure.message == "expected JSON, got text/plain; charset=utf-8: echo")
      },
      Recorded("tempo/ready", .identity, .none) {
        try #expect($0.failure().reason == .undecodable)
      },
    ]
  }
}
