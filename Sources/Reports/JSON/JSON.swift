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
  public var text: String { BlockWriter.text(write) }

  /// Writes what `text` returns.
  public func write(to out: inout BlockWriter) {
    switch self {
    case .object(let fields):
      out.write(ascii: "{")
      for (index, field) in fields.enumerated() {
        if index > 0 { out.write(ascii: ",") }
        Self.write(field.0, to: &out)
        out.write(ascii: ":")
        field.1.write(to: &out)
      }
      out.write(ascii: "}")
    case .array(let values):
      out.write(ascii: "[")
      for (index, value) in values.enumerated() {
        if index > 0 { out.write(ascii: ",") }
        value.write(to: &out)
      }
      out.write(ascii: "]")
    case .string(let text): Self.write(text, to: &out)
    case .number(let value): Self.write(value, to: &out)
    case .integer(let value): out.write(value)
    case .bool(let value): out.write(value ? "true" : "false")
    case .null: out.write("null")
    }
  }

  /// A number; what JSON has no number for, quoted.
  static func write(_ value: Double, to out: inout BlockWriter) {
    guard !value.isFinite else { return out.write(value) }
    out.write(ascii: "\"")
    out.write(value)
    out.write(ascii: "\"")
  }

  /// Quoted. Controls, bidirectional overrides and other invisible format characters are escaped,
  /// so that printing an answer cannot steer a terminal.
  static func write(_ text: String, to out: inout BlockWriter) {
    out.write(ascii: "\"")
    var text = text
    text.withUTF8 { write($0, to: &out) }
    out.write(ascii: "\"")
  }

  /// What needs no escaping goes out in runs.
  private static func write(_ bytes: UnsafeBufferPointer<UInt8>, to out: inout BlockWriter) {
    var (start, index) = (0, 0)
    while index < bytes.count {
      let byte = bytes[index]
      if (0x20...0x7E).contains(byte), byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
        index += 1
        continue
      }
      if let short = shortEscape(byte) {
        out.write(bytes[start..<index])
        out.write(ascii: "\\")
        out.write(ascii: short)
        index += 1
        start = index
        continue
      }
      let (scalar, width) = scalar(in: bytes, at: index)
      if byte < 0x80 || scalar.isUnsafe {
        out.write(bytes[start..<index])
        out.write(escaped(scalar))
        start = index + width
      }
      index += width
    }
    out.write(bytes[start..<index])
  }

  /// The scalar that begins at a place of well-formed UTF-8, and its bytes.
  private static func scalar(in bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> (Unicode.Scalar, Int) {
    if bytes[index] < 0x80 { return (Unicode.Scalar(bytes[index]), 1) }
    let width = min(bytes[index] < 0xE0 ? 2 : bytes[index] < 0xF0 ? 3 : 4, bytes.count - index)
    let text = String(decoding: bytes[index..<(index + width)], as: UTF8.self)
    return (text.unicodeScalars.first ?? "\u{FFFD}", width)
  }

  /// The letter behind the backslash: a line that is JSON itself has a quote every few bytes.
  private static func shortEscape(_ byte: UInt8) -> Unicode.Scalar? {
    switch byte {
    case UInt8(ascii: "\""): "\""
    case UInt8(ascii: "\\"): "\\"
    case UInt8(ascii: "\n"): "n"
    case UInt8(ascii: "\r"): "r"
    case UInt8(ascii: "\t"): "t"
    default: nil
    }
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
