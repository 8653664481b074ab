import Backends
import Telemetry
import Testing

@testable import DemoLab

/// Answers laid beside what a real Loki sent: the first line of `range-json-parser`.
@Suite struct LokiRecordingTests {
  private static let line =
    #"{\"event\": \"Token validation failed\", \"level\": \"error\", \"user\": \"erich\","#
    + #" \"logger\": \"authentik.outpost\", \"trace_id\": \"55b47043fb49dd73ab4d017ca4d522b3\"}"#
  private static let recorded =
    #"{"status":"success","data":{"resultType":"streams","encodingFlags":["categorize-labels"],"result":[{"#
    + #""stream":{"container":"authentik","namespace":"auth","pod":"authentik-0","service_name":"authentik"},"#
    + #""values":[["1795232413625795840",""# + line
    + #"",{"structuredMetadata":{"detected_level":"error","span_id":"168a9a3a5c8fddb8","#
    + #""trace_id":"55b47043fb49dd73ab4d017ca4d522b3"},"parsed":{"event":"Token validation failed","#
    + #""level":"error","logger":"authentik.outpost","trace_id_extracted":"55b47043fb49dd73ab4d017ca4d522b3","#
    + #""user":"erich"}}]"#

  @Test func aCategorizedStreamIsWhatLokiSent() {
    let entry = LogLine(
      time: Instant(nanoseconds: 1_795_232_413_625_795_840),
      line: Self.line.split(separator: "\\").joined(),
      labels: [
        "container": "authentik", "namespace": "auth", "pod": "authentik-0", "service_name": "authentik",
      ],
      metadata: [
        "detected_level": "error", "span_id": "168a9a3a5c8fddb8",
        "trace_id": "55b47043fb49dd73ab4d017ca4d522b3",
      ])
    let request = HTTPRequest(
      .get, "/loki/api/v1/query_range",
      query: [
        .init("query", #"{service_name="authentik"} | json | level="error""#), .init("limit", "50"),
        .init("start", "1795230624000000000"), .init("end", "1795232424000000000"),
      ], headers: [.init("X-Loki-Response-Encoding-Flags", "categorize-labels")])
    let answer = LokiServer(store: MemoryLogStore([entry])).respond(request, now: .epoch)
    #expect(answer.body.text.hasPrefix(Self.recorded))
  }
}
