internal import Telemetry

/// Reads OTLP spans from protobuf; the field numbers are those of `Schema/trace.proto`.
///
/// A field of another wire type than the schema's is an unknown field and skipped, and of a field that is
/// not repeated the last one counts, as protobuf has it.
struct ProtobufSpanReader {
  var attributes = ProtobufAttributeReader()

  /// `nil` when the span has no valid id.
  mutating func span(_ message: UnsafeRawBufferPointer, resource: Int, scope: Int) throws -> Span? {
    var draft = Draft()
    var fields = ProtobufFields(message)
    while let field = try fields.next() {
      switch (field.number, field.value) {
      case (2, .bytes(let id)): draft.id = Self.spanID(id)
      case (4, .bytes(let id)): draft.parent = Self.spanID(id)
      case (5, .bytes(let text)): draft.name = attributes.text(text)
      case (6, .varint(let kind)): draft.kind = SpanKind(rawValue: Self.int32(kind)) ?? .unspecified
      case (7, .fixed64(let time)): draft.start = time
      case (8, .fixed64(let time)): draft.end = time
      case (9, .bytes(let entry)): try attributes.append(entry, to: &draft.attributes, depth: 2)
      case (11, .bytes(let event)): draft.events.append(try self.event(event))
      case (13, .bytes(let link)): try self.link(link).map { draft.links.append($0) }
      case (15, .bytes(let status)): try read(status: status, into: &draft)
      default: continue
      }
    }
    return draft.id.map { draft.span($0, resource: resource, scope: scope) }
  }

  /// What is known of a span before all of it was read.
  private struct Draft {
    var id: SpanID?
    var parent: SpanID?
    var name = ""
    var kind = SpanKind.unspecified
    var start: UInt64 = 0
    var end: UInt64 = 0
    var status = SpanStatus.unset
    var statusMessage = ""
    var attributes: [Attribute] = []
    var events: [SpanEvent] = []
    var links: [SpanLink] = []

    func span(_ id: SpanID, resource: Int, scope: Int) -> Span {
      let start = ProtobufSpanReader.instant(start) ?? .epoch
      // Zero is "not set", as in JSON, where it is left out.
      let end = end == 0 ? start : ProtobufSpanReader.instant(end) ?? start
      return Span(
        id: id, parentID: parent, name: name, kind: kind, start: start,
        durationNanoseconds: (end - start).wholeNanoseconds, status: status, statusMessage: statusMessage,
        attributes: attributes, events: events, links: links, resource: resource, scope: scope)
    }
  }

  private mutating func read(status message: UnsafeRawBufferPointer, into draft: inout Draft) throws {
    var fields = ProtobufFields(message)
    while let field = try fields.next() {
      switch (field.number, field.value) {
      case (2, .bytes(let text)): draft.statusMessage = attributes.text(text)
      case (3, .varint(let code)): draft.status = SpanStatus(rawValue: Self.int32(code)) ?? .unset
      default: continue
      }
    }
  }

  private mutating func event(_ message: UnsafeRawBufferPointer) throws -> SpanEvent {
    var event = SpanEvent(time: .epoch, name: "")
    var fields = ProtobufFields(message)
    while let field = try fields.next() {
      switch (field.number, field.value) {
      case (1, .fixed64(let time)): event.time = Self.instant(time) ?? .epoch
      case (2, .bytes(let text)): event.name = attributes.text(text)
      case (3, .bytes(let entry)): try attributes.append(entry, to: &event.attributes, depth: 3)
      default: continue
      }
    }
    return event
  }

  /// `nil` when the link has no valid trace id.
  private mutating func link(_ message: UnsafeRawBufferPointer) throws -> SpanLink? {
    var (trace, span): (TraceID?, SpanID?) = (nil, nil)
    var list: [Attribute] = []
    var fields = ProtobufFields(message)
    while let field = try fields.next() {
      switch (field.number, field.value) {
      case (1, .bytes(let id)): trace = Self.traceID(id)
      case (2, .bytes(let id)): span = Self.spanID(id)
      case (4, .bytes(let entry)): try attributes.append(entry, to: &list, depth: 3)
      default: continue
      }
    }
    return trace.map { SpanLink(traceID: $0, spanID: span, attributes: list) }
  }

  /// An enumeration's value: its low 32 bits, as protobuf has it.
  private static func int32(_ value: UInt64) -> Int { Int(Int32(truncatingIfNeeded: value)) }

  /// `nil` past the year 2262, where `Instant` ends.
  private static func instant(_ nanoseconds: UInt64) -> Instant? {
    Int64(exactly: nanoseconds).map { Instant(nanoseconds: $0) }
  }

  /// Exactly eight bytes, not all zero.
  private static func spanID(_ bytes: UnsafeRawBufferPointer) -> SpanID? {
    bytes.count == 8 ? SpanID(bigEndian(bytes, at: 0)) : nil
  }

  /// Exactly sixteen bytes, not all zero.
  private static func traceID(_ bytes: UnsafeRawBufferPointer) -> TraceID? {
    bytes.count == 16 ? TraceID(high: bigEndian(bytes, at: 0), low: bigEndian(bytes, at: 8)) : nil
  }

  private static func bigEndian(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> UInt64 {
    UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }
}
