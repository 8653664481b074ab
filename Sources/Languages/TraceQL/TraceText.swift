/// How TraceQL writes constants.
enum TraceText {
  static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": out += "\\\\"
      case "\"": out += "\\\""
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }

  /// Always with a point, so that it does not read back as an integer.
  static func float(_ value: Double) -> String {
    let text = value.description
    return text.contains(".") || text.contains("e") ? text : text + ".0"
  }

  /// Whole units, largest first, none left out between: `1h30m`, `1500ms` is `1s500ms`.
  static func duration(_ nanoseconds: Int64) -> String {
    if nanoseconds == 0 { return "0s" }
    var rest = nanoseconds.magnitude
    var out = nanoseconds < 0 ? "-" : ""
    for (unit, size) in units where rest >= size {
      out += String(rest / size) + unit
      rest %= size
    }
    return out
  }

  private static let units: [(String, UInt64)] = [
    ("h", 3_600_000_000_000), ("m", 60_000_000_000), ("s", 1_000_000_000), ("ms", 1_000_000),
    ("µs", 1000), ("ns", 1),
  ]
}
