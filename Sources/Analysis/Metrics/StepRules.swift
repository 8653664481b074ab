public import Telemetry

/// What decides the step of a range query, by the same rules as Grafana, so that a panel shows the
/// same numbers here as there.
public struct StepRules: Hashable, Sendable {
  /// The target's "Min step" as written: `30s`, `30`, `>1m`, `$__rate_interval`; `nil` or empty
  /// when unset.
  public var minStep: String?
  /// The query's own interval (`intervalMs`), asked after `minStep`.
  public var queryInterval: Duration?
  /// The data source's `timeInterval`; `nil`: 15 s.
  public var scrapeInterval: Duration?
  /// How many points the chart can show; `nil`: 1500.
  public var maxDataPoints: Int?
  /// Old dashboards' `intervalFactor`; taken as 1 to 1000.
  public var intervalFactor: Int
  /// The person's clock ahead of UTC, so that steps of days begin at the person's midnight.
  public var offsetFromUTC: Duration
  /// A coarser step that the person took up (`StepOffer`); the step is never finer.
  public var accepted: Duration?

  public init(
    minStep: String? = nil, queryInterval: Duration? = nil, scrapeInterval: Duration? = nil,
    maxDataPoints: Int? = nil, intervalFactor: Int = 1, offsetFromUTC: Duration = .zero,
    accepted: Duration? = nil
  ) {
    self.minStep = minStep
    self.queryInterval = queryInterval
    self.scrapeInterval = scrapeInterval
    self.maxDataPoints = maxDataPoints
    self.intervalFactor = intervalFactor
    self.offsetFromUTC = offsetFromUTC
    self.accepted = accepted
  }

  /// Prometheus refuses more steps than this.
  public static let maximumSteps: Int64 = 11_000
  public static let defaultScrapeInterval = Duration.seconds(15)

  /// Step, rate interval and aligned range for a query over `range`.
  public func choose(for range: TimeRange) -> StepChoice {
    let fitting = max(fitting(to: range), accepted ?? .zero)
    if Self.rateIntervalNames.contains(minStep ?? "") {
      let rate = StepChoice.rateInterval(for: fitting, scrape: scrape)
      return choice(step: rate, rateInterval: rate, scrape: scrape, range)
    }
    let step = fitting * min(max(1, intervalFactor), 1000)
    let scrape = isStepItself ? step : fixedMinStep ?? scrape
    let rate = StepChoice.rateInterval(for: step, scrape: scrape)
    return choice(step: step, rateInterval: rate, scrape: scrape, range)
  }

  /// The chart's resolution, rounded, but neither finer than the minimum nor than the server allows.
  private func fitting(to range: TimeRange) -> Duration {
    let span = max(0, range.duration.wholeNanoseconds)
    let minimum = fixedMinStep ?? positive(queryInterval) ?? scrape
    let points = maxDataPoints ?? 0
    let calculated = Duration.nanoseconds(span / Int64(points > 0 ? points : 1500))
    let rounded = calculated < minimum ? minimum : Self.rounded(calculated)
    return max(rounded, Self.rounded(.nanoseconds(span / Self.maximumSteps)))
  }

  private func choice(
    step: Duration, rateInterval: Duration, scrape: Duration, _ range: TimeRange
  ) -> StepChoice {
    StepChoice(
      step: step, rateInterval: rateInterval, range: range, scrape: scrape,
      offsetFromUTC: offsetFromUTC)
  }

  private var scrape: Duration { positive(scrapeInterval) ?? Self.defaultScrapeInterval }

  private static let rateIntervalNames = ["$__rate_interval", "${__rate_interval}"]

  /// Min step `$__interval` asks for whatever step comes out.
  private var isStepItself: Bool { ["$__interval", "${__interval}"].contains(minStep) }

  /// `minStep` as a duration; `nil` when unset, a variable or unreadable.
  private var fixedMinStep: Duration? {
    positive(minStep.flatMap { DurationText.duration($0.filter { $0 != ">" && $0 != "<" }) })
  }

  private func positive(_ duration: Duration?) -> Duration? {
    duration.flatMap { $0 > .zero ? $0 : nil }
  }

  /// The next round interval: steps that divide the clock.
  public static func rounded(_ duration: Duration) -> Duration {
    let ms = duration.wholeNanoseconds
    for (limit, value) in roundingTable where ms <= limit * 1_000_000 {
      return .milliseconds(value)
    }
    return duration < .days(42) ? .days(30) : .days(365)
  }

  /// The next round interval above `step`: 15 s after 10 s, 20 s after 15 s or 17 s; a year at most.
  public static func coarser(than step: Duration) -> Duration? {
    let values = roundingTable.map { Duration.milliseconds($0.1) } + [.days(30), .days(365)]
    return values.first { $0 > step }
  }

  /// Upper border and rounded value, both in milliseconds.
  private static let roundingTable: [(Int64, Int64)] = [
    (10, 1), (15, 10), (35, 20), (75, 50), (150, 100), (350, 200), (750, 500), (1_500, 1_000),
    (3_500, 2_000), (7_500, 5_000), (12_500, 10_000), (17_500, 15_000), (25_000, 20_000),
    (45_000, 30_000), (90_000, 60_000), (210_000, 120_000), (450_000, 300_000),
    (750_000, 600_000), (1_050_000, 900_000), (1_500_000, 1_200_000), (2_700_000, 1_800_000),
    (5_400_000, 3_600_000), (9_000_000, 7_200_000), (16_200_000, 10_800_000),
    (32_400_000, 21_600_000), (86_400_000, 43_200_000), (604_800_000, 86_400_000),
    (1_814_400_000, 604_800_000),
  ]
}
