/// Spans of time as people write them.
public enum Durations {
  /// `740 ns`, `98 ms`, `6.31 s`, `12m`, `1h 12m`, `3d 4h`: at most two units.
  public static func text(seconds: Double) -> String {
    let parts = parts(seconds: seconds)
    return parts.suffix.isEmpty ? parts.number : parts.number + " " + parts.suffix
  }

  /// The same of whole nanoseconds.
  public static func text(nanoseconds: Int64) -> String { text(seconds: Double(nanoseconds) / 1e9) }

  /// The same at the right end of `width` cells, one-letter units standing over the first of two:
  ///
  ///      7.68 s
  ///       2.1 ms
  ///      1h 12m
  public static func column(nanoseconds: Int64, width: Int) -> String {
    let parts = parts(seconds: Double(nanoseconds) / 1e9)
    let text = parts.suffix.isEmpty ? parts.number : parts.number + " " + parts.suffix
    return (parts.suffix.count == 1 ? text + " " : text).paddedLeft(to: width)
  }

  /// One unit only, without a blank, for badges and column ends: `98ms`, `6.3s`, `12m`, `3d`.
  public static func compact(seconds: Double) -> String {
    let text = parts(seconds: seconds)
    if !text.suffix.isEmpty { return text.number + text.suffix }
    return String(text.number.prefix { $0 != " " })
  }

  /// How old something is: `14 s old`. Clocks differ, so an age below zero counts as zero.
  public static func age(seconds: Double) -> String { coarse(max(0, seconds)) + " old" }

  /// When something is, as seen from now: `14 s ago`, `in 1h 12m`, `now` within half a second.
  public static func relative(seconds: Double) -> String {
    if seconds.magnitude < 0.5 { return "now" }
    return seconds < 0 ? coarse(-seconds) + " ago" : "in " + coarse(seconds)
  }

  /// The number and, below a minute, its unit.
  static func parts(seconds: Double) -> (number: String, suffix: String) {
    switch seconds.magnitude {
    case 0: ("0", "s")
    case ..<0.999_5e-6: (short(seconds * 1e9), "ns")
    case ..<0.999_5e-3: (short(seconds * 1e6), "µs")
    case ..<0.999_5: (short(seconds * 1e3), "ms")
    case ..<59.95: (Numbers.trimmed(Numbers.significant(seconds)), "s")
    default: compound(seconds)
    }
  }

  /// Whole seconds below a minute: an age of 14.2 seconds is 14 seconds.
  private static func coarse(_ seconds: Double) -> String {
    seconds < 59.5 ? Numbers.fixed(seconds, 0) + " s" : text(seconds: seconds.rounded())
  }

  /// One decimal below ten, none above: finer digits of a millisecond are noise.
  private static func short(_ value: Double) -> String {
    value.magnitude < 9.95 ? Numbers.trimmed(Numbers.fixed(value, 1)) : Numbers.fixed(value, 0)
  }

  private static func compound(_ seconds: Double) -> (number: String, suffix: String) {
    guard seconds.isFinite, seconds.magnitude < 1e15 else {
      return (Numbers.fixed(seconds, 0), "s")
    }
    var rest = Int64(seconds.magnitude.rounded())
    // The smaller unit is dropped, so round to it first: 2h 59m 40s is 3h, not 2h 59m.
    if rest >= 3600 { rest = (rest + 30) / 60 * 60 }
    if rest >= 86_400 { rest = (rest + 1800) / 3600 * 3600 }
    if rest >= 31_536_000 { rest = (rest + 43_200) / 86_400 * 86_400 }
    let units: [(Int64, String)] = [
      (31_536_000, "y"), (86_400, "d"), (3600, "h"), (60, "m"), (1, "s"),
    ]
    var words = [String]()
    for (size, name) in units {
      let count = rest / size
      rest %= size
      if count > 0 { words.append("\(count)\(name)") } else if !words.isEmpty { break }
      if words.count == 2 { break }
    }
    return ((seconds < 0 ? "-" : "") + words.joined(separator: " "), "")
  }
}
