internal import Telemetry

/// Ids as trace JSON writes them: Tempo in base64 of the raw bytes, true OTLP in hexadecimal. The
/// length tells them apart, since 16 bytes make 24 base64 characters or 32 digits.
enum TraceIDText {
  static func traceID(_ value: JSONValue) -> TraceID? {
    value.withUTF8 { text -> TraceID? in
      if text.count != 32, let words = words(text), words.count == 16 {
        return TraceID(high: words.high, low: words.low)
      }
      return TraceID(hex: String(decoding: text, as: UTF8.self))
    } ?? nil
  }

  static func spanID(_ value: JSONValue) -> SpanID? {
    value.withUTF8 { text -> SpanID? in
      if text.count != 16, let words = words(text), words.count == 8 { return SpanID(words.low) }
      return SpanID(hex: String(decoding: text, as: UTF8.self))
    } ?? nil
  }

  /// The last sixteen bytes of a base64 text, most significant first, and how many there were.
  private static func words(
    _ text: UnsafeBufferPointer<UInt8>
  ) -> (high: UInt64, low: UInt64, count: Int)? {
    guard text.count <= 24 else { return nil }
    var (high, low, count): (UInt64, UInt64, Int) = (0, 0, 0)
    let valid = Base64.decode(text) { byte in
      high = high << 8 | low >> 56
      low = low << 8 | UInt64(byte)
      count += 1
    }
    return valid ? (high, low, count) : nil
  }
}
