import Telemetry
import Testing

@Suite struct RemedyTests {
  private static let slow: [QueryFailure.Remedy] = [
    .shorterRange, .coarserStep, .narrowerSelector, .longerTimeout,
  ]
  private let range = TimeRange(start: .epoch, end: Instant(seconds: 60))

  @Test(arguments: [
    (
      "exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution "
        + "(?step=XX)", [.coarserStep, .shorterRange]
    ),
    (
      "query processing would load too many samples into memory in query execution",
      [.coarserStep, .narrowerSelector, .shorterRange]
    ),
    (
      "the query hit the max number of series limit (limit: 100000 series)",
      [.narrowerSelector, .shorterRange]
    ),
    ("maximum of series (500) reached for a single query", [.narrowerSelector, .shorterRange]),
    ("the query time range exceeds the limit (query length: 40d, limit: 30d1h)", [.shorterRange]),
    ("range specified by start and end exceeds 168h0m0s", [.shorterRange]),
    (
      "max entries limit per query exceeded, limit > max_entries_limit_per_query (1000000 > 50000)",
      [.fewerResults]
    ),
    ("step of 1s is too small, maximum 10000 samples exceeded", [.coarserStep, .shorterRange]),
    ("too many outstanding requests", [.retry]),
    ("Ingester not ready: waiting for 15s after being ready", [.retry]),
    ("request timed out, decrease the duration of the request", slow), ("context deadline exceeded", slow),
    ("many-to-many matching not allowed", [.editQuery]),
  ] as [(String, [QueryFailure.Remedy])])
  func refusalsByTheirWords(_ message: String, _ remedies: [QueryFailure.Remedy]) {
    #expect(QueryFailure(.refused, message, status: 422).remedies == remedies)
  }

  @Test(arguments: [
    (.unreachable, [.checkSource]), (.notFound, [.checkSource]), (.undecodable, [.checkSource]),
    (.unauthorised, [.credentials]), (.serverFault, [.retry]), (.refused, [.editQuery]),
    (.tooLarge, [.coarserStep, .narrowerSelector, .fewerResults, .shorterRange]),
    (.timedOut, slow),
    (.cancelled, []), (.unsupported, []),
  ] as [(QueryFailure.Reason, [QueryFailure.Remedy])])
  func othersByTheirReason(_ reason: QueryFailure.Reason, _ remedies: [QueryFailure.Remedy]) {
    #expect(QueryFailure(reason, "whatever").remedies == remedies)
  }

  @Test func aPlaceInTheTextMeansTheText() {
    let failure = QueryFailure(
      .refused, "1:3: parse error: query timed out", position: TextPosition(line: 1, column: 3))
    #expect(failure.remedies == [.editQuery])
  }

  @Test func tooManyRequestsPass() {
    #expect(QueryFailure(.refused, "slow down", status: 429).remedies == [.retry])
  }

  @Test func aQuestionIsOfferedWhatItHas() {
    let failure = QueryFailure(.tooLarge, "larger than 64 MB")
    let instant = Query.metricsInstant(PromQL: "up", at: .epoch)
    #expect(failure.remedies(for: instant) == [.narrowerSelector])
    #expect(failure.remedies(for: .limited(instant, to: 5)) == [.narrowerSelector, .fewerResults])
    let chart = Query.metricsRange(PromQL: "up", range: range, step: .seconds(1))
    #expect(failure.remedies(for: chart) == [.coarserStep, .narrowerSelector, .shorterRange])
    let logs = Query.logs(LogQL: "{}", range: range, limit: 10, direction: .backward)
    #expect(failure.remedies(for: logs) == [.narrowerSelector, .fewerResults, .shorterRange])
  }

  @Test func everyRemedyHasItsOwnAdvice() {
    let advice = QueryFailure.Remedy.allCases.map(\.advice)
    #expect(Set(advice).count == advice.count)
  }
}
