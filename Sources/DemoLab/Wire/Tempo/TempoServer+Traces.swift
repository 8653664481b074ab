internal import Backends
internal import Languages
internal import Telemetry

extension TempoServer {
  /// A bare trace; 404 without a body when there is none.
  func traceV1(_ id: String, protobuf: Bool) throws -> HTTPResponse {
    guard let trace = store.trace(try Self.traceID(id)) else {
      return HTTPResponse(status: 404, body: Payload(""))
    }
    if protobuf { return .tempoProtobuf(try ProtobufTraceWriter(trace: trace).bare()) }
    return .tempoJSON { json in
      json.object { $0.field("batches") { OTLPTraceWriter(trace: trace).resourceSpans(&$0) } }
    }
  }

  /// A trace in its wrapper, empty when there is none; `q` keeps only the spans that match,
  /// with `keep_hierarchy` their ancestors too.
  func traceV2(_ id: String, _ parameters: TempoParameters, protobuf: Bool) throws -> HTTPResponse {
    let traceID = try Self.traceID(id)
    var trace = store.trace(traceID) ?? Trace(id: traceID, spans: [], resources: [])
    let spans = trace.spans.count
    if let query = parameters["q"] {
      try Self.keep(query, in: &trace, ancestors: parameters["keep_hierarchy"] == "true")
    }
    let partial = trace.spans.count < spans
    if protobuf { return .tempoProtobuf(try ProtobufTraceWriter(trace: trace).wrapped(partial: partial)) }
    return .tempoJSON { json in
      json.object { json in
        json.field("trace") { json in
          json.object { json in
            guard !trace.spans.isEmpty else { return }
            json.field("resourceSpans") { OTLPTraceWriter(trace: trace).resourceSpans(&$0) }
          }
        }
        json.field("metrics") { json in
          json.object { json in
            if spans > 0 { json.field("inspectedBytes", String(spans * 512)) }
          }
        }
        if partial { json.field("status", "PARTIAL") }
      }
    }
  }

  private static func keep(
    _ query: String, in trace: inout Trace, ancestors: Bool
  ) throws(TraceRefusal) {
    let expression = try TempoParameters.expression(query)
    let filter = try TraceSearch(expression)
    let indexed = IndexedTrace(trace)
    var kept = Set(filter.spans(of: indexed))
    if ancestors { kept.formUnion(kept.flatMap { indexed.ancestors(of: $0) }) }
    trace.spans = trace.spans.indices.filter(kept.contains).map { indexed.trace.spans[$0] }
  }

  private static func traceID(_ text: String) throws(TraceRefusal) -> TraceID {
    if let wrong = text.enumerated().first(where: { !$0.element.isASCII || !$0.element.isHexDigit }) {
      throw TraceRefusal(
        "trace IDs can only contain hex characters: invalid character '\(wrong.element)' "
          + "at position \(wrong.offset + 1)")
    }
    guard text.utf8.count <= 32 else {
      throw TraceRefusal("trace IDs can't be larger than 128 bits")
    }
    guard let id = TraceID(hex: text) else {
      throw TraceRefusal("trace IDs can't be empty")
    }
    return id
  }
}
