internal import Telemetry

/// How long a range to ask for at once: all of it, until the server refuses or falls silent; then less,
/// and more again only after some answers.
struct PageSpan: Hashable {
  /// Nanoseconds; `nil`: whatever is asked for.
  private(set) var length: Int64?
  /// What the server allows.
  private var longest: Int64?
  /// Growing takes so many windows read to their end.
  private var caution = 1
  private var calm = 0
  private var hasGrown = false

  /// `range` or that end of it which is read first.
  func window(of range: TimeRange, _ direction: LogDirection) -> TimeRange {
    guard let length else { return range }
    switch direction {
    case .forward:
      return TimeRange(start: range.start, end: min(range.end, range.start + .nanoseconds(length)))
    case .backward:
      return TimeRange(start: max(range.start, range.end - .nanoseconds(length)), end: range.end)
    }
  }

  mutating func narrow(from asked: TimeRange, by divisor: Int64) {
    if hasGrown { caution = min(caution + 1, 4) }
    (hasGrown, calm) = (false, 0)
    length = max(1, asked.duration.wholeNanoseconds / max(1, divisor))
  }

  /// - Parameter longest: `nil` when the server does not say; half of what was asked then.
  mutating func limit(to longest: Duration?, asked: TimeRange) {
    let asked = asked.duration.wholeNanoseconds
    let told = longest.map(\.wholeNanoseconds).flatMap { $0 < asked ? $0 : nil }
    self.longest = told ?? max(1, asked / 2)
    length = self.longest
  }

  /// A window was read to its end.
  mutating func grow() {
    guard let length, length != longest else { return }
    calm += 1
    guard calm >= caution else { return }
    (hasGrown, calm) = (true, 0)
    let (wider, overflow) = length.multipliedReportingOverflow(by: 4)
    self.length = overflow ? longest : min(wider, longest ?? .max)
  }
}
