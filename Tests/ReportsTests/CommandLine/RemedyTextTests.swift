import Reports
import Telemetry
import Testing

@Suite struct RemedyTextTests {
  private func query(_ range: Duration, step: Duration) -> Query {
    .metricsRange(PromQL: "up", range: TimeRange(last: range, until: Instant(seconds: 1_700_000_000)), step: step)
  }

  @Test(arguments: [
    (Duration.hours(6), Duration.seconds(1), "2s"), (.hours(1), .seconds(30), "1m"), (.days(30), .seconds(15), "5m"),
    (.hours(1), .seconds(45), "2m"), (.days(7), .hours(1), "2h"), (.hours(1), .milliseconds(100), "500ms"),
    (.days(3000), .days(300), "600d"),
  ])
  func aCoarserStepIsNamed(range: Duration, step: Duration, coarser: String) {
    let failure = QueryFailure(.refused, "exceeded maximum resolution of 11,000 points per timeseries", status: 400)
    let line = RemedyText.line(failure, of: query(range, step: step))
    #expect(line?.hasPrefix("try: a coarser step, --step \(coarser), or a shorter range, --since ") == true, "\(line ?? "")")
  }

  @Test func tooManySamples() {
    let failure = QueryFailure(
      .refused, "query processing would load too many samples into memory in query execution", status: 422)
    #expect(
      RemedyText.line(failure, of: query(.hours(1), step: .seconds(15)))
        == "try: a coarser step, --step 30s, or select less: add a matcher, or ask a recording rule instead, "
        + "or a shorter range, --since 30m")
  }

  @Test func aMomentHasNoStep() {
    let failure = QueryFailure(.timedOut, "query timed out in expression evaluation", status: 503)
    let line = RemedyText.line(failure, of: .metricsInstant(PromQL: "up", at: .epoch))
    #expect(line?.contains("--step") == false && line?.contains("--timeout 2m") == true)
  }

  @Test func nothingHelps() {
    #expect(RemedyText.line(QueryFailure(.unsupported, "no"), of: query(.hours(1), step: .seconds(15))) == nil)
  }
}
