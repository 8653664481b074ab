import Analysis
import Telemetry
import Testing

@Suite struct StepOfferTests {
  private func choice(step: Int, over range: Int) -> StepChoice {
    let end = Instant(seconds: 1_700_000_000)
    return StepChoice(
      step: .seconds(step), rateInterval: .minutes(1),
      range: TimeRange(last: .seconds(range), until: end))
  }

  private let points = QueryFailure(
    .refused,
    "exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution "
      + "(?step=XX)", status: 400)

  @Test(arguments: [
    // 30 days in seconds: 2 min is 21,600 steps, 5 min 8,640.
    (1, 2_592_000, 300), (1, 12_000, 2), (60, 737_000, 120), (15, 3600, 20),
  ]) func offersTheNextStepTheServerTakes(step: Int, range: Int, expected: Int) throws {
    let offer = try #require(StepOffer(after: points, of: choice(step: step, over: range)))
    #expect(offer.cause == .points)
    #expect(offer.choice.step == .seconds(expected))
    #expect(offer.choice.rateInterval == .seconds(max(expected + 15, 60)))
    #expect(offer.choice.steps <= 11_000)
  }

  @Test(arguments: [
    ("query processing would load too many samples into memory in query execution", StepOffer.Cause.samples),
    ("query timed out in expression evaluation", .time),
    ("the query needs more than the estimated amount of memory", .samples),
  ]) func halvesWhatIsTooMuch(message: String, cause: StepOffer.Cause) throws {
    let failure = QueryFailure(.refused, message, status: 422)
    let offer = try #require(StepOffer(after: failure, of: choice(step: 15, over: 3600)))
    #expect(offer.cause == cause)
    #expect(offer.choice.step == .seconds(30))
    #expect(offer.text(insteadOf: .seconds(15)).hasPrefix("step 30s instead of 15s: "))
  }

  @Test func offersForAnswersThatAreTooLargeOrTooLate() {
    let now = choice(step: 15, over: 3600)
    #expect(StepOffer(after: QueryFailure(.tooLarge, "over 64 MiB"), of: now)?.cause == .bytes)
    #expect(StepOffer(after: QueryFailure(.timedOut, "no answer in 30 s"), of: now)?.cause == .time)
  }

  @Test func keepsToTheTraceServersOwnLimit() {
    let failure = QueryFailure(.refused, "step of 1s is too small, maximum 10000 samples exceeded")
    // 21,000 s: 2 s is 10,500 steps, which Prometheus would take and Tempo does not.
    #expect(StepOffer(after: failure, of: choice(step: 1, over: 21_000))?.choice.step == .seconds(5))
    #expect(StepOffer(after: points, of: choice(step: 1, over: 21_000))?.choice.step == .seconds(2))
  }

  @Test func offersNothingWhereAStepCannotHelp() {
    let now = choice(step: 15, over: 3600)
    #expect(StepOffer(after: QueryFailure(.refused, "parse error: unexpected )"), of: now) == nil)
    #expect(StepOffer(after: QueryFailure(.refused, "too many outstanding requests"), of: now) == nil)
    #expect(StepOffer(after: QueryFailure(.unreachable, "connection refused"), of: now) == nil)
    #expect(StepOffer(after: points, of: choice(step: 31_536_000, over: 3600)) == nil)
  }

  @Test func rulesTakeTheOfferUp() {
    let range = TimeRange(last: .hours(1), until: Instant(seconds: 1_700_000_000))
    let choice = StepRules(maxDataPoints: 100, accepted: .minutes(2)).choose(for: range)
    #expect(choice.step == .minutes(2))
    #expect(choice.rateInterval == .seconds(135))
    let finer = StepRules(maxDataPoints: 100, accepted: .seconds(1)).choose(for: range)
    #expect(finer.step == .seconds(30))
  }

  @Test(arguments: [(1, 10), (10_000, 15_000), (17_000, 20_000), (43_200_000, 86_400_000)])
  func findsTheNextClockStep(ms: Int, expected: Int) {
    #expect(StepRules.coarser(than: .milliseconds(ms)) == .milliseconds(expected))
    #expect(StepRules.coarser(than: .days(365)) == nil)
  }
}
