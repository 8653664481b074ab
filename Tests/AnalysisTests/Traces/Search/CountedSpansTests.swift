import Analysis
import Telemetry
import Testing

@Suite struct CountedSpansTests {
  @Test(arguments: [
    ("{ } | rate()", [:], "{}"),
    ("{ status = error } | rate() by (resource.service.name)", ["resource.service.name": "nas"], #"{ status = error && resource.service.name = "nas" }"#),
    ("{ .a = 1 || .b = 2 } | count_over_time() by (status, span.code)", ["status": "error", "span.code": "503"],
      "{ ((.a = 1 || .b = 2) && status = error) && span.code = 503 }"),
    ("{ } | quantile_over_time(duration, .9) by (name)", ["name": "a \"b\"", "p": "0.9"], #"{ name = "a \"b\"" }"#),
    ("{ } | rate() by (span.user)", ["span.user": "nil"], "{ span.user = nil }"),
  ] as [(String, Labels, String)])
  func tracesOfASeries(text: String, labels: Labels, expected: String) throws {
    let counted = try #require(CountedSpans(text))
    #expect(counted.traces(of: labels) == expected)
  }

  @Test func onlyOneCount() {
    #expect(CountedSpans("{ status = error }") == nil)
    #expect(CountedSpans("({ status = error } | rate()) / ({ } | rate())") == nil)
    #expect(CountedSpans("{ } | max_over_time(duration)")?.areSeconds == true)
    #expect(CountedSpans("{ } | max_over_time(span.bytes)")?.areSeconds == false)
  }
}
