internal import Glibc
internal import Telemetry

/// Functions of one value.
enum ElementFunction {
  /// `nil` when `name` is none of them.
  static func value(_ name: String, _ x: Double, parameters: [Double]) -> Double? {
    switch name {
    case "abs": x.magnitude
    case "ceil": x.rounded(.up)
    case "floor": x.rounded(.down)
    case "exp": exp(x)
    case "ln": log(x)
    case "log2": log2(x)
    case "log10": log10(x)
    case "sqrt": x.squareRoot()
    case "sgn": x < 0 ? -1 : x > 0 ? 1 : x
    case "round": rounded(x, to: parameters.first ?? 1)
    case "clamp": clamped(x, parameters.first ?? .nan, parameters.last ?? .nan)
    case "clamp_min": clamped(x, parameters.first ?? .nan, .infinity)
    case "clamp_max": clamped(x, -.infinity, parameters.first ?? .nan)
    default: trigonometric(name, x) ?? calendar(name, x)
    }
  }

  private static func rounded(_ x: Double, to multiple: Double) -> Double {
    let inverse = 1 / multiple
    return (x * inverse + 0.5).rounded(.down) / inverse
  }

  private static func clamped(_ x: Double, _ low: Double, _ high: Double) -> Double {
    x.isNaN || low.isNaN || high.isNaN ? .nan : max(low, min(high, x))
  }

  private static func trigonometric(_ name: String, _ x: Double) -> Double? {
    switch name {
    case "sin": sin(x)
    case "cos": cos(x)
    case "tan": tan(x)
    case "asin": asin(x)
    case "acos": acos(x)
    case "atan": atan(x)
    case "sinh": sinh(x)
    case "cosh": cosh(x)
    case "tanh": tanh(x)
    case "asinh": asinh(x)
    case "acosh": acosh(x)
    case "atanh": atanh(x)
    case "deg": x * 180 / .pi
    case "rad": x * .pi / 180
    default: nil
    }
  }

  /// Parts of the UTC date of a moment in seconds since 1970.
  private static func calendar(_ name: String, _ seconds: Double) -> Double? {
    let known = ["minute", "hour", "day_of_week", "day_of_month", "day_of_year", "days_in_month"]
    guard known.contains(name) || name == "month" || name == "year" else { return nil }
    guard let whole = Int64(exactly: seconds.rounded(.down)), whole.magnitude < 9_000_000_000 else {
      return .nan
    }
    let time = CivilTime(Instant(seconds: whole))
    let leap = time.year % 4 == 0 && (time.year % 100 != 0 || time.year % 400 == 0)
    let lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    let part: Int =
      switch name {
      case "minute": time.minute
      case "hour": time.hour
      case "day_of_month": time.day
      case "day_of_year": lengths.prefix(time.month - 1).reduce(0, +) + time.day
      case "days_in_month": lengths[time.month - 1]
      case "month": time.month
      case "year": time.year
      default: Int(whole.dividedFloor(by: 86_400) + 4) % 7  // 1970 began on a Thursday
      }
    return Double(part < 0 ? part + 7 : part)
  }
}
