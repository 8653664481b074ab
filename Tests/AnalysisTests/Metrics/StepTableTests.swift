import Analysis
import Telemetry
import Testing

/// Steps and rate intervals worked out by hand from the rules, one row a case:
///
/// min = Min step, else intervalMs, else timeInterval, else 15 s; calc = range / points, rounded,
/// but min where it is finer; never below round(range / 11000); times the factor.
/// Rate interval = max(step + scrape, 4 × scrape), scrape = Min step, else timeInterval, else 15 s.
@Suite struct StepTableTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var seconds: Int
    var points: Int?
    var minStep: String?
    var query: Int?
    var scrape: Int?
    var factor = 1
    var step: Int
    var rate: String

    /// Range in seconds; intervals and step in milliseconds.
    init(
      _ seconds: Int, _ points: Int? = nil, min: String? = nil, query: Int? = nil,
      scrape: Int? = nil, factor: Int = 1, step: Int, rate: String
    ) {
      (self.seconds, self.points, minStep, self.query) = (seconds, points, min, query)
      (self.scrape, self.factor, self.step, self.rate) = (scrape, factor, step, rate)
    }

    var testDescription: String { "\(seconds) s on \(points ?? 1500), min \(minStep ?? "–")" }
  }

  @Test(arguments: [
    // 1500 points where the chart says nothing; 15 s where nobody says anything.
    Row(0, step: 15_000, rate: "1m0s"), Row(1, step: 15_000, rate: "1m0s"),
    Row(300, step: 15_000, rate: "1m0s"), Row(900, step: 15_000, rate: "1m0s"),
    Row(3600, step: 15_000, rate: "1m0s"), Row(7200, step: 15_000, rate: "1m0s"),
    Row(21_600, step: 15_000, rate: "1m0s"), Row(43_200, step: 30_000, rate: "1m0s"),
    Row(86_400, step: 60_000, rate: "1m15s"), Row(172_800, step: 120_000, rate: "2m15s"),
    Row(259_200, step: 120_000, rate: "2m15s"), Row(604_800, step: 300_000, rate: "5m15s"),
    Row(1_209_600, step: 900_000, rate: "15m15s"), Row(2_592_000, step: 1_800_000, rate: "30m15s"),
    Row(7_776_000, step: 3_600_000, rate: "1h0m15s"),
    Row(31_536_000, step: 21_600_000, rate: "6h0m15s"),
    Row(157_680_000, step: 86_400_000, rate: "24h0m15s"),
    // Charts of a terminal's width.
    Row(300, 100, step: 15_000, rate: "1m0s"), Row(1800, 80, step: 20_000, rate: "1m0s"),
    Row(3600, 80, step: 30_000, rate: "1m0s"), Row(3600, 160, step: 20_000, rate: "1m0s"),
    Row(3600, 240, step: 15_000, rate: "1m0s"), Row(3600, 400, step: 15_000, rate: "1m0s"),
    Row(21_600, 120, step: 120_000, rate: "2m15s"), Row(21_600, 240, step: 60_000, rate: "1m15s"),
    Row(86_400, 80, step: 1_200_000, rate: "20m15s"), Row(86_400, 160, step: 600_000, rate: "10m15s"),
    Row(86_400, 240, step: 300_000, rate: "5m15s"), Row(604_800, 160, step: 3_600_000, rate: "1h0m15s"),
    Row(604_800, 400, step: 1_800_000, rate: "30m15s"),
    Row(2_592_000, 160, step: 10_800_000, rate: "3h0m15s"),
    Row(31_536_000, 100, step: 86_400_000, rate: "24h0m15s"),
    Row(3600, 1, step: 3_600_000, rate: "1h0m15s"),
    // No points is as good as not said.
    Row(86_400, 0, step: 60_000, rate: "1m15s"), Row(86_400, -5, step: 60_000, rate: "1m15s"),
    // Who gives the minimum, in this order; the query's own interval is no scrape interval.
    Row(3600, 160, min: "5s", step: 20_000, rate: "25s"),
    Row(3600, 160, min: "1m", step: 60_000, rate: "4m0s"),
    Row(3600, 160, min: "60", step: 60_000, rate: "4m0s"),
    Row(3600, 160, min: ">1m", step: 60_000, rate: "4m0s"),
    Row(3600, 160, min: "<1m", step: 60_000, rate: "4m0s"),
    Row(3600, 160, min: "10s", query: 20_000, scrape: 30_000, step: 20_000, rate: "40s"),
    Row(3600, 1000, query: 20_000, scrape: 30_000, step: 20_000, rate: "2m0s"),
    Row(3600, 1000, scrape: 30_000, step: 30_000, rate: "2m0s"),
    Row(3600, 1000, scrape: 1000, step: 5000, rate: "6s"),
    Row(3600, 1000, min: "", scrape: 30_000, step: 30_000, rate: "2m0s"),
    // The minimum itself is not rounded; what the chart asks for is.
    Row(3600, 1000, min: "17s", step: 17_000, rate: "1m8s"),
    Row(3600, 200, min: "17s", step: 20_000, rate: "1m8s"),
    Row(300, 3000, scrape: 100, step: 100, rate: "400ms"),
    // The 11,000 steps of the server: range / 11000 rounded, 7.85 s and 54.98 s here.
    Row(86_400, 100_000, min: "1s", step: 10_000, rate: "11s"),
    Row(604_800, 100_000, min: "1s", step: 60_000, rate: "1m1s"),
    // The factor counts after all that, and in the rate interval.
    Row(3600, 100, factor: 10, step: 300_000, rate: "5m15s"),
    Row(3600, 100, min: "1m", scrape: 30_000, factor: 2, step: 120_000, rate: "4m0s"),
    Row(3600, 100, factor: 0, step: 30_000, rate: "1m0s"),
    // Min step as a variable: the rate interval becomes the step; $__interval the scrape.
    Row(3600, 100, min: "$__rate_interval", step: 60_000, rate: "1m0s"),
    Row(86_400, 100, min: "$__rate_interval", step: 915_000, rate: "15m15s"),
    Row(3600, 100, min: "${__rate_interval}", scrape: 60_000, step: 240_000, rate: "4m0s"),
    Row(3600, 100, min: "$__rate_interval", factor: 7, step: 60_000, rate: "1m0s"),
    Row(86_400, 100, min: "$__interval", step: 900_000, rate: "1h0m0s"),
    Row(3600, 100, min: "${__interval}", scrape: 60_000, step: 60_000, rate: "4m0s"),
  ]) func choosesByTheRules(_ row: Row) {
    let rules = StepRules(
      minStep: row.minStep, queryInterval: row.query.map { .milliseconds($0) },
      scrapeInterval: row.scrape.map { .milliseconds($0) }, maxDataPoints: row.points,
      intervalFactor: row.factor)
    let end = Instant(seconds: 1_700_000_000)
    let choice = rules.choose(for: TimeRange(last: .seconds(row.seconds), until: end))
    #expect(choice.step == .milliseconds(row.step))
    #expect(choice.substitute(in: "$__rate_interval") == row.rate)
    #expect(choice.substitute(in: "${__interval_ms}") == "\(row.step)")
  }

  /// 2023-11-14 22:13:20 UTC; an hour ahead it is 23:13:20.
  @Test(arguments: [
    (15, 0, 1_700_000_000, 1_699_999_995), (60, 0, 1_700_000_000, 1_699_999_980),
    (3600, 0, 1_700_000_000, 1_699_999_200), (86_400, 0, 1_700_000_000, 1_699_920_000),
    (86_400, 3600, 1_700_000_000, 1_699_916_400), (86_400, 7200, 1_700_000_000, 1_699_999_200),
    (86_400, -18_000, 1_700_000_000, 1_699_938_000), (3600, 19_800, 1_700_000_000, 1_699_997_400),
    (60, 0, 1_699_999_980, 1_699_999_980), (60, 0, -1, -60), (604_800, 0, 1_700_000_000, 1_699_488_000),
  ]) func alignsOnThePersonsClock(step: Int, offset: Int, at: Int64, expected: Int64) {
    let end = Instant(seconds: at)
    let choice = StepChoice(
      step: .seconds(step), rateInterval: .minutes(1), range: TimeRange(start: end, end: end),
      offsetFromUTC: .seconds(offset))
    #expect(choice.alignedRange.start == Instant(seconds: expected))
    #expect(choice.alignedRange.end == Instant(seconds: expected))
  }

  @Test func alignsTheEndsOfTimeWithoutTrapping() {
    let all = TimeRange(start: Instant(nanoseconds: .min), end: Instant(nanoseconds: .max))
    let choice = StepRules().choose(for: all)
    #expect(choice.alignedRange.start <= choice.alignedRange.end)
    #expect(choice.steps > 0)
  }

  @Test(arguments: [
    (60, 1), (249, 1), (250, 1), (500, 2), (3600, 14), (86_400, 345), (0, 1),
  ]) func stepsLikeLoki(range: Int, step: Int) {
    let end = Instant(seconds: 1_700_000_000)
    let found = StepRules.logStep(for: TimeRange(last: .seconds(range), until: end))
    #expect(found == .seconds(step))
  }

  @Test(arguments: [
    (60, 1), (600, 2), (1199, 4), (1200, 5), (3600, 15), (10_800, 45), (86_400, 360), (0, 1),
  ]) func stepsLikeTempo(range: Int, step: Int) {
    let end = Instant(seconds: 1_700_000_000)
    let found = StepRules.traceStep(for: TimeRange(last: .seconds(range), until: end))
    #expect(found == .seconds(step))
  }
}
