public import Telemetry

/// The step of a range query and what follows from it.
public struct StepChoice: Hashable, Sendable {
  /// Always positive.
  public var step: Duration
  /// `$__rate_interval`.
  public var rateInterval: Duration
  /// The range as the person chose it.
  public var range: TimeRange
  /// What the rate interval counts in: the scrape interval, or the target's own minimum.
  public var scrape: Duration
  /// The person's clock ahead of UTC.
  public var offsetFromUTC: Duration

  public init(
    step: Duration, rateInterval: Duration, range: TimeRange,
    scrape: Duration = StepRules.defaultScrapeInterval, offsetFromUTC: Duration = .zero
  ) {
    self.step = max(step, .milliseconds(1))
    self.rateInterval = rateInterval
    self.range = range
    self.scrape = scrape
    self.offsetFromUTC = offsetFromUTC
  }

  /// At least four scrapes, so that a rate has two samples even when one scrape fails.
  public static func rateInterval(for step: Duration, scrape: Duration) -> Duration {
    max(step + scrape, scrape * 4)
  }

  /// Both ends floored to the step on the person's clock, so that points do not move between
  /// refreshes.
  ///
  /// ```
  ///        start                   end
  ///   │──────┼───│──────────│─────────┼│   multiples of the step
  ///   ▲                     ▲
  ///   asked from            asked to
  /// ```
  public var alignedRange: TimeRange {
    TimeRange(start: aligned(range.start), end: aligned(range.end))
  }

  private func aligned(_ instant: Instant) -> Instant {
    let local = instant + offsetFromUTC
    let unit = step.wholeNanoseconds
    let (floor, overflow) = local.nanoseconds.dividedFloor(by: unit).multipliedReportingOverflow(by: unit)
    return overflow ? instant : Instant(nanoseconds: floor) - offsetFromUTC
  }

  /// How many steps the aligned range has; the server answers one point more.
  public var steps: Int64 {
    max(0, alignedRange.duration.wholeNanoseconds) / max(1, step.wholeNanoseconds)
  }

  /// The same choice with another step, the rate interval following it.
  public func with(step: Duration) -> StepChoice {
    StepChoice(
      step: step, rateInterval: Self.rateInterval(for: step, scrape: scrape), range: range,
      scrape: scrape, offsetFromUTC: offsetFromUTC)
  }

  /// The next round step above this one under which the range has at most `limit` steps.
  ///
  /// - Returns: `nil` when no step up to a year is enough.
  public func coarser(limit: Int64 = StepRules.maximumSteps) -> StepChoice? {
    var step = step
    while let next = StepRules.coarser(than: step) {
      let choice = with(step: next)
      if choice.steps <= limit { return choice }
      step = next
    }
    return nil
  }

  /// `text` with Grafana's interval and range variables replaced, written `$__interval`,
  /// `${__interval}` or `[[__interval]]`, with or without a format (`${__interval:raw}`), which
  /// changes nothing about a duration. Other variables stay.
  public func substitute(in text: String) -> String {
    var out = ""
    var rest = Substring(text)
    while let mark = rest.firstIndex(where: { $0 == "$" || $0 == "[" }) {
      out += rest[..<mark]
      rest = rest[mark...]
      if let (value, length) = replacement(at: rest) {
        out += value
        rest = rest.dropFirst(length)
      } else {
        out.append(rest.removeFirst())
      }
    }
    return out + rest
  }

  /// The value of the variable that `text` begins with, and how many characters it takes up.
  private func replacement(at text: Substring) -> (value: String, length: Int)? {
    for (name, value) in values {
      if text.hasPrefix("$\(name)") { return (value, name.count + 1) }
      for (open, close) in [("${", "}"), ("[[", "]]")] where text.hasPrefix(open + name) {
        let rest = text.dropFirst(open.count + name.count)
        let format = rest.first == ":" ? rest.prefix { !"}] \n".contains($0) } : ""
        guard rest.dropFirst(format.count).hasPrefix(close) else { continue }
        return (value, open.count + name.count + format.count + close.count)
      }
    }
    return nil
  }

  /// Longer names first: `$__interval` is the beginning of `$__interval_ms`.
  private var values: [(name: String, value: String)] {
    let rangeMs = range.duration.wholeNanoseconds / 1_000_000
    let rangeSeconds = rangeMs / 1000 + (rangeMs % 1000 >= 500 ? 1 : 0)
    return [
      ("__rate_interval_ms", milliseconds(rateInterval)),
      ("__rate_interval", DurationText.go(rateInterval)),
      ("__interval_ms", milliseconds(step)),
      ("__interval_s", String(step.wholeNanoseconds / 1_000_000_000)),
      ("__interval", DurationText.truncated(step)),
      ("__range_ms", String(rangeMs)),
      ("__range_s", String(rangeSeconds)),
      ("__range", "\(rangeSeconds)s"),
    ]
  }

  private func milliseconds(_ duration: Duration) -> String {
    String(duration.wholeNanoseconds / 1_000_000)
  }
}
