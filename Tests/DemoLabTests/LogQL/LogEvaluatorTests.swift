import Languages
import Telemetry
import Testing

@testable import DemoLab

@Suite struct LogEvaluatorTests {
  private func lines(_ query: String, limit: Int = 100, forward: Bool = true) throws -> [LogLine] {
    guard case .logs(let parsed) = try LogQL.parse(query) else { return [] }
    return try LogEvaluator(store: MemoryLogStore.homelab).lines(
      parsed, in: TimeRange(start: Instant(seconds: 1000), end: Instant(seconds: 1110)), limit: limit,
      isForward: forward)
  }

  @Test(arguments: [
    (#"{service_name="gateway"}"#, 11),
    (#"{service_name=~"gate.*"} |= "code=500""#, 2),
    (#"{service_name="gateway"} != "code=500" != "10.0.0.0""#, 8),
    (#"{service_name="gateway"} |= "code=500" or "10.0.0.1""#, 4),
    (#"{service_name="gateway"} |~ "duration=(1|2)\\.""#, 2),
    (#"{service_name="gateway"} |~ "code=500|code=404""#, 2),
    (#"{service_name="gateway"} |> "code=<_> duration=7<_>""#, 1),
    (#"{service_name="gateway"} !> "code=200<_>""#, 2),
    (#"{service_name="gateway"} |= ip("10.0.0.8/30")"#, 3),
    (#"{service_name="gateway"} != ip("10.0.0.1-10.0.0.9")"#, 2),
    (#"{service_name="gateway"} | logfmt | code >= 500"#, 2),
    (#"{service_name="gateway"} | logfmt | duration > 8s and size < 10KB"#, 2),
    (#"{service_name="gateway"} | logfmt | ip=ip("10.0.0.3") or code=500"#, 2),
    (#"{service_name="gateway"} | detected_level="error""#, 2),
    (#"{service_name="gateway"} | trace_id=~"t[12]""#, 2),
    (#"{service_name="outpost"} | json | level="error""#, 1),
    (#"{service_name="outpost"} | json | __error__="""#, 2),
  ]) func filters(query: String, count: Int) throws {
    #expect(try lines(query).count == count)
  }

  @Test func limitsFromTheAskedEnd() throws {
    #expect(try lines(#"{service_name="gateway"}"#, limit: 1).first?.time == Instant(seconds: 1000))
    let newest = try lines(#"{service_name="gateway"}"#, limit: 2, forward: false)
    #expect(newest.map(\.time) == [Instant(seconds: 1100), Instant(seconds: 1090)])
  }

  @Test func duplicatesAreSuffixed() throws {
    let line = try #require(try lines(#"{service_name="gateway"} | logfmt"#).first)
    #expect(line.parsed["pod_extracted"] == "x")
    #expect(line.labels["pod"] == "gateway-0")
    #expect(line.parsed["code"] == "200")
  }

  @Test func jsonIsFlattened() throws {
    let found = try lines(#"{service_name="outpost"} | json"#)
    #expect(found[0].parsed == ["level": "error", "user_name": "mona", "n": "3"])
    #expect(found[1].parsed["msg"] == "a \"b\" <é>")
    #expect(found[2].parsed["__error__"] == "JSONParserErr")
  }

  @Test func jsonFollowsPaths() throws {
    let line = try #require(try lines(#"{service_name="outpost"} | json id="user.ids[1]", u="user""#).first)
    #expect(line.parsed == ["id": "2", "u": #"{"name":"mona","ids":[1,2]}"#])
  }

  @Test(arguments: [
    (#"| logfmt | line_format "{{.code | upper}} {{trunc 2 .ip}} {{.nothing}}!""#, "200 10 !"),
    (#"| pattern "code=<c> duration=<d> <_>" | line_format "{{.c}}/{{.d}}""#, "200/0.5s"),
    (#"| regexp "size=(?P<n>\\d+)" | line_format "{{.n}}""#, "0"),
    (
      #"| logfmt | label_format c=code, both="{{.c}}-{{.ip}}" | line_format "{{.both}}{{.code}}""#,
      "200-10.0.0.0"
    ),
    (#"| drop pod, trace_id="t0" | line_format "{{.pod}}{{.trace_id}}{{.service_name}}""#, "gateway"),
    (#"| keep pod | line_format "{{.pod}}{{.trace_id}}""#, "gateway-0"),
  ]) func rewrites(stages: String, line: String) throws {
    #expect(try lines(#"{service_name="gateway"} "# + stages).first?.line == line)
  }

  @Test func stripsColours() throws {
    #expect(try lines(#"{service_name="outpost"} | decolorize"#).last?.line == "plain")
  }

  @Test(arguments: [
    #"{a=~".*"}"#, #"{a="b"} |~ "(?=x)""#, #"{a="b"} |~ "(""#, #"{a="b"} | pattern "<_>""#,
    #"{a="b"} | line_format "{{.x | sha}}""#, #"{a="b"} |= ip("1.2.3")"#, #"{a="b"} | regexp "x""#,
  ]) func refuses(query: String) {
    #expect(throws: LogFailure.self) { try lines(query) }
  }

  @Test(arguments: [
    "{", "[", "{\"a\"", "{\"a\":", "{\"a\":\"\\u12", "{\"a\":\"\\ud800\"}x", "=", "nul", "1 2",
  ])
  func brokenJSONIsNoValue(line: String) {
    #expect(JSONText(line)?.label == nil)
  }

  @Test(arguments: [
    ("a=1 b=\"x y\\\"z\" c", "a:1 b:x y\"z c:", false), ("a=\"never", "a:never", true),
    ("=x a=1", "x: a:1", true),
    ("a=\"\\", "a:\\", true), ("", "", false),
  ]) func readsLogfmt(line: String, pairs: String, isMalformed: Bool) {
    let text = LogfmtText(line)
    #expect(text.pairs.map { "\($0.key):\($0.value)" }.joined(separator: " ") == pairs)
    #expect(text.isMalformed == isMalformed)
  }
}
