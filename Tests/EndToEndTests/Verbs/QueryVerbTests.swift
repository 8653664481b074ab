import Foundation
import Testing

extension EndToEnd {
  /// `nightjar query` in every form, of several sources, and refused.
  @Suite(.serialized) struct QueryVerbTests {
    private static let matrix = #"""
      {"status":"success","data":{"resultType":"matrix","result":[
      {"metric":{"__name__":"up","job":"a"},
       "values":[[1700000000,"1"],[1700000015,"NaN"],[1700000030.5,"2.5"]]},
      {"metric":{"__name__":"took"},
       "histograms":[[1700000000,{"count":"3","sum":"1.5","buckets":[[0,"0.5","1","3"]]}]]}
      ]},"warnings":["careful"]}
      """#
    private static let over = ["--range", "--from", "1700000000", "--to", "1700000060", "--step", "15s"]

    private func server(_ reply: FakeServer.Reply = .json(matrix)) throws -> FakeServer {
      try FakeServer { path in
        path.hasSuffix("/query_exemplars") ? .json(#"{"status":"success","data":[]}"#) : reply
      }
    }

    private func ask(_ arguments: [String], _ servers: [String]) throws -> Invocation {
      let directory = try Directory()
      let sources = servers.enumerated().map { index, url in
        "  - {name: p\(index), uid: p\(index), type: prometheus, url: \"\(url)\"}\n"
      }
      let file = try directory.file("config.yaml", "datasources:\n" + sources.joined())
      return try nightjar(["query", "up", "--config", file] + Self.over + arguments)
    }

    @Test func csv() throws {
      let server = try server()
      let ran = try ask(["-o", "csv"], [server.url])
      #expect(ran.status == 0 && ran.errors.contains("careful"), "\(ran.errors)")
      #expect(
        ran.output == """
          time,series,value
          2023-11-14T22:13:20.000000000Z,"up{job=""a""}",1
          2023-11-14T22:13:35.000000000Z,"up{job=""a""}",NaN
          2023-11-14T22:13:50.500000000Z,"up{job=""a""}",2.5
          2023-11-14T22:13:20.000000000Z,"took","{count:3, sum:1.5, (0.5,1]:3}"

          """)
    }

    @Test func json() throws {
      let server = try server()
      let ran = try ask(["-o", "json"], [server.url])
      let object = try ran.object
      #expect(Set(object.keys) == ["series", "exemplars", "warnings"])
      #expect(object["warnings"] as? [String] == ["careful"])
      let series = try #require(object["series"] as? [[String: Any]])
      let labels = series.map { $0["labels"] as? [String: String] }
      #expect(labels == [["__name__": "up", "job": "a"], ["__name__": "took"]])
      let points = try #require(series.first?["points"] as? [[Any]])
      #expect(points.map { $0[0] as? String }.last == "2023-11-14T22:13:50.500000000Z")
      #expect(points[1][1] as? String == "NaN" && points[2][1] as? Double == 2.5)
    }

    @Test func table() throws {
      let server = try server()
      let ran = try ask(["-o", "table"], [server.url])
      #expect(ran.output.contains("3 obs, mean 0.5") && ran.output.contains("up{job=\"a\"}"), "\(ran)")
    }

    @Test(arguments: [20, 60, 133]) func aChartFitsTheWidth(width: Int) throws {
      let server = try server()
      for form in ["chart", "text"] {
        let ran = try ask(["-o", form, "--width", String(width)], [server.url])
        let lines = ran.output.split(separator: "\n")
        #expect(ran.status == 0 && lines.count > 20 && lines.allSatisfy { $0.count <= width }, "\(ran)")
      }
    }

    @Test func aDeadSourceIsToldAndTheRestPrints() throws {
      let (first, second) = (try server(), try server())
      let dead = try server(.answer(status: 503, type: "text/plain", body: "Service Unavailable"))
      let ran = try ask(["-o", "csv"], [first.url, dead.url, second.url])
      #expect(ran.status == 0 && ran.errors.contains("p1: Service Unavailable"), "\(ran)")
      #expect(ran.output.contains("source=\"\"p0\"\"") && ran.output.contains("source=\"\"p2\"\""))
      #expect(!ran.output.contains("p1"))
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
      var testDescription: String
      var reply: FakeServer.Reply
      /// What standard error tells.
      var words: [String]

      init(_ status: Int, _ type: String, _ error: String, _ words: [String]) {
        testDescription = "\(status) \(error)"
        let body = #"{"status":"error","errorType":"\#(type)","error":"\#(error)"}"#
        reply = .answer(status: status, type: "application/json", body: body)
        self.words = words + [String(error.prefix(20))]
      }
    }

    private static let refusals = [
      Refusal(400, "bad_data", "exceeded maximum resolution of 11,000 points per timeseries", ["--step 20s"]),
      Refusal(422, "execution", "query processing would load too many samples into memory", ["--step 30s"]),
      Refusal(503, "timeout", "query timed out in expression evaluation", ["--since 30s", "--step 30s"]),
      Refusal(400, "bad_data", "1:2: parse error: no", ["\n  up\n   ^"]),
    ]

    @Test(arguments: refusals) func aRefusalSaysWhatToDo(refusal: Refusal) throws {
      let server = try server(refusal.reply)
      let ran = try ask(["-o", "json"], [server.url])
      #expect(ran.status == 1 && ran.output.isEmpty)
      for word in refusal.words { #expect(ran.errors.contains(word), "\(ran.errors)") }
    }

    @Test func noAnswerInTime() throws {
      let server = try server(.silence)
      let ran = try ask(["--timeout", "1s"], [server.url])
      #expect(ran.status == 1 && ran.errors.contains("try: ") && ran.errors.contains("--timeout"), "\(ran)")
    }
  }
}
