internal import Backends
internal import Telemetry
internal import Testing

@Suite struct TextExpositionTests {
  private let now = Instant(seconds: 1)

  @Test func labelsEscapesAndTimes() throws {
    let text = """
      # HELP a Some "help" {with} braces
      # TYPE a counter

      a{x="q\\"b\\\\n\\n}",y = "2",} +Inf 1500
        b 1e3 # {trace_id="1"} 5
      {"c.d",z="1"} NaN\r
      # EOF

      """
    let series = try TextExposition.series(in: text, at: now)
    #expect(series[0].labels == ["__name__": "a", "x": "q\"b\\n\n}", "y": "2"])
    #expect(series[0].samples == [Sample(Instant(milliseconds: 1500), .infinity)])
    #expect(series[1].labels == ["__name__": "b"])
    #expect(series[1].samples == [Sample(now, 1000)])
    #expect(series[2].labels == ["__name__": "c.d", "z": "1"])
    #expect(series[2].samples[0].value.isNaN)
    #expect(series.count == 3)
  }

  @Test func nothingIsNoSeries() throws {
    #expect(try TextExposition.series(in: "", at: now).isEmpty)
  }

  @Test(arguments: [
    "a", "a ", "a x", "a{", "a{b}", "a{b=", "a{b=\"", "a{b=\"c\\", "a{b=\"c\" d=\"e\"} 1", "{} 1",
    "a{=\"\"} 1", "a 1 soon", "1",
  ])
  func otherLinesAreRefused(_ line: String) {
    let failure = #expect(throws: QueryFailure.self) {
      try TextExposition.series(in: "ok 1\n\(line)\n", at: now)
    }
    #expect(failure?.message.hasPrefix("line 2 of the metrics") == true)
  }

  @Test func aLineWithoutItsEndIsRefused() {
    #expect(throws: QueryFailure(.undecodable, "the metrics end in the middle of a line")) {
      try TextExposition.series(in: "a 12", at: now)
    }
  }
}
