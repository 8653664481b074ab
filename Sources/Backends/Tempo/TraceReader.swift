internal import Telemetry

/// Reads one trace from Tempo's v1 or v2 JSON or from OTLP/JSON itself.
struct TraceReader {
  private var assembly = TraceAssembly()
  private var reader = SpanReader()

  /// - Returns: `nil` when the answer holds no spans and is not part of something larger.
  /// - Throws: `QueryFailure(.undecodable)` where spans that were cut out are not valid JSON.
  mutating func read(_ root: JSONValue, of document: TraceDocument, id: TraceID) throws -> Trace? {
    assembly.reserve(bytes: document.count, each: 200)
    for batch in Self.batches(of: root) { try readBatch(batch, of: document) }
    return assembly.trace(id, partial: Self.isPartial(root), message: root["message"]?.string)
  }

  /// The list of ResourceSpans, under any of the names in use.
  static func batches(of root: JSONValue) -> JSONValue.Elements {
    let trace = root["trace"] ?? root
    return (trace["resourceSpans"] ?? trace["batches"] ?? trace).elements
  }

  /// Protobuf's zero value, COMPLETE, is usually left out.
  static func isPartial(_ root: JSONValue) -> Bool {
    root["status"]?.string == "PARTIAL" || root["status"]?.int == 1
  }

  private mutating func readBatch(_ batch: JSONValue, of document: TraceDocument) throws {
    let resource = assembly.resource(reader.attributes.list(batch["resource"]?["attributes"]))
    guard let groups = batch["scopeSpans"] ?? batch["instrumentationLibrarySpans"] else { return }
    for group in groups.elements {
      guard let list = group["spans"] else { continue }
      let scope = assembly.scope(reader.scope(of: group))
      try document.visitSpans(list) {
        assembly.add(reader.span($0, resource: resource, scope: scope))
      }
    }
  }
}
