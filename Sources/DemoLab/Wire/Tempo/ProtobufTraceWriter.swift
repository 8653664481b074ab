internal import Backends
internal import SwiftProtobuf
internal import Telemetry

/// Writes a trace in Tempo's protobuf, batch by batch as `OTLPTraceWriter` does in JSON.
struct ProtobufTraceWriter {
  let trace: Trace

  /// v1's answer: the bare trace.
  func bare() throws -> [UInt8] {
    try WireTraceAnswer.with { answer in
      answer.parts = try batches().map { batch in
        try WireTracePart.with {
          $0.first = [try batch.resource.serializedBytes()]
          $0.scopeSpans = batch.scopeSpans
        }
      }
    }.serializedBytes()
  }

  /// v2's answer: the trace, empty or not, in its wrapper.
  func wrapped(partial: Bool) throws -> [UInt8] {
    try WireTraceAnswer.with { answer in
      let batches = try batches()
      answer.parts = [try WireTracePart.with { $0.first = try batches.map { try $0.serializedBytes() } }]
      answer.status = partial ? 1 : 0
    }.serializedBytes()
  }

  /// One ResourceSpans for each resource.
  private func batches() throws -> [WireResourceSpans] {
    let byResource = Dictionary(grouping: trace.spans, by: \.resource)
    return try byResource.keys.sorted().map { resource in
      try WireResourceSpans.with { batch in
        if trace.resources.indices.contains(resource) {
          batch.resource.attributes = attributes(trace.resources[resource].attributes)
        }
        batch.scopeSpans = try scopeSpans(byResource[resource] ?? [])
      }
    }
  }

  private func scopeSpans(_ spans: [Span]) throws -> [WireScopeSpans] {
    let byScope = Dictionary(grouping: spans, by: \.scope)
    return try byScope.keys.sorted().map { scope in
      try WireScopeSpans.with { group in
        if trace.scopes.indices.contains(scope) {
          group.scope.name = bytes(trace.scopes[scope].name)
          group.scope.version = bytes(trace.scopes[scope].version)
          group.scope.attributes = attributes(trace.scopes[scope].attributes)
        }
        group.spans = try (byScope[scope] ?? []).map { try span($0).serializedBytes() }
      }
    }
  }

  private func span(_ span: Span) -> WireSpan {
    WireSpan.with { wire in
      wire.spanID = bytes([span.id.value])
      wire.parentSpanID = bytes(span.parentID.map { [$0.value] } ?? [])
      wire.name = bytes(span.name)
      wire.kind = Int32(span.kind.rawValue)
      wire.start = UInt64(clamping: span.start.nanoseconds)
      wire.end = UInt64(clamping: span.end.nanoseconds)
      wire.attributes = attributes(span.attributes)
      wire.events = span.events.map { event in
        WireSpan.Event.with {
          $0.time = UInt64(clamping: event.time.nanoseconds)
          $0.name = bytes(event.name)
          $0.attributes = attributes(event.attributes)
        }
      }
      wire.links = span.links.map { link in
        WireSpan.Link.with {
          $0.traceID = bytes([link.traceID.high, link.traceID.low])
          $0.spanID = bytes(link.spanID.map { [$0.value] } ?? [])
          $0.attributes = attributes(link.attributes)
        }
      }
      wire.status.message = bytes(span.statusMessage)
      wire.status.code = Int32(span.status.rawValue)
    }
  }

  private func attributes(_ list: [Attribute]) -> [WireKeyValue] {
    list.map { attribute in
      WireKeyValue.with {
        $0.key = bytes(attribute.key)
        $0.value = value(attribute.value)
      }
    }
  }

  private func value(_ value: AttributeValue) -> WireAnyValue {
    WireAnyValue.with { wire in
      switch value {
      case .string(let text): wire.string = bytes(text)
      case .int(let number): wire.int = number
      case .double(let number): wire.double = number
      case .bool(let flag): wire.bool = flag
      case .bytes(let raw): wire.bytes = bytes(raw)
      case .array(let values): wire.array.values = values.map { self.value($0) }
      case .map(let entries): wire.map.values = attributes(entries)
      case .empty: break
      }
    }
  }

  private func bytes<Bytes: SwiftProtobufContiguousBytes>(_ text: String) -> Bytes {
    bytes(Array(text.utf8))
  }

  /// Words as protobuf's ids have them, most significant byte first.
  private func bytes<Bytes: SwiftProtobufContiguousBytes>(_ words: [UInt64]) -> Bytes {
    bytes(words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * $0)) } })
  }

  private func bytes<Bytes: SwiftProtobufContiguousBytes>(_ raw: [UInt8]) -> Bytes {
    var bytes = Bytes(repeating: 0, count: raw.count)
    bytes.withUnsafeMutableBytes { $0.copyBytes(from: raw) }
    return bytes
  }
}
