import Telemetry
import Testing

@testable import Analysis

@Suite struct LogSetbackTests {
  static let cases: [(QueryFailure, LogSetback)] = [
    (QueryFailure(.timedOut, "http://loki: Timeout was reached"), .tooMuch),
    (QueryFailure(.timedOut, "request timed out, decrease the duration", status: 504), .tooMuch),
    (QueryFailure(.unreachable, "cannot reach http://loki: Empty reply from server"), .tooMuch),
    (QueryFailure(.undecodable, "the answer of http://loki broke off: transfer closed"), .tooMuch),
    (QueryFailure(.unreachable, "cannot reach http://loki: Couldn't connect to server"), .busy),
    (QueryFailure(.refused, "entity too large", status: 413), .tooMuch),
    (
      QueryFailure(
        .serverFault,
        "rpc error: code = ResourceExhausted desc = grpc: received message larger than max (5 vs. 4)",
        status: 500), .tooMuch
    ),
    (QueryFailure(.refused, "too many outstanding requests", status: 429), .busy),
    (QueryFailure(.serverFault, "Ingester not ready", status: 503), .busy),
    (
      QueryFailure(
        .refused, "max entries limit per query exceeded, limit > max_entries_limit_per_query (20000 > 5000)",
        status: 400), .limited(to: 5000)
    ),
    (QueryFailure(.refused, "max entries limit per query exceeded", status: 400), .limited(to: nil)),
    (
      QueryFailure(
        .refused, "the query time range exceeds the limit (query length: 2160h29m35.444s, limit: 30d1h)",
        status: 400), .tooLong(longest: .hours(721))
    ),
    (
      QueryFailure(.refused, "the query would read too many bytes (query: 2GB, limit: 1GB)"),
      .tooLong(longest: nil)
    ),
    (QueryFailure(.refused, "parse error at line 1, col 2: syntax error", status: 400), .final),
    (QueryFailure(.unauthorised, "no org id", status: 401), .final),
    (QueryFailure(.notFound, "404 page not found", status: 404), .final),
  ]

  @Test(arguments: cases) func isReadFromTheServersWords(failure: QueryFailure, setback: LogSetback) {
    #expect(LogSetback(failure) == setback)
  }

  @Test func aGapIsALine() {
    let gap = LogGap(
      TimeRange(start: Instant(seconds: 10), end: Instant(seconds: 28)), .outage(.seconds(18)), source: "loki"
    )
    #expect(
      gap.text { "00:00:\($0.seconds)" } == "-- gap 00:00:10 to 00:00:28 of loki: no answers for 18s --")
    let moment = LogGap(at: Instant(seconds: 10), .crowdedMoment(limit: 5000))
    #expect(
      moment.text { "00:00:\($0.seconds)" }
        == "-- gap at 00:00:10: more lines in one nanosecond than the 5000 the server gives at a time --")
  }

  @Test func spellingsOfOneCharacterAreTwoLines() {
    let (composed, combining) = ("caf\u{e9}", "cafe\u{301}")
    #expect(composed == combining, "equal as text")
    let prints = [composed, combining].map { LogFingerprint(LogLine(time: .epoch, line: $0, labels: [:])) }
    #expect(prints[0] != prints[1])
  }

  @Test(arguments: [
    ("rpc error: trying to send message larger than max (12807170 vs. 4194304)", 4),
    ("grpc: received message larger than max (4194305 vs. 4194304)", 2),
    ("message larger than max (9000000000000 vs. 1)", 1000), ("message larger than max (1 vs. 5)", 2),
    ("message larger than max (", 2), ("entity too large", 2),
  ]) func isAsMuchSmallerAsTheServerSays(message: String, factor: Int) {
    #expect(LogSetback.excess(in: QueryFailure(.serverFault, message, status: 500)) == factor)
  }

  @Test func silenceCostsMoreThanHalf() {
    #expect(LogSetback.excess(in: QueryFailure(.timedOut, "no answer within 12 s")) == 32)
  }
}
