public import Backends

/// Writes one JSON text piece by piece, so that the lab's servers can answer with exactly the shapes
/// real servers use. Commas are its business; nesting is the caller's closures'.
///
/// ```swift
/// let body = JSONWriter.payload { json in
///   json.object { json in
///     json.field("status", "success")
///     json.field("data") { json in json.array { $0.string("up") } }
///   }
/// }
/// ```
public struct JSONWriter: Sendable {
  /// The text so far, UTF-8.
  public private(set) var bytes: [UInt8] = []
  private var needsComma = false

  public init() {}

  /// The text so far.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// A response body.
  public static func payload(_ body: (inout JSONWriter) throws -> Void) rethrows -> Payload {
    var writer = JSONWriter()
    try body(&writer)
    return Payload(writer.bytes)
  }

  /// The same as text.
  public static func text(_ body: (inout JSONWriter) throws -> Void) rethrows -> String {
    var writer = JSONWriter()
    try body(&writer)
    return writer.text
  }

  /// `{…}`; write its members with `field` or with `key` and a value.
  public mutating func object(_ body: (inout JSONWriter) throws -> Void) rethrows {
    try nest(open: UInt8(ascii: "{"), close: UInt8(ascii: "}"), body)
  }

  /// `[…]`
  public mutating func array(_ body: (inout JSONWriter) throws -> Void) rethrows {
    try nest(open: UInt8(ascii: "["), close: UInt8(ascii: "]"), body)
  }

  /// `[…]` with one value an element.
  public mutating func array<Elements: Sequence>(
    of elements: Elements, _ body: (inout JSONWriter, Elements.Element) throws -> Void
  ) rethrows {
    try array { json in
      for element in elements { try body(&json, element) }
    }
  }

  /// A member's name; exactly one value must follow.
  public mutating func key(_ name: String) {
    string(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  public mutating func string(_ value: String) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    for byte in value.utf8 { escape(byte) }
    bytes.append(UInt8(ascii: "\""))
  }

  public mutating func number(_ value: some BinaryInteger) {
    raw(String(value))
  }

  /// The shortest decimal that reads back equal. JSON has no NaN or infinities: they become
  /// strings, `"NaN"`, `"+Inf"` and `"-Inf"`.
  public mutating func number(_ value: Double) {
    value.isFinite ? raw(NumberText.shortest(value)) : string(NumberText.shortest(value))
  }

  public mutating func bool(_ value: Bool) { raw(value ? "true" : "false") }

  public mutating func null() { raw("null") }

  /// A value that is JSON already.
  public mutating func raw(_ json: String) {
    separate()
    bytes.append(contentsOf: json.utf8)
  }

  /// A member whose value `body` writes.
  public mutating func field(
    _ name: String, _ body: (inout JSONWriter) throws -> Void
  ) rethrows {
    key(name)
    try body(&self)
  }

  public mutating func field(_ name: String, _ value: String) {
    key(name)
    string(value)
  }

  public mutating func field(_ name: String, _ value: some BinaryInteger) {
    key(name)
    number(value)
  }

  public mutating func field(_ name: String, _ value: Double) {
    key(name)
    number(value)
  }

  public mutating func field(_ name: String, _ value: Bool) {
    key(name)
    bool(value)
  }

  private mutating func nest(
    open: UInt8, close: UInt8, _ body: (inout JSONWriter) throws -> Void
  ) rethrows {
    separate()
    bytes.append(open)
    needsComma = false
    try body(&self)
    bytes.append(close)
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
    case 0x0A: bytes += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
    case 0x0D: bytes += [UInt8(ascii: "\\"), UInt8(ascii: "r")]
    case 0x09: bytes += [UInt8(ascii: "\\"), UInt8(ascii: "t")]
    case 0..<0x20:
      let digits = Array("0123456789abcdef".utf8)
      bytes += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    default: bytes.append(byte)
    }
  }
}
