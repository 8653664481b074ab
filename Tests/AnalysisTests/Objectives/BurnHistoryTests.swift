import Analysis
import Telemetry
import Testing

/// Ratios of one objective of 99 %: a ratio of 0.2 burns twenty times too fast.
@Suite struct BurnHistoryTests {
  private static let start = Instant(seconds: 1_795_000_000)
  private static let range = TimeRange(start: start, end: start + .minutes(10))
  private static let objective = Objective(
    id: "shop", service: "shop", name: "x", target: 0.99, period: .days(30), source: "prom")

  private static func samples(_ ratios: [Double?]) -> [Sample] {
    ratios.enumerated().compactMap { index, ratio in ratio.map { Sample(start + .minutes(index), $0) } }
  }

  private static func status(short: Double = 0.2, long: Double = 0.2) -> BudgetStatus {
    BudgetStatus(
      objective: objective, periodErrorRatio: 0.001,
      burn: [
        BurnRate(window: .minutes(5), errorRatio: short, of: objective),
        BurnRate(window: .hours(1), errorRatio: long, of: objective),
      ])
  }

  private static func since(_ short: [Double?], _ long: [Double?]) -> BudgetStatus.Standing? {
    BurnHistory(
      ratios: [.minutes(5): samples(short), .hours(1): samples(long)], over: range, step: .minutes(1), of: objective
    ).since(status().alerts)
  }

  private static let bad = 0.2
  private static let good = 0.01

  /// Eleven moments, a minute apart: from when on it burned, and whether it did all along.
  @Test(arguments: [
    // It began in the fourth minute.
    (Array(repeating: good, count: 4) + Array(repeating: bad, count: 7), 4, false),
    // It burned all through.
    (Array(repeating: bad, count: 11), 0, true),
    // Once it was well in between.
    (Array(repeating: bad, count: 8) + [good, bad, bad], 9, false),
    // No traffic is no burning.
    (Array(repeating: bad, count: 5) + [.nan] + Array(repeating: bad, count: 5), 6, false),
    // The last moment alone.
    (Array(repeating: good, count: 10) + [bad], 10, false),
  ]) func sinceTheLastBreak(ratios: [Double], minute: Int, isLonger: Bool) {
    let found = Self.since(ratios, Array(repeating: Self.bad, count: 11))
    #expect(found == BudgetStatus.Standing(since: Self.start + .minutes(minute), isLonger: isLonger))
  }

  @Test func aMissingMomentBreaksIt() {
    var ratios = [Double?](repeating: Self.bad, count: 11)
    ratios[6] = nil
    #expect(Self.since(ratios, Array(repeating: Self.bad, count: 11))?.since == Self.start + .minutes(7))
  }

  @Test func whatIsWellNowHasNoSince() {
    #expect(Self.since(Array(repeating: Self.bad, count: 10) + [Self.good], Array(repeating: Self.bad, count: 11)) == nil)
    #expect(Self.since([], []) == nil)
    // Nothing came for the last minutes.
    #expect(Self.since(Array(repeating: Self.bad, count: 8), Array(repeating: Self.bad, count: 8)) == nil)
  }

  /// One pair takes over from another: the state never ended.
  @Test func pairsTogetherHoldTheState() {
    let (bad, good) = (Self.bad, Self.good)
    let first = [good, bad, bad, bad, bad, bad] + Array(repeating: good, count: 5)
    let second = Array(repeating: good, count: 4) + Array(repeating: bad, count: 7)
    let history = BurnHistory(
      ratios: [
        .minutes(5): Self.samples(first), .hours(1): Self.samples(first), .minutes(30): Self.samples(second),
        .hours(6): Self.samples(second),
      ], over: Self.range, step: .minutes(1), of: Self.objective)
    #expect(history.since(Self.status().alerts)?.since == Self.start + .minutes(1))
  }

  private static func series(_ window: String, _ ratios: [Double], _ labels: Labels) -> Series {
    var one = Series(labels: labels.merging(["__name__": "slo:sli_error:ratio_rate\(window)"]), samples: samples(ratios))
    one.source = "prom"
    return one
  }

  @Test func datesWhatBurnsAndNoAlertTellsOf() throws {
    let labels: Labels = ["sloth_id": "shop"]
    let begin = Array(repeating: Self.good, count: 3) + Array(repeating: Self.bad, count: 8)
    let series = [
      Self.series("5m", begin, labels), Self.series("1h", begin, labels),
      Self.series("5m", Array(repeating: Self.bad, count: 11), ["sloth_id": "other"]),
    ]
    let well = Self.status(short: 0.001)
    let dated = BurnHistory.dating([Self.status(), well], by: series, over: Self.range, step: .minutes(1))
    #expect(dated[0].since == Self.start + .minutes(3) && dated[0].alerts[0].since == dated[0].since)
    #expect(dated[1] == well && well.since == nil)
    // Still to be asked with the next refresh, with the same words.
    #expect(dated[0].isUndated)
  }

  @Test func asksOnceForAllOfThem() throws {
    var alerted = Self.status()
    alerted.objective.id = "alerted"
    alerted.alerts[0].since = Self.start
    var pyrra = Self.status()
    (pyrra.objective.tool, pyrra.objective.id) = ("pyrra", "a.b")
    let text = try #require(BurnHistory.expression(for: [Self.status(), alerted, pyrra], specs: []))
    #expect(
      text == """
        {__name__=~"slo:sli_error:ratio_rate(5m|30m|1h|6h)",sloth_id=~"shop"}
        or
        {__name__=~".+:burnrate(5m|30m|1h|6h)",slo=~"a\\\\.b"}
        """)
    #expect(BurnHistory.expression(for: [alerted, Self.status(long: 0.001)], specs: []) == nil)
  }
}
