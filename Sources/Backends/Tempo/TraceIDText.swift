internal import Telemetry

/// Ids as trace JSON writes them: Tempo in base64 of the raw bytes, true OTLP in hexadecimal. The
/// length tells them apart, since 16 bytes make 24 base64 characters or 32 digits.
enum TraceIDText {
  static func traceID(_ value: JSONValue) -> TraceID? {
    value.withUTF8 { text -> TraceID? in
      if text.count != 32, let bytes = Base64.decode(text), bytes.count == 16 {
        return TraceID(high: bigEndian(bytes[..<8]), low: bigEndian(bytes[8...]))
      }
      return TraceID(hex: String(decoding: text, as: UTF8.self))
    } ?? nil
  }

  static func spanID(_ value: JSONValue) -> SpanID? {
    value.withUTF8 { text -> SpanID? in
      if text.count != 16, let bytes = Base64.decode(text), bytes.count == 8 {
        return SpanID(bigEndian(bytes[...]))
      }
      return SpanID(hex: String(decoding: text, as: UTF8.self))
    } ?? nil
  }

  private static func bigEndian(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reduce(0) { $0 << 8 | UInt64($1) }
  }
}
