import Analysis
import Telemetry
import Testing

@Suite struct StepRulesTests {
  private func range(_ length: Duration, end: Int64 = 1_700_000_000) -> TimeRange {
    TimeRange(last: length, until: Instant(seconds: end))
  }

  @Test(arguments: [
    (0, 1), (10, 1), (11, 10), (15, 10), (16, 20), (35, 20), (75, 50), (150, 100), (151, 200),
    (350, 200), (750, 500), (751, 1_000), (1_500, 1_000), (3_500, 2_000), (7_500, 5_000),
    (12_500, 10_000), (17_500, 15_000), (25_000, 20_000), (45_000, 30_000), (45_001, 60_000),
    (90_000, 60_000), (210_000, 120_000), (450_000, 300_000), (750_000, 600_000),
    (1_050_000, 900_000), (1_500_000, 1_200_000), (2_700_000, 1_800_000), (5_400_000, 3_600_000),
    (9_000_000, 7_200_000), (16_200_000, 10_800_000), (32_400_000, 21_600_000),
    (86_400_000, 43_200_000), (86_400_001, 86_400_000), (604_800_000, 86_400_000),
    (1_814_400_000, 604_800_000), (1_814_400_001, 2_592_000_000), (3_628_799_999, 2_592_000_000),
    (3_628_800_000, 31_536_000_000),
  ]) func roundsToClockIntervals(ms: Int, expected: Int) {
    #expect(StepRules.rounded(.milliseconds(ms)) == .milliseconds(expected))
  }

  struct Case: Sendable {
    var seconds: Int, points: Int? = nil, minStep: String? = nil, scrape: Int? = nil, step: Int
    var rate: Int
  }

  @Test(arguments: [
    Case(seconds: 3600, step: 15, rate: 60),
    Case(seconds: 3600, points: 100, step: 30, rate: 60),
    Case(seconds: 3600, points: 100, minStep: "1m", step: 60, rate: 240),
    Case(seconds: 3600, points: 100, minStep: "60", step: 60, rate: 240),
    Case(seconds: 3600, points: 100, minStep: ">2m", step: 120, rate: 480),
    Case(seconds: 3600, points: 100, minStep: "nonsense", step: 30, rate: 60),
    Case(seconds: 3600, points: 100, scrape: 60, step: 60, rate: 240),
    Case(seconds: 3600, points: 100, minStep: "5s", scrape: 60, step: 30, rate: 35),
    Case(seconds: 86_400, points: 100, step: 900, rate: 915),
    Case(seconds: 86_400, points: 1000, scrape: 30, step: 60, rate: 120),
    Case(seconds: 604_800, points: 1500, step: 300, rate: 315),
    // The server's 11,000 steps win over a chart of absurd width.
    Case(seconds: 604_800, points: 100_000, scrape: 1, step: 60, rate: 61),
    Case(seconds: 3600, points: 100, minStep: "$__rate_interval", step: 60, rate: 60),
    Case(seconds: 3600, points: 100, minStep: "${__rate_interval}", scrape: 60, step: 240, rate: 240),
    // A minimum is not rounded.
    Case(seconds: 3600, points: 1000, minStep: "17s", step: 17, rate: 68),
    Case(seconds: 0, points: 100, step: 15, rate: 60),
  ]) func choosesAsGrafanaDoes(_ one: Case) {
    let rules = StepRules(
      minStep: one.minStep, scrapeInterval: one.scrape.map { .seconds($0) },
      maxDataPoints: one.points)
    let choice = rules.choose(for: range(.seconds(one.seconds)))
    #expect(choice.step == .seconds(one.step))
    #expect(choice.rateInterval == .seconds(one.rate))
  }

  @Test func asksTheQueryIntervalAfterMinStep() {
    let rules = StepRules(queryInterval: .seconds(40), maxDataPoints: 1000)
    #expect(rules.choose(for: range(.hours(1))).step == .seconds(40))
  }

  @Test func multipliesByTheOldFactor() {
    let rules = StepRules(maxDataPoints: 100, intervalFactor: 2)
    #expect(rules.choose(for: range(.hours(1))).step == .seconds(60))
    let absurd = StepRules(intervalFactor: .max).choose(for: range(.hours(1)))
    #expect(absurd.step == .seconds(15_000))
  }

  @Test func alignsBothEndsToTheStep() {
    let choice = StepRules(minStep: "1m").choose(for: range(.hours(1), end: 1_700_000_059))
    #expect(choice.alignedRange.end == Instant(seconds: 1_700_000_040))
    #expect(choice.alignedRange.start == Instant(seconds: 1_699_996_440))
  }

  @Test(arguments: [
    ("rate(x[$__rate_interval])", "rate(x[6m0s])"),
    ("rate(x[${__rate_interval}])", "rate(x[6m0s])"),
    ("rate(x[ [[__interval]] ])", "rate(x[ 1m ])"),
    ("$__rate_interval_ms", "360000"),
    ("$__interval $__interval_ms $__interval_s", "1m 90000 90"),
    ("$__range $__range_s $__range_ms", "3601s 3601 3600500"),
    ("$__from $service $", "$__from $service $"),
    ("no variable [5m]", "no variable [5m]"),
    ("${__interval:raw} ${__interval:}", "1m 1m"), ("${__interval", "${__interval"),
  ]) func substitutesVariables(text: String, expected: String) {
    let choice = StepChoice(
      step: .seconds(90), rateInterval: .seconds(360), range: range(.milliseconds(3_600_500)))
    #expect(choice.substitute(in: text) == expected)
  }

  @Test(arguments: [
    ("15s", 15_000), ("1h30m", 5_400_000), ("-500ms", -500), ("0.5s", 500), ("30", 30_000),
    ("0", 0), ("1d", 86_400_000), ("2w", 1_209_600_000), ("1M", 2_592_000_000), ("+2m", 120_000),
  ]) func readsDurations(text: String, ms: Int) {
    #expect(DurationText.duration(text) == .milliseconds(ms))
  }

  @Test(arguments: ["", "s", "-", "5x", "1..2s", "abc", "1e9s", "99999999999999999999y", "٣s"])
  func refusesOtherDurations(text: String) {
    #expect(DurationText.duration(text) == nil)
  }

  @Test(arguments: [
    (0, "0s", "1ms", "0s"), (500, "500ms", "500ms", "500ms"), (1_500, "1.5s", "1s", "1s500ms"),
    (60_000, "1m0s", "1m", "1m"), (90_000, "1m30s", "1m", "1m30s"),
    (3_600_000, "1h0m0s", "1h", "1h"), (5_400_000, "1h30m0s", "1h", "1h30m"),
    (259_200_000, "72h0m0s", "3d", "3d"),
  ]) func writesDurations(ms: Int, go: String, truncated: String, prometheus: String) {
    let duration = Duration.milliseconds(ms)
    #expect(DurationText.go(duration) == go)
    #expect(DurationText.truncated(duration) == truncated)
    #expect(DurationText.prometheus(duration) == prometheus)
  }
}
