import Analysis
import Languages
import Telemetry
import Testing

@Suite struct CompareOffsetTests {
  private let hour = CompareOffset(.hours(1))

  private static let rewritings: [(String, String?)] = [
    ("up", "up offset 1h"), ("rate(x[5m])", "rate(x[5m] offset 1h)"),
    ("rate(x[$__rate_interval])", "rate(x[$__rate_interval] offset 1h)"),
    ("sum by (job) (a) / sum by (job) (b)", "sum by (job) (a offset 1h) / sum by (job) (b offset 1h)"),
    ("x offset 5m", "x offset 1h5m"), ("x offset -1h", "x"), ("x offset -2h", "x offset -1h"),
    ("-x", "-x offset 1h"), ("(x)", "(x offset 1h)"), ("topk(3, x)", "topk(3, x offset 1h)"),
    // A moment stays the moment; the ends of the query move along.
    ("x @ 1700000000", "x @ 1700000000.000"), ("x @ end()", "x @ end() offset 1h"),
    ("x @ start() offset 1m", "x @ start() offset 1h1m"),
    // A subquery carries what is inside it, but for what its ends anchor.
    ("max_over_time(rate(x[5m])[1h:1m])", "max_over_time(rate(x[5m])[1h:1m] offset 1h)"),
    ("sum_over_time(x[1h:] offset 1d)", "sum_over_time(x[1h:] offset 1d1h)"),
    (
      "sum_over_time((x / x @ end())[1h:])",
      "sum_over_time((x / x @ end() offset 1h)[1h:] offset 1h)"
    ),
    ("sum_over_time(x[1h:] @ 1700000000)", "sum_over_time(x[1h:] @ 1700000000.000)"),
    ("sum_over_time(x[1h:1m])[2h:5m]", "sum_over_time(x[1h:1m])[2h:5m] offset 1h"),
    // The clock goes back too, except inside a subquery, which has its own.
    ("time() - x", "(time() - 3600) - x offset 1h"), ("hour()", "hour(vector(time() - 3600))"),
    ("vector(1)", "vector(1)"), ("pi()", "pi()"),
    ("max_over_time((time() - x)[1h:])", "max_over_time((time() - x)[1h:] offset 1h)"),
    (#"{"http.requests", job="a b"}"#, #"{"http.requests",job="a b"} offset 1h"#),
    ("1 + 2", "1 + 2"), ("x +", nil), ("", nil), ("x offset $d", nil),
  ]

  @Test(arguments: rewritings)
  func rewritesEverySelector(text: String, expected: String?) throws {
    let offset = try #require(hour)
    let found = try? offset.query(text)
    #expect(found == expected)
    if let found { _ = try PromQL.parse(found) }
  }

  @Test func saysWhereAVariableStandsInTheWay() throws {
    let offset = try #require(hour)
    #expect(throws: SyntaxError.self) { try offset.query("sum(x offset $d)") }
  }

  @Test func movesAnEarlierAnswerOverThePresent() throws {
    let offset = try #require(hour)
    let range = TimeRange(start: Instant(seconds: 7200), end: Instant(seconds: 10_800))
    #expect(offset.earlier(range) == TimeRange(start: Instant(seconds: 3600), end: Instant(seconds: 7200)))
    let histogram = NativeHistogram(count: 1, sum: 1, buckets: [])
    let series = Series(
      labels: ["a": "b"], samples: [Sample(Instant(seconds: 3600), 1)],
      histograms: [HistogramPoint(Instant(seconds: 3615), histogram)])
    let moved = offset.overlaid([series])
    #expect(moved[0].samples == [Sample(Instant(seconds: 7200), 1)])
    #expect(moved[0].histograms.map(\.time) == [Instant(seconds: 7215)])
    #expect(moved[0].labels == ["a": "b"])
  }

  @Test(arguments: [Duration.zero, .seconds(-5), .nanoseconds(999)])
  func refusesWhatIsNotEarlier(offset: Duration) {
    #expect(CompareOffset(offset) == nil)
  }

  @Test func survivesTheLongestOffsets() throws {
    let longest = try #require(CompareOffset(.nanoseconds(Int64.max)))
    #expect(try longest.query("x offset 292y").hasPrefix("x offset "))
    let sample = Series(labels: [:], samples: [Sample(Instant(nanoseconds: Int64.max), 1)])
    #expect(longest.overlaid([sample])[0].samples[0].time == Instant(nanoseconds: .max))
  }
}
