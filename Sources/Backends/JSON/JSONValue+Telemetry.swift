internal import Telemetry

extension JSONValue {
  /// An object of strings as labels; other values are left out.
  var labels: Labels {
    var labels = Labels()
    for (name, value) in fields {
      if let value = value.string { labels[name] = value }
    }
    return labels
  }

  /// The strings of an array, anything else in it left out.
  var strings: [String] { elements.compactMap(\.string) }

  /// A moment in seconds, whole or with a fraction, kept to the millisecond.
  var secondsInstant: Instant? {
    guard let seconds = double else { return nil }
    if let whole = Int64(exactly: seconds) { return Instant(seconds: whole) }
    return Instant(secondsWithFraction: seconds)
  }

  /// A moment in whole milliseconds, as a number or a string.
  var millisecondsInstant: Instant? { int64.map { Instant(milliseconds: $0) } }

  /// A moment in whole nanoseconds, as a number or a string.
  var nanosecondsInstant: Instant? { int64.map { Instant(nanoseconds: $0) } }

  /// A moment as RFC 3339 text; Go's zero time, the year 1, is `nil`.
  var textInstant: Instant? { string.flatMap { RFC3339.instant($0) } }
}
