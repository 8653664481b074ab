internal import Telemetry

/// Several answers about one trace put together: each span once, by its id, as it came first.
struct TraceMerge: Sendable {
  private var assembly = TraceAssembly()
  private var seen: Set<SpanID> = []

  var isEmpty: Bool { seen.isEmpty }

  mutating func add(_ trace: Trace) {
    let resources = trace.resources.map { assembly.resource($0.attributes) }
    let scopes = trace.scopes.map { assembly.scope($0) }
    for var span in trace.spans where seen.insert(span.id).inserted {
      span.resource = resources.indices.contains(span.resource) ? resources[span.resource] : span.resource
      span.scope = scopes.indices.contains(span.scope) ? scopes[span.scope] : span.scope
      assembly.add(span)
    }
  }

  func trace(_ id: TraceID, message: String) -> Trace? {
    var trace = assembly.trace(id, partial: true, message: message)
    trace?.isInParts = true
    return trace
  }
}
