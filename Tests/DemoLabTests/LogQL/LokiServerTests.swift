import Backends
import Languages
import Telemetry
import Testing

@testable import DemoLab

@Suite struct LokiServerTests {
  private let server = LokiServer(store: MemoryLogStore.homelab)

  private func get(_ path: String, _ fields: [String: String] = [:], flags: Bool = false) -> HTTPResponse {
    let all = ["start": "1000", "end": "1110"].merging(fields) { $1 }
    return server.respond(
      HTTPRequest(
        .get, path.hasPrefix("/") ? path : "/loki/api/v1/" + path,
        query: all.sorted { $0.key < $1.key }.map { .init($0.key, $0.value) },
        headers: flags ? [.init("X-Loki-Response-Encoding-Flags", "categorize-labels")] : []),
      now: Instant(seconds: 1110))
  }

  @Test func mergesLabelsIntoStreams() {
    let answer = get("query_range", ["query": #"{service_name="gateway"}"#, "limit": "1"])
    #expect(answer.contentType == "application/json; charset=UTF-8")
    #expect(
      answer.body.text.hasPrefix(
        #"{"status":"success","data":{"resultType":"streams","result":[{"stream":{"detected_level":"info","#
          + #""pod":"gateway-0","service_name":"gateway","trace_id":"t10"},"values":[["1100000000000","#
          + #""code=200 duration=10.5s pod=x size=10KB ip=10.0.0.10"]]}],"stats":{"#))
  }

  @Test func categorizesLabelsWhenAsked() {
    let query = #"{service_name="outpost"} | json | level="error""#
    let answer = get("query_range", ["query": query], flags: true)
    #expect(
      answer.body.text.hasPrefix(
        #"{"status":"success","data":{"resultType":"streams","encodingFlags":["categorize-labels"],"result":["#
          + #"{"stream":{"pod":"outpost-0","service_name":"outpost"},"values":[["1001000000000","#))
    #expect(answer.body.text.contains(#",{"parsed":{"level":"error","n":"3","user_name":"mona"}}]]"#))
  }

  @Test func answersMatrices() {
    let query = #"sum(count_over_time({service_name="gateway"}[1m]))"#
    let answer = get("query_range", ["query": query, "step": "60"])
    #expect(
      answer.body.text.hasPrefix(
        #"{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[[1020,"3"],"#
          + #"[1080,"6"],[1140,"3"]]}],"stats":"#))
  }

  @Test func answersVectorsAndScalars() {
    let vector = get(
      "query", ["query": #"sum(count_over_time({service_name="gateway"}[1m]))"#, "time": "1060"])
    #expect(vector.body.text.contains(#""resultType":"vector","result":[{"metric":{},"value":[1060,"6"]}]"#))
    let scalar = get("query", ["query": "1+1", "time": "1060"])
    #expect(scalar.body.text.contains(#""resultType":"scalar","result":[1060000,"2"]"#))
  }

  @Test(arguments: [
    (
      "query_range", #"{service_name="x""#,
      "parse error at line 1, col 18: syntax error: unexpected $end, expecting } or ,"
    ),
    (
      "query_range", #"{service_name=~".*"}"#,
      #"parse error : queries require at least one regexp or equality matcher that does not have an empty-compatible value. For instance, app=~".*" does not meet this requirement, but app=~".+" will"#
    ),
    (
      "query", #"{a="b"}"#,
      "log queries are not supported as an instant query type, please change your query to a range query type"
    ),
  ]) func refusesInLokisWords(path: String, query: String, message: String) {
    let answer = get(path, ["query": query])
    #expect(answer.status == 400)
    #expect(answer.contentType == "text/plain; charset=utf-8")
    #expect(answer.body.text == message)
  }

  static let badParameters: [([String: String], String)] = [
    (
      ["limit": "1000000"],
      "max entries limit per query exceeded, limit > max_entries_limit_per_query (1000000 > 5000)"
    ),
    (
      ["start": "soon"],
      #"could not parse 'start' parameter: strconv.ParseInt: parsing "soon": invalid syntax"#
    ),
    (
      ["start": "0", "end": "1795232424000000000"],
      "the query time range exceeds the limit (query length: 498675h40m24s, limit: 30d1h)"
    ),
    (["end": "900"], "end timestamp must not be before or equal to start time"),
  ]

  @Test(arguments: badParameters) func refusesParameters(fields: [String: String], message: String) {
    let answer = get("query_range", fields.merging(["query": #"{service_name="jellyfin"}"#]) { $1 })
    #expect(answer.status == 400)
    #expect(answer.body.text == message)
  }

  @Test func readsFormsLikeQueries() {
    let fields: [HTTPRequest.Field] = [.init("query", "1+1"), .init("time", "1060")]
    let answer = server.respond(
      HTTPRequest(.post, "/loki/api/v1/query", body: .form(fields)), now: Instant(seconds: 0))
    #expect(answer.body.text.contains("[1060000,\"2\"]"))
  }

  static let discoveryCases: [(String, [String: String], String)] = [
    ("labels", [:], #"{"status":"success","data":["pod","service_name"]}"#),
    ("label/service_name/values", [:], #"{"status":"success","data":["gateway","outpost"]}"#),
    ("label/nothing/values", [:], #"{"status":"success"}"#),
    (
      "series", ["match[]": #"{pod="gateway-0"}"#],
      #"{"status":"success","data":[{"pod":"gateway-0","service_name":"gateway"}]}"#
    ),
    ("series", ["match[]": #"{pod="x"}"#], #"{"status":"success","data":[]}"#),
    (
      "index/stats", ["query": #"{service_name="outpost"}"#],
      #"{"streams":1,"chunks":1,"bytes":109,"entries":3}"#
    ),
    ("detected_labels", ["query": #"{pod="x"}"#], "{}"),
    (
      "detected_labels", ["query": #"{pod="gateway-0"}"#],
      #"{"detectedLabels":[{"label":"pod","cardinality":1},{"label":"service_name","cardinality":1}]}"#
    ),
    (
      "detected_field/code/values", ["query": #"{pod="gateway-0"}"#],
      #"{"limit":1000,"values":["200","500"]}"#
    ),
    (
      "format_query", ["query": #"{a="b"}|="x"|json"#],
      #"{"status":"success","data":"{a=\"b\"} |= \"x\" | json"}"#
    ),
    ("/ready", [:], "ready"),
  ]

  @Test(arguments: discoveryCases) func answersDiscovery(path: String, fields: [String: String], body: String)
  {
    let answer = get(path, fields)
    #expect(answer.status == 200)
    #expect(answer.body.text == body + "\n")
  }

  @Test func detectsFieldsWithTypes() {
    let gateway = get("detected_fields", ["query": #"{pod="gateway-0"}"#]).body.text
    #expect(gateway.contains(#"{"label":"code","type":"int","cardinality":2,"parsers":["logfmt"]}"#))
    #expect(
      gateway.contains(#"{"label":"duration","type":"duration","cardinality":11,"parsers":["logfmt"]}"#))
    #expect(gateway.contains(#"{"label":"detected_level","type":"string","cardinality":2,"parsers":null}"#))
    let outpost = get("detected_fields", ["query": #"{pod="outpost-0"}"#]).body.text
    #expect(
      outpost.contains(
        #""label":"user_name","type":"string","cardinality":1,"parsers":["json"],"jsonPath":["user","name"]"#)
    )
  }

  @Test func volumesAreNamedByTheSelector() {
    let vector = get("index/volume", ["query": #"{service_name=~".+"}"#]).body.text
    #expect(vector.contains(#"[{"metric":{"service_name":"gateway"},"value":[1110,"#))
    let byLabel = get("index/volume", ["query": #"{service_name="outpost"}"#, "aggregateBy": "labels"]).body
      .text
    #expect(byLabel.contains(#"{"metric":{"pod":""},"value":[1110,"109"]}"#))
    let matrix = get("index/volume_range", ["query": #"{service_name="outpost"}"#, "step": "60"]).body.text
    #expect(matrix.contains(#""values":[[1019.999,"109"]]"#))
  }

  @Test func minesPatterns() {
    let text = get("patterns", ["query": #"{service_name="gateway"}"#, "step": "60"]).body.text
    #expect(
      text.contains(
        #""pattern":"code=<_> duration=<_> pod=x size=<_> ip=<_>","level":"info","samples":[[960,"#))
    #expect(
      get("patterns", ["query": #"{service_name="x"}"#]).body.text == "{\"status\":\"success\",\"data\":[]}\n"
    )
  }

  @Test func unknownPathsAreNotFound() {
    #expect(get("nothing").status == 404)
    #expect(get("/metrics").status == 404)
  }
}
