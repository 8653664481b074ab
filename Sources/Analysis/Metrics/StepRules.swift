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

  public init(
    minStep: String? = nil, queryInterval: Duration? = nil, scrapeInterval: Duration? = nil,
    maxDataPoints: Int? = nil, intervalFactor: Int = 1
  ) {
    self.minStep = minStep
    self.queryInterval = queryInterval
    self.scrapeInterval = scrapeInterval
    self.maxDataPoints = maxDataPoints
    self.intervalFactor = intervalFactor
  }

  /// Prometheus refuses more steps than this.
  public static let maximumSteps: Int64 = 11_000
  public static let defaultScrapeInterval = Duration.seconds(15)

  /// Step, rate interval and aligned range for a query over `range`.
  public func choose(for range: TimeRange) -> StepChoice {
    let span = max(0, range.duration.wholeNanoseconds)
    let minimum = fixedMinStep ?? positive(queryInterval) ?? scrape
    let resolution = Int64(max(1, maxDataPoints ?? 1500))
    let calculated = Duration.nanoseconds(span / resolution)
    let fitting = calculated < minimum ? minimum : Self.rounded(calculated)
    let safe = Self.rounded(.nanoseconds(span / Self.maximumSteps))
    let adjusted = max(fitting, safe)
    if isRateInterval {
      let rate = rateInterval(for: adjusted, scrape: scrape)
      return StepChoice(step: rate, rateInterval: rate, range: range)
    }
    let step = adjusted * min(max(1, intervalFactor), 1000)
    let rate = rateInterval(for: step, scrape: fixedMinStep ?? scrape)
    return StepChoice(step: step, rateInterval: rate, range: range)
  }

  private var scrape: Duration { positive(scrapeInterval) ?? Self.defaultScrapeInterval }

  private var isRateInterval: Bool {
    minStep == "$__rate_interval" || minStep == "${__rate_interval}"
  }

  /// `minStep` as a duration; `nil` when unset, a variable or unreadable.
  private var fixedMinStep: Duration? {
    positive(minStep.flatMap { DurationText.duration($0.filter { $0 != ">" && $0 != "<" }) })
  }

  /// At least four scrapes, so that a rate has two samples even when one scrape fails.
  private func rateInterval(for step: Duration, scrape: Duration) -> Duration {
    max(step + scrape, scrape * 4)
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
