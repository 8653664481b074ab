internal import Backends
internal import Telemetry
internal import Testing

/// Loki's answers of August 2026; those without lines are in `LokiRecordings+Objects.swift`.
enum LokiRecordings {
  static var all: [Recorded] { lines + parsed + metrics + vocabulary + others + failures }

  /// Our request always names a direction and asks for categorised labels.
  private static func logs(
    _ file: String, _ text: String, limit: Int, _ direction: LogDirection = .backward,
    named: Bool = false, _ check: @escaping Recorded.Check
  ) -> Recorded {
    Recorded(
      "loki/" + file, .logs(LogQL: text, range: .recorded, limit: limit, direction: direction),
      named ? .same : .differs(ours: ["direction": direction.rawValue]), check)
  }

  private static let arrival = """
    [2026-11-21 03:40:15.640 +00:00] [INF] [84] Jellyfin.Api.Controllers.MediaInfoController: \
    PlaybackInfo requested for "Arrival" by "mona"
    """

  private static var lines: [Recorded] {
    [
      logs("range-streams", "{service_name=\"jellyfin\"}", limit: 200, named: true) {
        let lines = try $0.lines()
        #expect(lines.count == 200)
        #expect(lines[0].time == Instant(nanoseconds: 1_795_232_415_649_596_672))
        #expect(lines[199].time == Instant(nanoseconds: 1_795_232_251_836_182_016))
        #expect(lines[0].line == arrival)
        #expect(zip(lines, lines.dropFirst()).allSatisfy { $0.time >= $1.time })
        #expect(lines[0].labels["trace_id"] == "a7c848018f758fe576e28effdebed630")
        #expect(lines[0].metadata.isEmpty)
      },
      logs("range-streams-categorized", "{service_name=~\"jellyfin|nas\"}", limit: 200) {
        let lines = try $0.lines()
        #expect(lines.count == 200)
        #expect(
          lines[0].labels == [
            "container": "jellyfin", "namespace": "media", "pod": "jellyfin-0",
            "service_name": "jellyfin",
          ])
        #expect(
          lines[0].metadata == [
            "detected_level": "info", "span_id": "cd7ceaabd1c46d43",
            "trace_id": "a7c848018f758fe576e28effdebed630",
          ])
        #expect(lines[0].parsed.isEmpty)
        #expect(lines[0].statedLevel == .info)
      },
      logs("range-forward", "{service_name=\"nas\"}", limit: 10, .forward, named: true) {
        let lines = try $0.lines()
        #expect(lines.count == 10)
        #expect(lines[0].time == Instant(nanoseconds: 1_795_230_902_229_709_312))
        #expect(lines[9].time == Instant(nanoseconds: 1_795_230_908_406_491_904))
        #expect(lines[0].line == "nfsd: sdb: request queue stalled, depth=52 await=8253ms")
      },
      logs("range-empty", "{service_name=\"nobody\"}", limit: 10) {
        try #expect($0.lines().isEmpty)
      },
      logs("range-multiline", "{service_name=\"jellyfin\"} |= \"Exception\"", limit: 10) {
        let lines = try $0.lines()
        #expect(lines.count == 10)
        #expect(lines[0].time == Instant(nanoseconds: 1_795_231_983_810_269_952))
        #expect(lines.allSatisfy { $0.line.contains("\nSystem.IO.IOException") })
        #expect(lines[0].statedLevel == .error)
      },
      logs(
        "range-by-trace", "{namespace=~\".+\"} | trace_id=\"2f929d9fdff666860b4d43bc0559d3a4\"",
        limit: 100
      ) {
        let lines = try $0.lines()
        #expect(lines.count == 5)
        #expect(Set(lines.map(\.service)).count == 4)
        #expect(lines.allSatisfy { $0.field("trace_id") == "2f929d9fdff666860b4d43bc0559d3a4" })
        #expect(lines[0].time == Instant(nanoseconds: 1_795_231_985_681_519_872))
      },
    ]
  }

  private static var parsed: [Recorded] {
    [
      logs("range-json-parser", "{service_name=\"authentik\"} | json | level=\"error\"", limit: 50) {
        let lines = try $0.lines()
        #expect(lines.count == 50)
        #expect(
          lines[0].parsed == [
            "event": "Token validation failed", "level": "error", "logger": "authentik.outpost",
            "trace_id_extracted": "55b47043fb49dd73ab4d017ca4d522b3", "user": "erich",
          ])
        #expect(lines[0].metadata["span_id"] == "168a9a3a5c8fddb8")
      },
      logs(
        "range-logfmt-parser", "{service_name=\"cilium-gateway\"} | logfmt | code>=500", limit: 50
      ) {
        let lines = try $0.lines()
        #expect(lines.count == 50)
        #expect(lines[0].parsed["duration"] == "8.551s")
        #expect(lines.allSatisfy { $0.parsed["code"]?.hasPrefix("5") == true })
        #expect(lines[49].time == Instant(nanoseconds: 1_795_231_072_825_771_264))
      },
      logs(
        "range-line-format",
        "{service_name=\"cilium-gateway\"} | logfmt | "
          + "line_format \"{{.code}} {{.path}} {{.duration}}\"", limit: 10
      ) {
        let lines = try $0.lines()
        #expect(lines.count == 10)
        #expect(lines[0].line == "200 /Items/{itemId}/PlaybackInfo 0.106s")
        #expect(lines[0].labels.count == 15)
      },
      logs("range-parser-error", "{service_name=\"jellyfin\"} | json", limit: 5) {
        let lines = try $0.lines()
        #expect(lines.count == 5)
        #expect(lines[0].line == arrival)
        #expect(lines[0].parsed["__error__"] == "JSONParserErr")
      },
    ]
  }

  private static var failures: [Recorded] {
    [
      logs("error-parse", "{service_name=\"x\"", limit: 100, .backward, named: false) {
        let failure = try $0.failure()
        #expect(failure.reason == .refused)
        #expect(failure.position == TextPosition(line: 1, column: 18))
        #expect(
          failure.message
            == "parse error at line 1, col 18: syntax error: unexpected $end, expecting } or ,")
      },
      logs("error-empty-matcher", "{service_name=~\".*\"}", limit: 100) {
        let failure = try $0.failure()
        #expect(failure.position == nil)
        #expect(failure.message.hasPrefix("parse error : queries require at least one regexp"))
        #expect(failure.message.hasSuffix("app=~\".+\" will"))
      },
      logs("error-limit", "{service_name=\"jellyfin\"}", limit: 1_000_000) {
        let failure = try $0.failure()
        #expect(failure.reason == .refused)
        #expect(failure.message.hasSuffix("(1000000 > 50000)"))
      },
      logs("error-range", "{service_name=\"jellyfin\"}", limit: 100) {
        let failure = try $0.failure()
        #expect(failure.status == 400)
        #expect(failure.message.hasPrefix("the query time range exceeds the limit"))
      },
      logs("error-bad-time", "{service_name=\"jellyfin\"}", limit: 100) {
        let failure = try $0.failure()
        #expect(failure.message.hasPrefix("could not parse 'start' parameter"))
      },
    ].map { recorded in
      // These were recorded with parameters we never send, or without those we always do.
      var recorded = recorded
      switch recorded.file {
      case "loki/error-limit": break
      case "loki/error-parse", "loki/error-empty-matcher":
        recorded.request = .differs(ours: ["direction": "backward", "limit": "100"])
      default: recorded.request = .none
      }
      return recorded
    }
  }
}
