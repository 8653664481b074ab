/// A JSON value to be written, with its keys in the order given.
public indirect enum JSON: Sendable {
  case object([(String, JSON)])
  case array([JSON])
  case string(String)
  /// NaN and infinities are written as the strings `NaN`, `+Inf` and `-Inf`.
  case number(Double)
  case integer(Int64)
  case bool(Bool)
  case null

  /// `null` where there is nothing: a key that is not known is never left out.
  public static func optional<Value>(_ value: Value?, _ make: (Value) -> JSON) -> JSON {
    value.map(make) ?? .null
  }

  /// The value as text on one line.
  public var text: String {
    var out = ""
    write(to: &out)
    return out
  }

  private func write(to out: inout String) {
    switch self {
    case .object(let fields):
      out += "{"
      for (index, field) in fields.enumerated() {
        if index > 0 { out += "," }
        Self.write(field.0, to: &out)
        out += ":"
        field.1.write(to: &out)
      }
      out += "}"
    case .array(let values):
      out += "["
      for (index, value) in values.enumerated() {
        if index > 0 { out += "," }
        value.write(to: &out)
      }
      out += "]"
    case .string(let text): Self.write(text, to: &out)
    case .number(let value): Self.write(value, to: &out)
    case .integer(let value): out += String(value)
    case .bool(let value): out += value ? "true" : "false"
    case .null: out += "null"
    }
  }

  private static func write(_ value: Double, to out: inout String) {
    if value.isNaN {
      out += "\"NaN\""
    } else if value.isInfinite {
      out += value < 0 ? "\"-Inf\"" : "\"+Inf\""
    } else if let whole = Int64(exactly: value), abs(whole) < 1 << 53 {
      out += String(whole)
    } else {
      out += String(describing: value)
    }
  }

  /// Quoted. Controls, bidirectional overrides and other invisible format characters are escaped,
  /// so that printing an answer cannot steer a terminal.
  private static func write(_ text: String, to out: inout String) {
    out += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      default:
        if scalar.value < 0x7F, scalar.value >= 0x20 {
          out.unicodeScalars.append(scalar)
        } else if scalar.isUnsafe {
          out += escaped(scalar)
        } else {
          out.unicodeScalars.append(scalar)
        }
      }
    }
    out += "\""
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    String(Character(scalar)).utf16.map { unit in
      let digits = String(unit, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }.joined()
  }
}

extension Unicode.Scalar {
  fileprivate var isUnsafe: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: true
    default: false
    }
  }
}
