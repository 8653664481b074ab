internal import Backends
internal import Telemetry
internal import Testing

/// Shapes of native histograms that no recording has.
@Suite struct NativeHistogramTests {
  private func answer(_ body: String) throws -> Answer {
    try PrometheusDialect().answer(
      to: .metricsInstant(PromQL: "x", at: .epoch),
      from: HTTPResponse(status: 200, headers: ["content-type": "application/json"], body: Payload(body)))
  }

  private func vector(_ histogram: String) throws -> [Series] {
    let entry = "{\"metric\":{},\"histogram\":[1,\(histogram)]}"
    let data = "{\"resultType\":\"vector\",\"result\":[\(entry)]}"
    return try Result.success(answer("{\"status\":\"success\",\"data\":\(data)}")).series()
  }

  @Test func nativeHistograms() throws {
    let body = """
      {"status":"success","data":{"resultType":"matrix","result":[{"metric":{"job":"x"},
      "values":[[2,"1"]],"histograms":[[1.5,{"count":"8","sum":"2.1","buckets":[
      [3,"-0.001","0.001","1"],[0,"0.25","0.5","3"]]}],[3,{"count":"0","sum":"NaN"}]]}]}}
      """
    let series = try Result.success(answer(body)).series()[0]
    #expect(series.samples == [Sample(Instant(seconds: 2), 1)])
    #expect(series.histograms.count == 2)
    #expect(series.histograms[0].time == Instant(milliseconds: 1500))
    #expect(
      series.histograms[0].histogram
        == NativeHistogram(
          count: 8, sum: 2.1,
          buckets: [
            .init(boundary: .closedBoth, lower: -0.001, upper: 0.001, count: 1),
            .init(boundary: .openLeft, lower: 0.25, upper: 0.5, count: 3),
          ]))
    #expect(series.histograms[1].histogram.buckets.isEmpty)
  }

  @Test func everyBoundaryIsKept() throws {
    let buckets =
      "[1,\"-Inf\",\"-2\",\"1\"],[2,\"-2\",\"-1\",\"0.25\"],"
      + "[3,\"-1\",\"1\",\"2\"],[0,\"1\",\"+Inf\",\"1e+21\"]"
    let series = try vector("{\"count\":\"4\",\"sum\":\"-7.5\",\"buckets\":[\(buckets)]}")
    let histogram = try #require(series.first?.histograms.first?.histogram)
    #expect(histogram.sum == -7.5)
    #expect(histogram.buckets.map(\.boundary) == [.openRight, .openBoth, .closedBoth, .openLeft])
    #expect(histogram.buckets.map(\.lower) == [-.infinity, -2, -1, 1])
    #expect(histogram.buckets.map(\.upper) == [-2, -1, 1, .infinity])
    #expect(histogram.buckets.map(\.count) == [1, 0.25, 2, 1e21])
  }

  @Test func pointsAreSortedByTime() throws {
    let body = """
      {"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"histograms":[
      [2,{"count":"2","sum":"2"}],[1,{"count":"1","sum":"1"}]]}]}}
      """
    let series = try Result.success(answer(body)).series()
    #expect(series[0].histograms.map(\.histogram.count) == [1, 2])
  }

  @Test(arguments: [
    "{}", "{\"count\":\"1\"}", "{\"count\":\"one\",\"sum\":\"1\"}", "[]", "null", "\"1\"",
    "{\"count\":\"1\",\"sum\":\"1\",\"buckets\":[[4,\"0\",\"1\",\"1\"]]}",
    "{\"count\":\"1\",\"sum\":\"1\",\"buckets\":[[-1,\"0\",\"1\",\"1\"]]}",
    "{\"count\":\"1\",\"sum\":\"1\",\"buckets\":[[0,\"0\",\"1\"]]}",
    "{\"count\":\"1\",\"sum\":\"1\",\"buckets\":[7]}",
  ])
  func brokenOnesAreRefused(_ histogram: String) {
    let failure = #expect(throws: QueryFailure.self) { try vector(histogram) }
    #expect(failure?.reason == .undecodable)
  }
}
