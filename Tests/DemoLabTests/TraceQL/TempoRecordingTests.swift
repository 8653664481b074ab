import Backends
import DemoLab
import Foundation
import Telemetry
import Testing

/// The shapes of the lab's answers against those of a real server's, recorded: every member the lab
/// writes is one that Tempo writes in that place, of the same type.
@Suite struct TempoRecordingTests {
  private static let recorded: [(path: String, query: String?, shape: String)] = [
    (
      "/api/search", "{ resource.service.name=\"jellyfin\" && duration>3s } | by(name) | count() > 0",
      """
      {"traces":[{"traceID":"","rootServiceName":"","rootTraceName":"","startTimeUnixNano":"","durationMs":1,
      "spanSet":{"spans":[{"spanID":"","name":"","startTimeUnixNano":"","durationNanos":"",
      "attributes":[{"key":"","value":{"stringValue":"","intValue":""}}]}],"matched":1,
      "attributes":[{"key":"","value":{"stringValue":"","intValue":""}}]},
      "spanSets":[{"spans":[{"spanID":"","name":"","startTimeUnixNano":"","durationNanos":"",
      "attributes":[{"key":"","value":{"stringValue":"","intValue":""}}]}],"matched":1,
      "attributes":[{"key":"","value":{"stringValue":"","intValue":""}}]}],
      "serviceStats":{"gateway":{"spanCount":1,"errorCount":1},"jellyfin":{"spanCount":1},
      "nas":{"spanCount":1,"errorCount":1}}}],
      "metrics":{"inspectedTraces":1,"inspectedBytes":"","totalBlocks":1,"completedJobs":1,"totalJobs":1}}
      """
    ),
    (
      "/api/metrics/query_range", "{} | quantile_over_time(duration, .5) by (name)",
      """
      {"series":[{"labels":[{"key":"","value":{"stringValue":"","doubleValue":0.5}}],
      "samples":[{"timestampMs":"","value":1}],
      "exemplars":[{"labels":[{"key":"","value":{"stringValue":""}}],"value":0.1,"timestampMs":""}]}],
      "metrics":{"inspectedBytes":"","totalBlocks":1,"completedJobs":1,"totalJobs":1}}
      """
    ),
    (
      "/api/metrics/query", "{} | count_over_time() by (resource.service.name)",
      """
      {"series":[{"labels":[{"key":"","value":{"stringValue":""}}],"value":1}],
      "metrics":{"inspectedBytes":"","completedJobs":1,"totalJobs":1}}
      """
    ),
    ("/api/v2/search/tags", nil, #"{"scopes":[{"name":"","tags":[""]}],"metrics":{"inspectedBytes":""}}"#),
    (
      "/api/v2/search/tag/resource.service.name/values", nil,
      #"{"tagValues":[{"type":"","value":""}],"metrics":{"inspectedBytes":""}}"#
    ),
    ("/api/search/tags", nil, #"{"tagNames":[""],"metrics":{"inspectedBytes":""}}"#),
  ]

  @Test(arguments: recorded) func keepsToTheRecordedShape(path: String, query: String?, shape: String) throws
  {
    let response = TraceFixture.server().get(path, query.map { [("q", $0)] } ?? [])
    #expect(response.status == 200, "\(response.body.text)")
    let recorded = try JSONSerialization.jsonObject(with: Data(shape.utf8))
    #expect(Self.differences(try WireAnswer(response).root, recorded, at: "$") == [])
  }

  private static func differences(_ ours: Any, _ theirs: Any, at place: String) -> [String] {
    switch (ours, theirs) {
    case (let ours as [String: Any], let theirs as [String: Any]):
      ours.keys.sorted().flatMap { key in
        theirs[key].map { differences(ours[key] ?? $0, $0, at: place + "." + key) } ?? [place + "." + key]
      }
    case (let ours as [Any], let theirs as [Any]):
      ours.flatMap { differences($0, theirs.first ?? $0, at: place + "[]") }
    case (is String, is String), (is NSNumber, is NSNumber): []
    default: [place]
    }
  }
}
