/// The names under which the trade hides trace and span ids (exemplar labels, structured
/// metadata, parsed log fields): `trace_id`, `traceID`, `TraceId`, `trace:id`, `trace.id` …
public enum TraceIDNames {
  public static func isTraceID(_ name: some StringProtocol) -> Bool { folds(name, to: "traceid") }
  public static func isSpanID(_ name: some StringProtocol) -> Bool { folds(name, to: "spanid") }

  /// The first valid trace id among `labels`; names in `preferred` are tried before the rest.
  public static func traceID(in labels: Labels, preferred: [String] = []) -> TraceID? {
    for name in preferred {
      if let id = labels[name].flatMap({ TraceID(hex: $0) }) { return id }
    }
    return labels.pairs.lazy.filter { isTraceID($0.name) }.compactMap { TraceID(hex: $0.value) }.first
  }

  public static func spanID(in labels: Labels) -> SpanID? {
    labels.pairs.lazy.filter { isSpanID($0.name) }.compactMap { SpanID(hex: $0.value) }.first
  }

  /// Whether a name is another in either case and without `-`, `_`, `.` and `:`. Asked for every field
  /// of every line, so it makes no text.
  private static func folds(_ name: some StringProtocol, to wanted: StaticString) -> Bool {
    guard name.utf8.count <= 16 else { return false }
    return wanted.withUTF8Buffer { wanted in
      var matched = 0
      for byte in name.utf8 {
        switch byte {
        case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: ":"): continue
        default:
          let letter = (65...90).contains(byte) ? byte | 0x20 : byte
          guard matched < wanted.count, letter == wanted[matched] else { return false }
          matched += 1
        }
      }
      return matched == wanted.count
    }
  }
}
