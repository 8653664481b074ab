public import Telemetry

/// The step of a range query and what follows from it.
public struct StepChoice: Hashable, Sendable {
  /// Always positive.
  public var step: Duration
  /// `$__rate_interval`.
  public var rateInterval: Duration
  /// The range as the person chose it.
  public var range: TimeRange

  public init(step: Duration, rateInterval: Duration, range: TimeRange) {
    self.step = max(step, .milliseconds(1))
    self.rateInterval = rateInterval
    self.range = range
  }

  /// Both ends floored to the step, so that points do not move between refreshes.
  public var alignedRange: TimeRange {
    TimeRange(start: range.start.floored(to: step), end: range.end.floored(to: step))
  }

  /// `text` with Grafana's interval and range variables replaced, written `$__interval`,
  /// `${__interval}` or `[[__interval]]`. Other variables stay.
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
      for form in ["${\(name)}", "[[\(name)]]", "$\(name)"] where text.hasPrefix(form) {
        return (value, form.count)
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
