internal import Telemetry
internal import Testing

@testable internal import Backends

/// What is taken out of an answer before it is parsed reads exactly as it would have read inside.
@Suite struct SampleLiftTests {
  private func rest(of text: String) -> String { SampleLift(Payload(text)).rest.text }

  private func series(_ result: String) throws -> [Series] {
    let body = #"{"status":"success","data":{"resultType":"matrix","result":"# + result + "}}"
    let query = Query.metricsRange(PromQL: "x", range: .recorded, step: .seconds(15))
    let answer = try PrometheusDialect().answer(
      to: query, from: HTTPResponse(status: 200, body: Payload(body)))
    guard case .series(let series) = answer.body else { return [] }
    return series
  }

  @Test func leavesANumberInTheirPlace() {
    let text = #"{"a":{"values":[[1,"2"],[3.5,"4"]]},"b":{"values":[[5,"6"]]}}"#
    #expect(rest(of: text) == #"{"a":{"values":0},"b":{"values":1}}"#)
  }

  @Test(arguments: [
    #"{"values":[]}"#, #"{"values":[[]]}"#, #"{"values":[[1]]}"#, #"{"values":[[1,"2",3]]}"#,
    #"{"values":[[1,2]]}"#, #"{"values":[["1","2"]]}"#, #"{"values":[[1,"x"]]}"#, #"{"values":[[1,""]]}"#,
    #"{"values":[[01,"2"]]}"#, #"{"values":[[1.,"2"]]}"#, #"{"values":[[1.1234,"2"]]}"#,
    #"{"values":[[-1,"2"]]}"#,
    #"{"values":[[1e3,"2"]]}"#, #"{"values":[[12345678901,"2"]]}"#, #"{"values":[[1,"0x1p3"]]}"#,
    #"{"values":[[1,"2"],]}"#, #"{"values":[[1,"2"]"#, #"{"values":[[1,"2"#, #"{"values":["#,
    #"{"values": [[1,"2"]]}"#, #"{"x\"values":[[1,"2"]]}"#, #"{"values":[[1,"1e999"]]}"#,
    #"{"values":[[1,"Na"]]}"#, #"{"values":[[1,"+In"]]}"#, #"{"values":[[1,"--1"]]}"#, "",
  ])
  func leavesWhatIsWrittenOtherwise(_ text: String) { #expect(rest(of: text) == text) }

  @Test func readsWhatTheParserReads() throws {
    let values = [
      "0", "-0", "1.5", "NaN", "+Inf", "-Inf", "1e-7", "0.047550000000000016", "4.9e-324", "1e22",
    ]
    let times = ["1", "1795232424", "1795232424.7", "1795232424.78", "1795232424.781", "9999999999.999"]
    let rows = times.flatMap { time in values.map { (time, $0) } }
    let lifted = rows.map { #"[\#($0),"\#($1)"]"# }.joined(separator: ",")
    let parsed = rows.map { #"[\#($0), "\#($1)"]"# }.joined(separator: ", ")
    let labels = #"{"metric":{"job":"a"},"values":["#
    let ours = try series("[" + labels + lifted + "]}]")
    let theirs = try series("[" + labels + parsed + "]}]")
    #expect(ours.count == 1 && ours[0].samples.count == rows.count)
    #expect(ours.map(\.labels) == theirs.map(\.labels))
    #expect(ours[0].samples.map(\.time) == theirs[0].samples.map(\.time))
    #expect(ours[0].samples.map(\.value.bitPattern) == theirs[0].samples.map(\.value.bitPattern))
  }

  @Test func keepsSeriesApart() throws {
    let found = try series(
      #"[{"metric":{"a":"1"},"values":[[1,"1"],[2,"2"]]},{"metric":{"a":"2"},"values":[[1, "3"]]},"#
        + #"{"values":[[1,"4"]],"metric":{"a":"3"}}]"#)
    #expect(found.map { $0.samples.map(\.value) } == [[1, 2], [3], [4]])
    #expect(found.map { $0.labels["a"] } == ["1", "2", "3"])
  }

  /// A server's own number is not taken for one of ours twice, and never for none.
  @Test(arguments: [
    #"[{"metric":{},"values":7}]"#, #"[{"metric":{},"values":-1}]"#, #"[{"metric":{},"values":"0"}]"#,
    #"[{"metric":{},"values":[[1,"1"]]},{"metric":{},"values":0}]"#,
  ])
  func refusesNumbersOfTheServers(_ result: String) {
    #expect(throws: QueryFailure.self) { try series(result) }
  }

  /// Broken around what was taken out is broken still.
  @Test(arguments: [
    #"[{"metric":{}"values":[[1,"1"]]}]"#, #"[{"metric":{},x"values":[[1,"1"]]}]"#,
    #"[{"metric":{},"values":[[1,"1"]]]"#, #"[{"metric":{},"values":[[1,"1"]]1}]"#,
    #"[{"metric":{"a":"b""values":[[1,"1"]]}}]"#,
  ])
  func refusesWhatIsNotJSON(_ result: String) {
    #expect(throws: QueryFailure.self) { try series(result) }
  }
}
