internal import SwiftProtobuf
internal import Telemetry

/// Turns the generated types into spans. Texts repeat from span to span; each long one is made a `String`
/// once.
struct ProtobufSpanReader {
  private var pool = TextPool()

  /// `nil` when the span has no valid id.
  mutating func span(_ wire: WireSpan, resource: Int, scope: Int) -> Span? {
    guard let id = Self.spanID(wire.spanID) else { return nil }
    let start = Self.instant(wire.start) ?? .epoch
    // Zero is "not set", as in JSON, where it is left out.
    let end = wire.end == 0 ? start : Self.instant(wire.end) ?? start
    return Span(
      id: id, parentID: Self.spanID(wire.parentSpanID), name: text(wire.name),
      kind: SpanKind(rawValue: Int(wire.kind)) ?? .unspecified, start: start,
      durationNanoseconds: (end - start).wholeNanoseconds,
      status: SpanStatus(rawValue: Int(wire.status.code)) ?? .unset,
      statusMessage: text(wire.status.message), attributes: attributes(wire.attributes),
      events: wire.events.map { event($0) }, links: wire.links.compactMap { link($0) },
      resource: resource, scope: scope)
  }

  mutating func scope(_ wire: WireScope) -> InstrumentationScope {
    InstrumentationScope(
      name: text(wire.name), version: text(wire.version), attributes: attributes(wire.attributes))
  }

  /// Attributes without a key are left out, as JSON leaves out the empty key.
  mutating func attributes(_ list: [WireKeyValue]) -> [Attribute] {
    guard !list.isEmpty else { return [] }
    var attributes: [Attribute] = []
    attributes.reserveCapacity(list.count)
    for entry in list {
      let key = text(entry.key)
      if !key.isEmpty { attributes.append(Attribute(key, value(entry.value))) }
    }
    return attributes
  }

  /// Text, invalid UTF-8 repaired.
  mutating func text(_ bytes: some SwiftProtobufContiguousBytes) -> String {
    bytes.withUnsafeBytes { pool.text($0) }
  }

  private mutating func value(_ wire: WireAnyValue) -> AttributeValue {
    switch wire.value {
    case .string(let bytes): .string(text(bytes))
    case .bool(let flag): .bool(flag)
    case .int(let number): .int(number)
    case .double(let number): .double(number)
    case .array(let list): .array(list.values.map { value($0) })
    case .map(let entries): .map(attributes(entries.values))
    case .bytes(let bytes): .bytes(Array(bytes))
    case nil: .empty
    }
  }

  private mutating func event(_ wire: WireSpan.Event) -> SpanEvent {
    SpanEvent(
      time: Self.instant(wire.time) ?? .epoch, name: text(wire.name),
      attributes: attributes(wire.attributes))
  }

  private mutating func link(_ wire: WireSpan.Link) -> SpanLink? {
    guard let trace = Self.traceID(wire.traceID) else { return nil }
    return SpanLink(
      traceID: trace, spanID: Self.spanID(wire.spanID), attributes: attributes(wire.attributes))
  }

  /// `nil` past the year 2262, where `Instant` ends.
  private static func instant(_ nanoseconds: UInt64) -> Instant? {
    Int64(exactly: nanoseconds).map { Instant(nanoseconds: $0) }
  }

  /// Exactly eight bytes, not all zero.
  private static func spanID(_ bytes: some SwiftProtobufContiguousBytes) -> SpanID? {
    bytes.withUnsafeBytes { $0.count == 8 ? SpanID(bigEndian($0, at: 0)) : nil }
  }

  /// Exactly sixteen bytes, not all zero.
  private static func traceID(_ bytes: some SwiftProtobufContiguousBytes) -> TraceID? {
    bytes.withUnsafeBytes {
      $0.count == 16 ? TraceID(high: bigEndian($0, at: 0), low: bigEndian($0, at: 8)) : nil
    }
  }

  private static func bigEndian(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> UInt64 {
    UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }
}
