import Analysis
import Languages
import Telemetry
import Testing

@Suite struct BreakdownTests {
  @Test(arguments: [
    (Breakdown.Question.rate, "{ name = \"GET\" }", "{ name = \"GET\" } | rate() by(span.disk)"),
    (.errors, "{ a = 1 || b = 2 }", ""),
    // TraceQL's && and || bind alike, from the left.
    (.errors, "{ .a = 1 || .b = 2 }", "{ .a = 1 || .b = 2 && status = error } | rate() by(span.disk)"),
    (.errors, "", "{ status = error } | rate() by(span.disk)"),
    (.errors, "{} >> { kind = client }", "{} >> { kind = client } | { status = error } | rate() by(span.disk)"),
    (.quantiles, "{ } | count() > 2 | select(name)", "{} | count() > 2 | quantile_over_time(duration, 0.5, 0.9, 0.99) by(span.disk)"),
  ]) func asks(question: Breakdown.Question, filter: String, expected: String) {
    let query = try? Breakdown.query(question, filter: filter, by: .attribute(.span, "disk"))
    #expect(query ?? "" == expected)
    #expect(expected.isEmpty || (try? TraceQL.check(TraceQL.parse(expected))) != nil)
  }

  @Test func quotesOddNames() throws {
    #expect(try Breakdown.query(.rate, filter: "{}", by: .attribute(.span, "odd name")) == "{} | rate() by(span.\"odd name\")")
    #expect(try Breakdown.query(.rate, filter: "{} | rate()", by: nil) == "{} | rate()")
    #expect(throws: SyntaxError.self) { try Breakdown.query(.rate, filter: "({} | rate()) / ({} | rate())", by: nil) }
  }

  private func series(_ labels: Labels, _ values: Double...) -> Series {
    Series(labels: labels, samples: values.enumerated().map { Sample(Instant(seconds: Int64($0.offset)), $0.element) })
  }

  @Test func joinsAnswers() throws {
    let breakdown = Breakdown([
      .rate: [series(["span.disk": "sda"], 2, 4), series(["span.disk": "sdb"], 1, 1), series(["span.disk": "nil"], 0)],
      .errors: [series(["span.disk": "sdb"], 0.5, 0.5)],
      .quantiles: [
        series(["span.disk": "sdb", "p": "0.5"], 1, 2), series(["span.disk": "sdb", "p": "0.9"], .nan, 3),
        series(["span.disk": "sdb", "p": "0.99"], 9),
      ],
    ])
    #expect(!breakdown.isSampled)
    #expect(breakdown.lines.map(\.value) == ["sda", "sdb", nil])
    #expect(breakdown.lines[0].rate == 3 && breakdown.lines[0].errorRatio == 0 && breakdown.lines[0].p50.isNaN)
    let sdb = breakdown.lines[1]
    #expect((sdb.errorRatio, sdb.p50, sdb.p90, sdb.p99) == (0.5, 2, 3, 9))
  }

  @Test func worksItOutFromTraces() throws {
    let trees = (0..<10).map {
      TraceSketch.tree("a:x 0-1000000000\n  b:y 0-\(($0 + 1) * 1_000_000) \($0 == 0 ? "!" : "client") disk=d\($0 % 2)", id: UInt64($0 + 1))
    }
    let breakdown = try Breakdown(
      sampled: trees, filter: TraceQL.parse("{ resource.service.name = \"b\" }"), by: .attribute(.span, "disk"), over: .seconds(10))
    #expect(breakdown.isSampled)
    #expect(breakdown.lines.map(\.value) == ["d0", "d1"])
    #expect(breakdown.lines.map(\.rate) == [0.5, 0.5])
    #expect(breakdown.lines.map(\.errorRatio) == [0.2, 0])
    #expect(breakdown.lines.map(\.p50) == [0.005, 0.006] && breakdown.lines.map(\.p99) == [0.009, 0.01])
  }
}
