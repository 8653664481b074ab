internal import Analysis
internal import Telemetry

/// The lines that belong to what the cursor of a split's other half rests on.
struct LogAttention: Hashable, Sendable {
  /// How far from the span its lines may be written.
  private static let margin = Duration.seconds(2)
  /// Lines looked through for those of a span: what a screen of them needs, not a day of a busy service.
  private static let limit = 5000

  var span: SpanID?
  var service: String?
  var range: TimeRange

  /// A span; `nil` for what has no extent of its own.
  init?(_ anchor: Anchor) {
    guard anchor.signal == .traces, anchor.traceID != nil else { return nil }
    (span, service) = (anchor.spanID, anchor.service)
    range = anchor.range.padded(by: Self.margin)
  }

  /// A line that names a span is that span's; one that names none is its service's, at that time.
  func holds(_ index: Int, in buffer: LogBuffer) -> Bool {
    if let span, let named = Self.spanNames.lazy.compactMap({ buffer.field($0, at: index) }).first {
      return SpanID(hex: named) == span
    }
    return range.contains(buffer.time(at: index)) && service.map { $0 == buffer.service(at: index) } ?? true
  }

  /// The gravest of the lines, the first of them.
  func first(in buffer: LogBuffer) -> Int? {
    let (start, end) = (buffer.index(atOrAfter: range.start), buffer.index(atOrAfter: range.end))
    guard start < end else { return nil }
    let own = (start..<min(end, start + Self.limit)).filter { holds($0, in: buffer) }
    return own.min { (buffer.level(at: $1).level, $0) < (buffer.level(at: $0).level, $1) }
  }

  private static let spanNames = ["span_id", "spanID", "SpanId", "spanId", "spanid"]
}
