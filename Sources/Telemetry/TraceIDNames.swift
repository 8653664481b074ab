/// The names under which the trade hides trace and span ids (exemplar labels, structured
/// metadata, parsed log fields): `trace_id`, `traceID`, `TraceId`, `trace:id`, `trace.id` …
public enum TraceIDNames {
  public static func isTraceID(_ name: some StringProtocol) -> Bool { folded(name) == "traceid" }
  public static func isSpanID(_ name: some StringProtocol) -> Bool { folded(name) == "spanid" }

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

  /// Lower case without `-`, `_`, `.` and `:`.
  private static func folded(_ name: some StringProtocol) -> String {
    guard name.utf8.count <= 16 else { return "" }
    return name.lowercased().filter { !"-_.:".contains($0) }
  }
}
