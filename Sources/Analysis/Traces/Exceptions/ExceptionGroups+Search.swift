public import Languages
public import Telemetry

/// Failures from a search alone: the server shows the exception of each span it found, so that no
/// trace needs to be fetched.
extension ExceptionGroups {
  private static let shown: [TraceField] = [
    .attribute(.event, "exception.type"), .attribute(.event, "exception.message"),
    .attribute(.resource, "service.name"), .intrinsic(.name), .intrinsic(.statusMessage),
  ]

  /// The search for a filter's failing spans that shows their exceptions.
  ///
  /// - Throws: the filter's own error when it cannot be read.
  public static func query(filter: String) throws(SyntaxError) -> String {
    var pipeline = try TraceQL.selection(filter, adding: TraceSelection.failing.condition)
    pipeline.stages.append(.select(shown))
    return TraceExpression(.pipeline(pipeline)).description
  }

  /// From what `query` found. Of several exceptions of one span the server shows one, and no stack.
  public init(found: [TraceSummary]) {
    self.init(found.map { $0.asTraceOfFailures })
  }
}

extension TraceSummary {
  /// The matched spans as if they had been fetched.
  fileprivate var asTraceOfFailures: Trace {
    var trace = Trace(id: id, spans: [], resources: [])
    var places: [String: Int] = [:]
    for match in matched {
      let text = { (key: String) in match.attributes[key]?.description }
      let service = text("service.name") ?? rootService ?? "unknown_service"
      let place = places[service] ?? trace.resources.count
      if places[service] == nil {
        places[service] = place
        trace.resources.append(Resource(attributes: [Attribute("service.name", .string(service))]))
      }
      let name = match.name.isEmpty ? text("name") ?? "" : match.name
      trace.spans.append(
        Span(
          id: match.id, name: name, start: match.start, durationNanoseconds: match.durationNanoseconds,
          status: .error, statusMessage: text("statusMessage") ?? "", events: match.exception,
          resource: place))
    }
    return trace
  }
}

extension TraceSummary.MatchedSpan {
  fileprivate var exception: [SpanEvent] {
    let told = attributes.filter { $0.key.hasPrefix("exception.") }
    guard !told.isEmpty else { return [] }
    let end = Instant(nanoseconds: start.nanoseconds &+ durationNanoseconds)
    return [SpanEvent(time: end, name: "exception", attributes: told)]
  }
}
