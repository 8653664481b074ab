internal import Backends
internal import Telemetry
internal import Testing

extension TempoRecordings {
  static var traces: [Recorded] { whole + special + missing }

  private static let slow = "ca9272d0f0197915ada3acef98659b3b"

  private static func trace(
    _ file: String, _ id: String, hint: TimeRange? = nil, _ request: Recorded.RequestCheck = .same,
    _ check: @escaping Recorded.Check
  ) -> Recorded {
    Recorded("tempo/" + file, .trace(TraceID(hex: id)!, hint: hint), request, check)
  }

  /// The same trace four times: v1, v2, v2 with a hint, and v2 in protobuf.
  private static var whole: [Recorded] {
    let check: Recorded.Check = {
      let trace = try #require(try $0.trace())
      #expect(trace.id.description == slow)
      #expect(trace.spans.count == 14)
      #expect(trace.resources.count == 6)
      #expect(trace.scopes.count == 6)
      #expect(!trace.partial)
      let root = try #require(trace.spans.first { $0.parentID == nil })
      #expect(root.id.description == "acf818a23a6473e5")
      #expect(root.name == "GET /Items/{itemId}/PlaybackInfo")
      #expect(root.kind == .server)
      #expect(root.start == Instant(nanoseconds: 1_795_231_815_564_550_656))
      #expect(root.durationNanoseconds == 7_657_868_032)
      #expect(root.attributes["client.address"] == .string("192.0.2.160"))
      #expect(trace.service(of: root) == "cilium-gateway")
      #expect(
        trace.scopes[root.scope]
          == InstrumentationScope(name: "homelab/cilium-gateway", version: "1.0"))
      let read = try #require(trace.spans.first { $0.name == "nfs.read" })
      #expect(read.events.map(\.name) == Array(repeating: "nfs.retransmit", count: 6))
      let parents = Set(trace.spans.compactMap(\.parentID))
      #expect(parents.isSubset(of: Set(trace.spans.map(\.id))))
    }
    return [
      // Made by `alternative(to:after:)`, which has its own test.
      trace("trace-v1", slow, .none, check),
      trace("trace-v2", slow, .same, check),
      trace("trace-v2-protobuf", slow, .same, check),
      trace("trace-v2-bounded", slow, hint: .recorded, .same, check),
    ]
  }

  private static var special: [Recorded] {
    [
      // Recorded with the leading zero stripped; ours always pads.
      trace("trace-v2-exception", "219dc13d6aee048b6b90bf39822d20f", .none) {
        let trace = try #require(try $0.trace())
        #expect(trace.spans.count == 7)
        #expect(trace.id.description == "0219dc13d6aee048b6b90bf39822d20f")
        let failed = try #require(trace.spans.first { $0.status == .error })
        #expect(failed.name == "token.verify")
        #expect(failed.kind == .internal)
        #expect(failed.statusMessage == "signature has expired")
        #expect(failed.events.map(\.isException) == [true])
        #expect(failed.events[0].time == Instant(nanoseconds: 1_795_230_714_402_262_272))
        #expect(
          failed.events[0].attributes["exception.type"] == .string("jwt.ExpiredSignatureError"))
        #expect(trace.spans[0].attributes["http.response.status_code"] == .int(401))
      },
      trace("trace-v2-links", "44461ae7b274d1bb8d36b3215ff5239", .none) {
        let trace = try #require(try $0.trace())
        let span = try #require(trace.spans.first)
        #expect(trace.spans.count == 1)
        #expect(span.id.description == "d1f9896a5b7dac63")
        #expect(span.kind == .consumer)
        #expect(span.attributes["codec"] == .string("hevc→h264"))
        #expect(
          span.links == [
            SpanLink(
              traceID: TraceID(hex: "0b80b1fcab2638066ae7c599c7555f9f")!,
              spanID: SpanID(hex: "4ce0545fa75b739f"),
              attributes: [Attribute("kind", .string("follows_from"))])
          ])
      },
      trace("trace-v2-short-id", "c4322775a090611281a1eeb60ba6e88", .none) {
        let trace = try #require(try $0.trace())
        #expect(trace.spans.count == 14)
        #expect(trace.spans.first { $0.name == "nfs.read" }?.events.count == 3)
      },
    ]
  }

  private static var missing: [Recorded] {
    [
      trace("trace-missing-v2", "abc") { try #expect($0.trace() == nil) },
      trace("trace-missing-v1", "abc", .none) { try #expect($0.trace() == nil) },
      trace("trace-bad-id", "abc", .none) {
        let failure = try $0.failure()
        #expect(failure.reason == .refused)
        #expect(failure.message.hasPrefix("trace IDs can only contain hex characters"))
      },
    ]
  }

  static var names: [Recorded] {
    [
      Recorded("tempo/tags-v2", .traceTags(filter: nil, range: .recorded)) {
        let tags = try $0.tags()
        #expect(tags.first == TraceTag(scope: "resource", name: "deployment.environment"))
        #expect(tags.contains(TraceTag(scope: "span", name: "http.route")))
        #expect(tags.contains(TraceTag(scope: "intrinsic", name: "rootServiceName")))
      },
      Recorded(
        "tempo/tags-v2-scope", .traceTags(filter: nil, range: .recorded),
        .differs(theirs: ["scope": "span"])
      ) {
        let tags = try $0.tags()
        #expect(tags.count == 27)
        #expect(tags.allSatisfy { $0.scope == "span" })
      },
      Recorded("tempo/tags-v1", .traceTags(filter: nil, range: .recorded), .none) {
        let tags = try $0.tags()
        #expect(tags.count == 38)
        #expect(tags.first == TraceTag(scope: "", name: "argocd.app"))
      },
      Recorded(
        "tempo/tag-values-service",
        .traceTagValues(tag: "resource.service.name", filter: nil, range: .recorded)
      ) {
        let values = try $0.tagValues()
        #expect(values.count == 9)
        #expect(values[0] == TraceTagValue(type: "string", value: "postgres"))
      },
      Recorded(
        "tempo/tag-values-filtered",
        .traceTagValues(
          tag: "span.http.route", filter: "{ resource.service.name=\"jellyfin\" }",
          range: .recorded)
      ) {
        let values = try $0.tagValues()
        #expect(values == [TraceTagValue(type: "string", value: "/Items/{itemId}/PlaybackInfo")])
      },
      Recorded(
        "tempo/tag-values-status", .traceTagValues(tag: "status", filter: nil, range: .recorded),
        .differs(ours: ["start": "1795230624", "end": "1795232424"])
      ) {
        let values = try $0.tagValues()
        #expect(values.map(\.value) == ["unset", "ok", "error"])
        #expect(values.allSatisfy { $0.type == "keyword" })
      },
    ]
  }
}
