public import Telemetry

/// A trace id, and perhaps a span id, found in text.
public struct TraceReference: Hashable, Sendable {
  public var trace: TraceID
  public var span: SpanID?
  /// How it was written, in words for the person: `trace_id in the line`.
  public var form: String

  public init(trace: TraceID, span: SpanID?, form: String) {
    self.trace = trace
    self.span = span
    self.form = form
  }

  /// The first reference in a log line: `trace_id=…`, `"traceId": "…"`, a W3C `traceparent`, B3 or
  /// Jaeger headers. Ids of all zeros, and Datadog's decimal ones, are not references.
  public static func first(in line: String) -> TraceReference? {
    var line = line
    return line.withUTF8 { first(in: $0) }
  }

  /// Most lines hold none: a word becomes a `String` only where it may be an id.
  private static func first(in bytes: UnsafeBufferPointer<UInt8>) -> TraceReference? {
    var words = ReferenceWords(bytes)
    var key = ReferenceKey.other
    var found: TraceReference?
    while let word = words.next() {
      if found == nil {
        if word.count == 55, let parent = traceparent(text(bytes[word])) { return parent }
        if key == .trace || key == .uber { found = named(key, text(bytes[word])) }
      } else if key == .span {
        found?.span = SpanID(hex: text(bytes[word]))
        return found
      }
      key = ReferenceKey(bytes[word])
    }
    return found
  }

  private static func text(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Substring {
    Substring(decoding: bytes, as: UTF8.self)
  }

  /// A value that is expected to hold an id: bare hexadecimal digits, or any of the forms above.
  public static func value(_ text: some StringProtocol) -> TraceReference? {
    let text = String(text)
    if (16...32).contains(text.utf8.count), let id = TraceID(hex: text) {
      return TraceReference(trace: id, span: nil, form: "trace id")
    }
    return traceparent(Substring(text)) ?? uber(Substring(text)) ?? first(in: text)
  }

  private static func named(_ key: ReferenceKey, _ word: Substring) -> TraceReference? {
    if key == .uber { return uber(word) }
    guard (16...32).contains(word.utf8.count), let id = TraceID(hex: word) else { return nil }
    return TraceReference(trace: id, span: nil, form: "trace_id in the line")
  }

  /// `00-<32 hex>-<16 hex>-<2 hex>`
  private static func traceparent(_ word: Substring) -> TraceReference? {
    guard word.utf8.count == 55 else { return nil }
    let parts = word.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [2, 32, 16, 2], let trace = TraceID(hex: parts[1]),
      UInt8(parts[0], radix: 16) != nil, UInt8(parts[3], radix: 16) != nil
    else { return nil }
    return TraceReference(trace: trace, span: SpanID(hex: parts[2]), form: "traceparent in the line")
  }

  /// `trace:span:parent:flags`, leading zeros stripped.
  private static func uber(_ word: Substring) -> TraceReference? {
    let parts = word.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 4, let trace = TraceID(hex: parts[0]) else { return nil }
    return TraceReference(trace: trace, span: SpanID(hex: parts[1]), form: "uber-trace-id in the line")
  }
}
