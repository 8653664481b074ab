internal import Telemetry

/// Reads one OTLP span.
enum SpanReader {
  /// `nil` when the span has no valid id.
  static func span(_ value: JSONValue, resource: Int, scope: Int) -> Span? {
    guard let id = value["spanId"].flatMap(TraceIDText.spanID) else { return nil }
    let start = value["startTimeUnixNano"]?.nanosecondsInstant ?? .epoch
    let end = value["endTimeUnixNano"]?.nanosecondsInstant ?? start
    let status = value["status"]
    return Span(
      id: id, parentID: value["parentSpanId"].flatMap(TraceIDText.spanID),
      name: value["name"]?.string ?? "", kind: kind(value["kind"]), start: start,
      durationNanoseconds: (end - start).wholeNanoseconds, status: statusCode(status?["code"]),
      statusMessage: status?["message"]?.string ?? "",
      attributes: AttributeReader.list(value["attributes"]),
      events: value["events"]?.elements.map(event) ?? [],
      links: value["links"]?.elements.compactMap(link) ?? [], resource: resource, scope: scope)
  }

  private static func event(_ value: JSONValue) -> SpanEvent {
    SpanEvent(
      time: value["timeUnixNano"]?.nanosecondsInstant ?? .epoch, name: value["name"]?.string ?? "",
      attributes: AttributeReader.list(value["attributes"]))
  }

  private static func link(_ value: JSONValue) -> SpanLink? {
    guard let trace = value["traceId"].flatMap(TraceIDText.traceID) else { return nil }
    return SpanLink(
      traceID: trace, spanID: value["spanId"].flatMap(TraceIDText.spanID),
      attributes: AttributeReader.list(value["attributes"]))
  }

  /// `SPAN_KIND_SERVER`, `Server` or 2.
  private static func kind(_ value: JSONValue?) -> SpanKind {
    guard let value else { return .unspecified }
    if let text = value.string {
      let name = word(text, after: "SPAN_KIND_")
      return SpanKind.allCases.first { $0.name == name } ?? .unspecified
    }
    return value.int.flatMap(SpanKind.init(rawValue:)) ?? .unspecified
  }

  /// `STATUS_CODE_ERROR`, `Error` or 2.
  private static func statusCode(_ value: JSONValue?) -> SpanStatus {
    guard let value else { return .unset }
    if let text = value.string {
      switch word(text, after: "STATUS_CODE_") {
      case "ok": return .ok
      case "error": return .error
      default: return .unset
      }
    }
    return value.int.flatMap(SpanStatus.init(rawValue:)) ?? .unset
  }

  private static func word(_ text: String, after prefix: String) -> String {
    (text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text).lowercased()
  }
}
