internal import Telemetry

/// Reads OTLP spans from JSON. Members are visited once, in the order written.
struct SpanReader {
  var attributes = AttributeReader()

  /// `nil` when the span has no valid id.
  mutating func span(_ value: JSONValue, resource: Int, scope: Int) -> Span? {
    guard let id = value["spanId"].flatMap(TraceIDText.spanID) else { return nil }
    var span = Span(
      id: id, name: "", start: .epoch, durationNanoseconds: 0, resource: resource, scope: scope)
    var end: Instant?
    for (key, member) in value.members {
      switch key {
      case "parentSpanId": span.parentID = TraceIDText.spanID(member)
      case "name": span.name = attributes.text(member) ?? ""
      case "kind": span.kind = Self.kind(member)
      case "startTimeUnixNano": span.start = member.nanosecondsInstant ?? .epoch
      case "endTimeUnixNano": end = member.nanosecondsInstant
      case "attributes": span.attributes = attributes.list(member)
      case "events": span.events = events(member)
      case "links": span.links = links(member)
      case "status":
        span.status = Self.statusCode(member["code"])
        span.statusMessage = member["message"].flatMap { attributes.text($0) } ?? ""
      default: continue
      }
    }
    if let end { span.durationNanoseconds = max(0, (end - span.start).wholeNanoseconds) }
    return span
  }

  /// Who made the spans of a ScopeSpans, under the name of its time.
  mutating func scope(of group: JSONValue) -> InstrumentationScope {
    guard let head = group["scope"] ?? group["instrumentationLibrary"] else {
      return InstrumentationScope()
    }
    return InstrumentationScope(
      name: head["name"]?.string ?? "", version: head["version"]?.string ?? "",
      attributes: attributes.list(head["attributes"]))
  }

  private mutating func events(_ list: JSONValue) -> [SpanEvent] {
    var events: [SpanEvent] = []
    events.reserveCapacity(list.count)
    for value in list.elements {
      let name = value["name"].flatMap { attributes.text($0) }
      events.append(
        SpanEvent(
          time: value["timeUnixNano"]?.nanosecondsInstant ?? .epoch, name: name ?? "",
          attributes: attributes.list(value["attributes"])))
    }
    return events
  }

  private mutating func links(_ list: JSONValue) -> [SpanLink] {
    var links: [SpanLink] = []
    for value in list.elements {
      guard let trace = value["traceId"].flatMap(TraceIDText.traceID) else { continue }
      links.append(
        SpanLink(
          traceID: trace, spanID: value["spanId"].flatMap(TraceIDText.spanID),
          attributes: attributes.list(value["attributes"])))
    }
    return links
  }

  /// `SPAN_KIND_SERVER`, `Server` or 2.
  private static func kind(_ value: JSONValue) -> SpanKind {
    guard let text = value.text else {
      return value.int.flatMap(SpanKind.init(rawValue:)) ?? .unspecified
    }
    switch text {
    case "SPAN_KIND_INTERNAL": return .internal
    case "SPAN_KIND_SERVER": return .server
    case "SPAN_KIND_CLIENT": return .client
    case "SPAN_KIND_PRODUCER": return .producer
    case "SPAN_KIND_CONSUMER": return .consumer
    default:
      let name = word(text, after: "SPAN_KIND_")
      return SpanKind.allCases.first { $0.name == name } ?? .unspecified
    }
  }

  /// `STATUS_CODE_ERROR`, `Error` or 2.
  private static func statusCode(_ value: JSONValue?) -> SpanStatus {
    guard let value else { return .unset }
    guard let text = value.text else {
      return value.int.flatMap(SpanStatus.init(rawValue:)) ?? .unset
    }
    switch word(text, after: "STATUS_CODE_") {
    case "ok": return .ok
    case "error": return .error
    default: return .unset
    }
  }

  private static func word(_ text: JSONText, after prefix: String) -> String {
    let text = text.string
    return (text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text).lowercased()
  }
}
