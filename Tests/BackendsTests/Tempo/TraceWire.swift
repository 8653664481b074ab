internal import Backends
internal import Foundation
internal import SwiftProtobuf
internal import Telemetry

/// Protobuf of traces, batch by batch, as a server may send it.
enum TraceWire {
  /// v2's answer with one batch for each span, so that resources and scopes repeat.
  static func answer(_ trace: Trace) throws -> [UInt8] {
    try answer(batches: trace.spans.map { try batch([$0], of: trace) })
  }

  static func answer(
    batches: [WireResourceSpans], status: Int32 = 0, message: String = ""
  ) throws -> [UInt8] {
    try WireTraceAnswer.with {
      $0.parts = [try WireTracePart.with { $0.first = try batches.map { try $0.serializedData() } }]
      $0.status = status
      $0.message = Data(message.utf8)
    }.serializedBytes()
  }

  /// v1's answer.
  static func bare(batches: [WireResourceSpans]) throws -> [UInt8] {
    try WireTraceAnswer.with {
      $0.parts = try batches.map { try WireTracePart(serializedBytes: $0.serializedData()) }
    }.serializedBytes()
  }

  static func batch(_ spans: [Span], of trace: Trace) throws -> WireResourceSpans {
    try batch(spans.map(span)) { batch in
      guard let first = spans.first else { return }
      batch.resource.attributes = attributes(trace.resources[first.resource].attributes)
      let scope = trace.scopes[first.scope]
      batch.scopeSpans[0].scope.name = Data(scope.name.utf8)
      batch.scopeSpans[0].scope.version = Data(scope.version.utf8)
      batch.scopeSpans[0].scope.attributes = attributes(scope.attributes)
    }
  }

  static func batch(
    _ spans: [WireSpan], _ change: (inout WireResourceSpans) -> Void = { _ in }
  ) throws -> WireResourceSpans {
    try WireResourceSpans.with { batch in
      batch.scopeSpans = [try WireScopeSpans.with { $0.spans = try spans.map { try $0.serializedData() } }]
      change(&batch)
    }
  }

  static func span(_ span: Span) -> WireSpan {
    WireSpan.with { wire in
      wire.spanID = id(span.id.value)
      if let parent = span.parentID { wire.parentSpanID = id(parent.value) }
      wire.name = Data(span.name.utf8)
      wire.kind = Int32(span.kind.rawValue)
      wire.start = UInt64(span.start.nanoseconds)
      wire.end = UInt64(span.end.nanoseconds)
      wire.attributes = attributes(span.attributes)
      wire.events = span.events.map { event in
        WireSpan.Event.with {
          $0.time = UInt64(event.time.nanoseconds)
          $0.name = Data(event.name.utf8)
          $0.attributes = attributes(event.attributes)
        }
      }
      wire.links = span.links.map { link in
        WireSpan.Link.with {
          $0.traceID = id(link.traceID.high) + id(link.traceID.low)
          if let span = link.spanID { $0.spanID = id(span.value) }
          $0.attributes = attributes(link.attributes)
        }
      }
      wire.status.code = Int32(span.status.rawValue)
      wire.status.message = Data(span.statusMessage.utf8)
    }
  }

  static func attributes(_ list: [Attribute]) -> [WireKeyValue] {
    list.map { attribute in
      WireKeyValue.with {
        $0.key = Data(attribute.key.utf8)
        $0.value = value(attribute.value)
      }
    }
  }

  static func id(_ value: UInt64) -> Data { withUnsafeBytes(of: value.bigEndian) { Data($0) } }

  private static func value(_ value: AttributeValue) -> WireAnyValue {
    WireAnyValue.with { wire in
      switch value {
      case .string(let text): wire.string = Data(text.utf8)
      case .int(let number): wire.int = number
      case .double(let number): wire.double = number
      case .bool(let flag): wire.bool = flag
      case .bytes(let bytes): wire.bytes = Data(bytes)
      case .array(let values): wire.array = WireAnyValue.Array.with { $0.values = values.map(self.value) }
      case .map(let entries): wire.map = WireAnyValue.Map.with { $0.values = attributes(entries) }
      case .empty: break
      }
    }
  }
}
