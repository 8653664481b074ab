internal import SwiftProtobuf
internal import Telemetry

/// Reads one trace from Tempo's protobuf, v2's wrapper or v1's bare trace, through the generated types of
/// `Schema/trace.proto`. Batches and spans are decoded one at a time, so memory holds the answer and the
/// trace but no tree of messages between them.
struct ProtobufTraceReader {
  private var assembly = TraceAssembly()
  private var reader = ProtobufSpanReader()

  /// - Returns: `nil` when the answer holds no spans and is not part of something larger.
  /// - Throws: `QueryFailure(.undecodable)` for an answer that is cut, nested absurdly or no protobuf.
  mutating func read(_ payload: Payload, id: TraceID) throws -> Trace? {
    let answer = try Self.answer(payload)
    let bare = Self.isBare(answer)
    assembly.reserve(bytes: payload.count, each: 100)
    for part in answer.parts { if bare { try readBatch(part) } else { try readBatches(of: part) } }
    return assembly.trace(
      id, partial: Self.isPartial(answer), message: reader.text(answer.message))
  }

  /// Whether this is a whole answer without a trace.
  static func isEmpty(_ payload: Payload) -> Bool {
    guard let answer = try? self.answer(payload), !isPartial(answer) else { return false }
    return answer.parts.allSatisfy(\.first.isEmpty) && !isBare(answer)
  }

  private static func answer(_ payload: Payload) throws -> WireTraceAnswer {
    // Tempo writes at least an empty trace, so nothing at all is an answer that got lost.
    guard payload.count > 0 else {
      throw QueryFailure(.undecodable, "the answer is empty: expected a trace in protobuf")
    }
    return try decoded { try WireTraceAnswer(serializedBytes: payload.bytes.span.bytes, options: $0) }
  }

  /// tempopb's PARTIAL.
  private static func isPartial(_ answer: WireTraceAnswer) -> Bool { answer.status == 1 }

  /// Whether this is v1's answer, where each part is a batch.
  private static func isBare(_ answer: WireTraceAnswer) -> Bool {
    answer.parts.contains { !$0.scopeSpans.isEmpty || !$0.librarySpans.isEmpty }
  }

  private mutating func readBatches(of trace: WireTracePart) throws {
    for bytes in trace.first {
      let batch = try Self.decoded { try WireResourceSpans(serializedBytes: bytes, options: $0) }
      try read(batch.scopeSpans + batch.librarySpans, of: batch.resource)
    }
  }

  private mutating func readBatch(_ part: WireTracePart) throws {
    // A message that is sent in pieces is the pieces merged.
    var resource = WireResource()
    for piece in part.first {
      try Self.decoded { try resource.merge(serializedBytes: piece, options: $0) }
    }
    try read(part.scopeSpans + part.librarySpans, of: resource)
  }

  private mutating func read(_ groups: [WireScopeSpans], of resource: WireResource) throws {
    let resource = assembly.resource(reader.attributes(resource.attributes))
    for group in groups {
      let scope = assembly.scope(reader.scope(group.scope))
      for bytes in group.spans {
        let span = try Self.decoded { try WireSpan(serializedBytes: bytes, options: $0) }
        assembly.add(reader.span(span, resource: resource, scope: scope))
      }
    }
  }

  /// Runs a decoder, without keeping fields that the schema does not name, and says what went wrong in
  /// the user's terms.
  private static func decoded<Message>(
    _ decode: (BinaryDecodingOptions) throws -> Message
  ) throws -> Message {
    var options = BinaryDecodingOptions()
    options.discardUnknownFields = true
    do {
      return try decode(options)
    } catch {
      throw QueryFailure(.undecodable, "the answer is not a trace in protobuf: \(reason(error))")
    }
  }

  private static func reason(_ error: any Error) -> String {
    switch error as? BinaryDecodingError {
    case .truncated: "it ends in the middle of a field"
    case .messageDepthLimit: "it nests deeper than 100 messages"
    default: "a field is malformed"
    }
  }
}
