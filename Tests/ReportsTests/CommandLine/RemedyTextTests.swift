import Reports
import Telemetry
import Testing

@Suite struct RemedyTextTests {
  private func query(_ range: Duration, step: Duration) -> Query {
    let range = TimeRange(last: range, until: Instant(seconds: 1_700_000_000))
    return .metricsRange(PromQL: "up", range: range, step: step)
  }

  @Test(arguments: [
    (Duration.hours(6), Duration.seconds(1), "2s"), (.hours(1), .milliseconds(100), "500ms"),
    (.days(30), .seconds(15), "5m"), (.days(365), .seconds(15), "1h"),
  ])
  func aCoarserStepIsNamed(range: Duration, step: Duration, coarser: String) {
    let words = "exceeded maximum resolution of 11,000 points per timeseries"
    let line = RemedyText.line(QueryFailure(.refused, words, status: 400), of: query(range, step: step))
    #expect(line?.hasPrefix("try: a coarser step, --step \(coarser), or a shorter range, --since ") == true)
  }

  @Test func tooManySamples() {
    let words = "query processing would load too many samples into memory in query execution"
    #expect(
      RemedyText.line(QueryFailure(.refused, words, status: 422), of: query(.hours(1), step: .seconds(15)))
        == "try: a coarser step, --step 30s, or select less: add a matcher, or ask a recording rule instead, "
        + "or a shorter range, --since 30m")
  }

  @Test func anAnswerTooLarge() {
    let line = RemedyText.line(QueryFailure(.tooLarge, "larger"), of: query(.hours(1), step: .seconds(15)))
    #expect(line?.hasPrefix("try: a coarser step, --step 30s, or ") == true)
  }

  @Test func aMomentHasNoStep() {
    let failure = QueryFailure(.timedOut, "query timed out in expression evaluation", status: 503)
    let line = RemedyText.line(failure, of: .metricsInstant(PromQL: "up", at: .epoch))
    #expect(line?.contains("--step") == false && line?.contains("--timeout 2m") == true)
  }

  @Test func ourOwnPatienceComesFirst() {
    let failure = QueryFailure(.timedOut, "Operation timed out after 1001 milliseconds")
    let line = RemedyText.line(failure, of: query(.hours(1), step: .seconds(15)))
    #expect(line?.hasPrefix("try: more time, --timeout 2m, or a shorter range, --since 30m, or ") == true)
  }

  @Test func nothingToAdd() {
    let question = query(.hours(1), step: .seconds(15))
    #expect(RemedyText.line(QueryFailure(.unsupported, "no"), of: question) == nil)
    let parse = QueryFailure(.refused, "parse error", position: TextPosition(line: 1, column: 2))
    #expect(RemedyText.line(parse, of: question) == nil)
  }
}
