import Telemetry
import Testing

@testable import Reports

@Suite struct SearchReportTests {
  private static func trace(_ number: UInt64, second: Int64, routes: [String] = [], root: String? = "GET /") -> TraceSummary {
    TraceSummary(
      id: TraceID(high: 0, low: number)!, rootService: root == nil ? nil : "web", rootName: root,
      start: Instant(seconds: second), durationNanoseconds: 557_000_000, spanCount: 4, errorCount: number == 1 ? 1 : 0,
      services: ["web"],
      matched: routes.enumerated().map { index, route in
        TraceSummary.MatchedSpan(
          id: SpanID(UInt64(index + 1))!, name: "q", start: Instant(seconds: second), durationNanoseconds: 446_979_497,
          attributes: [Attribute("http.route", .string(route))])
      }, matchedCount: routes.count)
  }

  @Test func mergesTheNewestOfAllSources() {
    let report = SearchReport(
      merging: [[Self.trace(1, second: 10), Self.trace(2, second: 30)], [Self.trace(4, second: 20), Self.trace(3, second: 20)]],
      limit: 3, partial: false)
    #expect(report.traces.map(\.id.low) == [2, 3, 4])
  }

  @Test func hasTheShapeOfTheContract() {
    let report = SearchReport(traces: [Self.trace(1, second: 0, routes: ["/a"])], partial: true)
    #expect(
      report.json.text
        == #"{"traces":[{"traceId":"00000000000000000000000000000001","service":"web","name":"GET /","#
        + #""start":"1970-01-01T00:00:00.000000000Z","duration":0.557,"spans":4,"errors":1,"matched":["#
        + #"{"spanId":"0000000000000001","name":"q","duration":0.446979497,"attributes":{"http.route":"/a"}}]}],"#
        + #""partial":true}"#)
  }

  @Test func whatIsNotKnownIsNullAndNeverLeftOut() {
    var trace = Self.trace(1, second: 0, root: nil)
    (trace.spanCount, trace.errorCount) = (nil, nil)
    let text = SearchReport(traces: [trace], partial: false).json.text
    #expect(text.contains(#""service":null,"name":null"#) && text.contains(#""spans":null,"errors":null,"matched":[]"#))
  }

  @Test func selectedAttributesAreColumns() {
    let report = SearchReport(
      traces: [Self.trace(1, second: 0, routes: ["/a", "/a", "/b"]), Self.trace(2, second: 0)], partial: false,
      attributes: ["http.route"])
    let lines = report.rows.lines(width: nil)
    #expect(lines[0].contains("trace") && lines[0].contains("http.route  root"))
    #expect(lines[1].contains("/a +1") && lines[2].contains("–"))
  }

  @Test(arguments: [60, 80, 120]) func linesKeepToTheWidth(width: Int) {
    let long = Self.trace(1, second: 0, root: String(repeating: "/path", count: 60))
    let lines = SearchReport(traces: [long], partial: false).rows.lines(width: width)
    let isWithin = lines.allSatisfy { $0.count <= width }
    #expect(isWithin)
  }

  @Test func saysWhatItLeavesOut() {
    let all = [Self.trace(1, second: 0), Self.trace(2, second: 1)]
    #expect(SearchReport(traces: all, partial: false).notes(limit: 20).isEmpty)
    #expect(SearchReport(traces: all, partial: false).notes(limit: 2) == [
      "the newest 2; --limit asks for more, --to for older ones"
    ])
    #expect(SearchReport(traces: [], partial: false).notes(limit: 20) == [
      "no traces; a trace can be found about 30 s after its end"
    ])
  }
}
