internal import Telemetry

extension TempoDialect {
  func answer(to query: Query, reading root: JSONValue) throws -> Answer {
    switch query {
    case .traceSearch:
      let traces = try root["traces"]?.elements.map(SearchReader.summary) ?? []
      return marked(Answer(.traces(traces)), by: root)
    case .traceMetricsRange:
      return marked(try TraceMetricsReader(instant: nil).answer(root), by: root)
    case .traceMetricsInstant(_, let range):
      return marked(try TraceMetricsReader(instant: range.end).answer(root), by: root)
    case .traceTags: return Answer(.traceTags(tags(root)))
    case .traceTagValues: return Answer(.traceTagValues(tagValues(root)))
    case .identity:
      let version = root["version"]?.string ?? ""
      return Answer(.identity(ServerIdentity(product: "Tempo", version: version)))
    default: throw QueryFailure.unsupported(query, by: "Tempo")
    }
  }

  /// A trace in JSON, of v2 or v1 or OTLP's.
  func trace(_ id: TraceID, inJSON body: Payload) throws -> Answer {
    try TraceDocument.read(body, 0..<body.count, of: "the answer") { root, document in
      guard root.isObject else { throw Self.noObject }
      var reader = TraceReader()
      return answer(with: try reader.read(root, of: document, id: id))
    }
  }

  static var noObject: QueryFailure { .shape("the answer", expected: "a JSON object") }

  /// A trace in protobuf, of v2 or v1.
  func trace(_ id: TraceID, inProtobuf body: Payload) throws -> Answer {
    var reader = ProtobufTraceReader()
    return answer(with: try reader.read(body, id: id))
  }

  private func answer(with trace: Trace?) -> Answer {
    Answer(.trace(trace), partial: trace?.partial ?? false)
  }

  private func marked(_ answer: Answer, by root: JSONValue) -> Answer {
    var answer = answer
    answer.partial = TraceReader.isPartial(root)
    answer.warnings = root["message"]?.string.map { $0.isEmpty ? [] : [$0] } ?? []
    return answer
  }

  /// v2's scopes, or v1's flat names.
  private func tags(_ root: JSONValue) -> [TraceTag] {
    guard let scopes = root["scopes"] else {
      return root["tagNames"]?.strings.map { TraceTag(scope: "", name: $0) } ?? []
    }
    return scopes.elements.flatMap { scope in
      let name = scope["name"]?.string ?? ""
      return scope["tags"]?.strings.map { TraceTag(scope: name, name: $0) } ?? []
    }
  }

  /// v2's typed values, or v1's strings. An empty value has no `value` key.
  private func tagValues(_ root: JSONValue) -> [TraceTagValue] {
    root["tagValues"]?.elements.map { value in
      if let text = value.string { return TraceTagValue(type: "string", value: text) }
      return TraceTagValue(
        type: value["type"]?.string ?? "string", value: value["value"]?.string ?? "")
    } ?? []
  }
}
